"""Keep the English catalogs in step with the Chinese pages: ``python docs/translate.py``.

With ``--check`` nothing is written: what is missing is told, and fails.
"""

import argparse
import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.pofile import read_po

DOCS = Path(__file__).resolve().parent
LOCALES = DOCS / "locales"


def extract(messages: Path) -> None:
    """Extract the messages of all pages, one template (``.pot``) a page.

    :param messages: the folder to write to
    :raises subprocess.CalledProcessError: when a page has a fault
    """
    command = [sys.executable, "-m", "sphinx", "--builder=gettext", "--quiet", "--fail-on-warning"]
    # No environment is kept: the extensions behave otherwise for this builder.
    command += ["--fresh-env", f"--doctree-dir={messages}/.doctrees", str(DOCS), str(messages)]
    environment = {**os.environ, "SITE_LANGUAGE": "zh_CN"}
    subprocess.run(command, env=environment, check=True)  # noqa: S603 - our own words


def update(messages: Path, locales: Path) -> None:
    """Bring the catalogs in line with the templates; drop those whose page is gone.

    :param messages: the folder of the templates
    :param locales: the folder of the catalogs
    """
    command = [sys.executable, "-m", "sphinx_intl", "update", "--language=en", "--no-obsolete"]
    command += [f"--pot-dir={messages}", f"--locale-dir={locales}"]
    command += ["--line-width=0"]  # a changed word is one changed line
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
    catalogs = locales / "en/LC_MESSAGES"
    for catalog in catalogs.rglob("*.po"):
        if not (messages / catalog.relative_to(catalogs)).with_suffix(".pot").exists():
            catalog.unlink()


def faults(catalog: Path) -> list[str]:
    """List what is not translated in a catalog, and what was translated from an older wording.

    :param catalog: a ``.po`` file
    :returns: a line for each message, beginning ``file:line:``
    """
    with catalog.open("rb") as file:
        messages = [message for message in read_po(file, locale="en") if message.id]
    place = catalog.relative_to(DOCS.parent) if catalog.is_relative_to(DOCS.parent) else catalog
    found = []
    for message in messages:
        state = "not translated" if not message.string else "fuzzy" if message.fuzzy else None
        if state:
            found.append(f"{place}:{message.lineno}: {state}: {str(message.id)[:60]}")
    return found


def main() -> None:
    """Do as the command line says; exit with 1 when ``--check`` finds something."""
    parser = argparse.ArgumentParser(description="Update the English catalogs from the pages.")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail on what is missing"
    )
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as scratch:
        messages, locales = Path(scratch, "messages"), Path(scratch, "locales")
        extract(messages)
        if check:
            shutil.copytree(LOCALES, locales)
            update(messages, locales)
        else:
            update(messages, LOCALES)
        found = []
        before, after = (
            LOCALES / "en/LC_MESSAGES",
            (locales if check else LOCALES) / "en/LC_MESSAGES",
        )
        names = {path.relative_to(root) for root in (before, after) for path in root.rglob("*.po")}
        for name in sorted(names):
            if not (after / name).exists():
                found.append(f"docs/locales/en/LC_MESSAGES/{name}: its page is gone")
            elif not (before / name).exists():
                found.append(f"docs/locales/en/LC_MESSAGES/{name}: there is none for this page yet")
            else:
                found += faults(before / name)
                if not filecmp.cmp(before / name, after / name, shallow=False):
                    found.append(f"docs/locales/en/LC_MESSAGES/{name}: behind its page")
    for line in found:
        print(line)
    print(f"{len(names)} catalogs, {len(found) or 'nothing'} to do")
    if found and check:
        sys.exit("run `nox -s translate`, then translate what it lists")


if __name__ == "__main__":
    main()
