"""Keep the English catalogs in step with the Chinese pages: ``python docs/translate.py``.

With ``--check`` nothing is written: what is missing is told, and fails.
"""

import argparse
import filecmp
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

import catalogs
from build import DOCS, BuildError, start_sphinx

CATALOGS: Final = Path("locales/en/LC_MESSAGES")


class ExtractionError(Exception):
    """A page or a catalog has a fault; the message tells which, and where."""


def to_do(docs: Path, *, write: bool) -> list[str]:
    """List what there is to do for a translator, a line for each message or catalog.

    :param docs: the folder of the pages; its catalogs are in ``locales/en/LC_MESSAGES/``
    :param write: bring the catalogs in line with the pages first, and drop those of gone pages
    :raises ExtractionError: when a page or a catalog has a fault
    """
    # What is not understood of a catalog would be lost.
    if faults := [it for path in (docs / CATALOGS).rglob("*.po") for it in catalogs.check(path)]:
        raise ExtractionError("\n".join(faults))
    with tempfile.TemporaryDirectory() as scratch:
        templates, locales = Path(scratch, "templates"), Path(scratch, "locales")
        _extract(docs, templates)
        if (docs / "locales").is_dir():
            shutil.copytree(docs / "locales", locales)
        _update(templates, locales)
        before, after = docs / CATALOGS, Path(scratch, CATALOGS)
        names = {path.relative_to(root) for root in (before, after) for path in root.rglob("*.po")}
        found = []
        for name in sorted(names):
            same = (
                (before / name).exists()
                and (after / name).exists()
                and filecmp.cmp(before / name, after / name, shallow=False)
            )
            if write and not same:
                _replace(before / name, after / name)
            elif not same:
                state = "behind its page" if (after / name).exists() else "its page is gone"
                found.append(f"{CATALOGS / name}: {state}")
            if (before / name).exists():
                found += [f"{CATALOGS / name}:{fault}" for fault in _faults(before / name)]
        return found


def _extract(docs: Path, templates: Path) -> None:
    """Write the messages of all pages, one template (``.pot``) a page."""
    options = ["--quiet", "--fail-on-warning", "--keep-going"]
    doctrees = templates / ".doctrees"
    try:
        sphinx = start_sphinx("zh", "gettext", docs, templates, *options, doctrees=doctrees)
    except BuildError as error:
        raise ExtractionError(str(error)) from error
    with sphinx:
        output = sphinx.stdout.read() if sphinx.stdout else ""
    if sphinx.returncode != 0:
        raise ExtractionError(output)
    # Those of our page templates: they are in English already.
    (templates / "sphinx.pot").unlink(missing_ok=True)


def _update(templates: Path, locales: Path) -> None:
    """Bring the catalogs in line with the templates; drop those whose page is gone."""
    command = [sys.executable, "-m", "sphinx_intl", "update", "--language=en", "--no-obsolete"]
    command += [f"--pot-dir={templates}", f"--locale-dir={locales}"]
    command += ["--line-width=0"]  # a changed word is one changed line
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
    catalogs = locales / "en/LC_MESSAGES"
    for catalog in catalogs.rglob("*.po"):
        if not (templates / catalog.relative_to(catalogs)).with_suffix(".pot").exists():
            catalog.unlink()


def _replace(old: Path, new: Path) -> None:
    if new.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        part = old.with_name(f".{old.name}")
        shutil.copyfile(new, part)
        part.replace(old)  # wholly or, whatever happens, not at all
    else:
        old.unlink()


def _faults(catalog: Path) -> list[str]:
    """List what is not translated, and what was translated from an older wording."""
    with catalog.open("rb") as file:
        messages = [message for message in read_po(file, locale="en") if message.id]
    return [
        f"{message.lineno}: {'fuzzy' if message.fuzzy else 'not translated'}: {message.id}"
        for message in messages
        if message.fuzzy or not message.string
    ]


def main() -> None:
    """Do as the command line says; exit with 1 when ``--check`` finds something."""
    parser = argparse.ArgumentParser(description="Update the English catalogs from the pages.")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail on what is missing"
    )
    check = parser.parse_args().check
    try:
        found = to_do(DOCS, write=not check)
    except ExtractionError as error:
        sys.exit(f"The pages could not be read.\n{error}")
    for line in found:
        print(f"docs/{line}")
    print(f"{len(found) or 'nothing'} to do")
    if found and check:
        sys.exit("run `nox -s translate`, then translate what it lists")


if __name__ == "__main__":
    main()
