"""Begin a lesson: ``python docs/new.py ch05 my_scenario``.

Makes a program, its record and its test, a page that shows them, and the page's translation: all
of it passes, and is to be filled.
"""

import argparse
import re
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from build import DOCS
from translate import CATALOGS, ExtractionError, to_do

_PROGRAM: Final = """\
def main() -> None:
    print("it ran")


if __name__ == "__main__":
    main()
"""
_RECORD: Final = "it ran\n"
_TEST: Final = '''\
def test_it_runs(run):
    """Say what a reader may rely on because of this."""
    run("{name}.py", record="{name}.txt").wait(exit_code=0)
'''
_PAGE: Final = """\
({label})=
# {title}

这一节还没有写。

```{{literalinclude}} ../../snippets/{folder}/{name}/{name}.py
```

```{{literalinclude}} ../../snippets/{folder}/{name}/{name}.txt
```
"""
_ENGLISH: Final = {"这一节还没有写。": "This section has not been written yet."}
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_TOCTREE: Final = re.compile(r"^```\{toctree\}\n.*?(?=^```$)", re.MULTILINE | re.DOTALL)


class RefusedError(ValueError):
    """It cannot be begun so; the message says why, and nothing was written."""


def begin(root: Path, chapter: str, name: str) -> list[Path]:
    """Make the files of a lesson, and enter its page in its chapter.

    :param root: the folder with ``docs/`` and ``snippets/``
    :param chapter: such as ``ch05``
    :param name: of the scenario, such as ``my_scenario``: lower case, words joined by ``_``
    :returns: what was made or changed
    :raises RefusedError: when there is no such chapter, or something of that name
    :raises ExtractionError: when a page or a catalog has a fault, of this chapter or another
    """
    if not _NAME.fullmatch(name):
        raise RefusedError(f"{name!r} is no name for a scenario: take one like my_scenario")
    pages = _only(root / "docs", f"{chapter}-*")
    folder = _only(root / "snippets", f"{chapter}_*") / name
    page = pages / f"{name.replace('_', '-')}.md"
    index = pages / "index.md"
    for path in (folder, page):
        if path.exists():
            raise RefusedError(f"{path.relative_to(root)} is there already: take another name")
    text = index.read_text("utf-8")
    entries = _TOCTREE.search(text)
    label = re.match(r"\((?P<name>.+)\)=", text)
    if not entries or not label:
        raise RefusedError(
            f"{index.relative_to(root)} has no label on its first line, or no toctree"
        )
    title = name.replace("_", " ")
    words = {
        "label": f"{label['name']}-{page.stem}",
        "title": title,
        "folder": folder.parent.name,
        "name": name,
    }
    catalog = root / "docs" / CATALOGS / page.relative_to(root / "docs").with_suffix(".po")
    made = {
        folder / f"{name}.py": _PROGRAM,
        folder / f"{name}.txt": _RECORD,
        folder / f"test_{name}.py": _TEST.format_map(words),
        page: _PAGE.format_map(words),
        index: f"{text[: entries.end()]}{page.stem}\n{text[entries.end() :]}",
    }
    with _all_or_nothing(root / "docs" / CATALOGS, index, folder, page):
        folder.mkdir()
        for path, content in made.items():
            path.write_text(content, "utf-8")
        to_do(root / "docs", write=True)
        text = catalog.read_text("utf-8")
        for chinese, english in {title: title, **_ENGLISH}.items():
            text = text.replace(
                f'msgid "{chinese}"\nmsgstr ""', f'msgid "{chinese}"\nmsgstr "{english}"'
            )
        catalog.write_text(text, "utf-8")
    return [*made, catalog]


@contextmanager
def _all_or_nothing(catalogs: Path, changed: Path, *added: Path) -> Iterator[None]:
    """Take back what a ``with`` block has written when it does not come to its end."""
    before = {path: path.read_bytes() for path in [*catalogs.rglob("*.po"), changed]}
    try:
        yield
    except BaseException:
        for path in {*catalogs.rglob("*.po"), *added} - before.keys():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        for path, content in before.items():
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)
        raise


def _only(parent: Path, pattern: str) -> Path:
    found = sorted(parent.glob(pattern))
    if len(found) != 1:
        chapters = ", ".join(sorted(path.name[:4] for path in parent.glob("ch[0-9][0-9]*")))
        raise RefusedError(f"no chapter {pattern[:-2]!r} in {parent.name}/: there are {chapters}")
    return found[0]


def main() -> None:
    """Begin what the command line names; tell what was made and what comes next."""
    parser = argparse.ArgumentParser(description="Begin a lesson.")
    parser.add_argument("chapter", help="such as ch05")
    parser.add_argument("name", help="of the scenario, such as my_scenario")
    arguments = parser.parse_args()
    root = DOCS.parent
    # `kill` ends it as tidily as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        made = begin(root, arguments.chapter, arguments.name)
    except RefusedError as error:
        sys.exit(str(error))
    except ExtractionError as error:
        sys.exit(f"Nothing was begun: mend this first.\n{error}")
    except OSError as error:
        sys.exit(f"Nothing was begun: {error}")
    except KeyboardInterrupt:
        print("Interrupted: nothing was begun.", file=sys.stderr)
        sys.exit(130)
    for path in made:
        print(path.relative_to(root))
    test = made[2].relative_to(root).as_posix()
    print(
        f"\nWrite the program, then its test: nox -s snippets -- -k {arguments.name}\n"
        f"Record its output: nox -s record -- -k {arguments.name}\n"
        "Write the page, and see it: nox -s serve\n"
        "Translate it: nox -s translate\n"
        f"Before you trust {test}, break what it guards and see it fail."
    )


if __name__ == "__main__":
    main()
