"""The same pages as a plain Sphinx site: nothing of ours, one language, no assembly."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_SETTINGS: Final = Path(__file__).with_name("plain_conf.py")
_PICTURES: Final = {".svg", ".png", ".webp"}


def pages(docs: Path) -> Iterator[Path]:
    """Yield the sources of the pages, each from the folder of the pages.

    :param docs: that folder
    """
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs)
        if not name.parts[0].startswith("_") and name.parts[0] != "tests":
            yield name


def prepare(root: Path, docs: Path) -> None:
    """Make the folder of a plain site.

    :param root: has ``docs/``, with the pages, and ``snippets/``
    :param docs: the folder to make; what the pages include is linked beside it
    """
    source = root / "docs"
    names = [*pages(source), Path("inventories/python.inv")]
    folders = {name.parent for name in names}
    names += [
        path.relative_to(source)
        for folder in sorted(folders)
        for path in sorted((source / folder).iterdir())
        if path.suffix in _PICTURES
    ]
    for name in names:
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, docs / name)
    shutil.copyfile(_SETTINGS, docs / "conf.py")
    (docs.parent / "snippets").symlink_to((root / "snippets").resolve())
