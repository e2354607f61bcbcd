"""Build the site in all its languages: ``python docs/build.py``.

The languages are built side by side, each by a sphinx-build of its own with warnings as errors.
Then ``assembly`` makes one site of them, which takes the place of the old one only as a whole.
"""

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path
from typing import Final, NamedTuple

from filelock import FileLock, Timeout

import catalogs
from address import site_address

sys.path.append(str(Path(__file__).parent / "_ext"))  # some steps read what extensions wrote
sys.path.append(str(Path(__file__).parents[1] / "snippets"))

from assembly import assemble
from assembly.downloads import FOLDER as DOWNLOADS
from assembly.draft import Draft
from changed_pages import FILE_NAME as WRITTEN
from harness.evidence import EvidenceError, files, read

DOCS: Final = Path(__file__).resolve().parent
BUILD: Final = DOCS.parent / "build"
LANGUAGES: Final = {"zh": "zh_CN", "en": "en"}
"""Folder of the site, and what Sphinx calls its language."""
_PROGRESS: Final = ("reading sources", "writing output", "build ", "social cards: ")
"""How the lines of sphinx-build begin that say how far it is, and what it has to do without."""
_started: Final[list[subprocess.Popen[str]]] = []


_STAMP: Final = ".made-with"
"""Beside the pages of a language that are kept: what they were made of."""


class BuildError(Exception):
    """The site could not be built; the message holds every warning, by language."""


class Book(NamedTuple):
    """What there is to make books of, once the languages are built."""

    out: Path
    """the folder for the books, not there yet"""
    docs: Path
    work: Path
    """as for ``build_site``"""
    languages: Sequence[str]
    options: Sequence[str]
    """the options of sphinx-build that the languages were built with"""


def build_site(  # noqa: PLR0913 - all but the first by name
    out: Path,
    *,
    work: Path,
    docs: Path = DOCS,
    languages: Sequence[str] = tuple(LANGUAGES),
    evidence: Path | None = None,
    strict: bool = False,
    books: Callable[[Book], None] | None = None,
) -> None:
    """Build the languages, and the page that chooses between them, as a new folder ``out``.

    :param out: the folder of the site: replaced as a whole, or left as it is
    :param work: where what was read of the pages is kept between builds, with ``shown.json``, in
        ``doctrees/<language>/``, and the languages as they were built, in ``languages/<language>/``
    :param docs: the folder of the pages
    :param languages: some of ``zh`` and ``en``; one left out is taken as it was built before
    :param evidence: the folder with the evidence of runs; without it no block says where it ran
    :param strict: whether a block that has not passed on every supported Python is a warning
    :param books: what makes books of the languages too, see ``offline.py``
    :raises BuildError: when a language has a warning, or a step of the assembly fails
    :raises OSError: when a file cannot be written, because the disk is full, for example
    """
    if evidence:
        _look_at(evidence)
    kept = {name: _Kept(work / "languages" / name) for name in LANGUAGES}
    options = [f"--define=evidence_folder={evidence.resolve()}"] if evidence else []
    options += ["--define=evidence_strict=1"] if strict else []
    with turn(work), _scratch(out) as scratch:
        new = scratch / "new"
        new.mkdir()
        inputs = _fingerprint_of_all(docs, evidence, options)
        for name in languages:
            kept[name].take(new / name, inputs)
        with ThreadPoolExecutor(len(languages)) as pool:
            try:
                warnings = list(
                    pool.map(
                        lambda name: _build_language(name, docs, new / name, work, options),
                        languages,
                    )
                )
            except BaseException:
                for sphinx in _started:
                    sphinx.terminate()
                raise
        if any(warnings):
            raise BuildError("\n".join(filter(None, warnings)))
        for name, built in kept.items():
            built.exchange(new / name, inputs if name in languages else None)
        if books:
            books(Book(new / DOWNLOADS, docs, work, tuple(languages), tuple(options)))
        try:
            assemble(Draft(new, docs, work, site_address()))
        except ValueError as error:
            raise BuildError(str(error)) from error
        if out.exists():
            out.rename(scratch / "old")
        new.rename(out)


def _look_at(evidence: Path) -> None:
    """Fail where a file of evidence is damaged, before anything is built."""
    try:
        for file in files(evidence):
            read(file)
    except EvidenceError as error:
        raise BuildError(str(error)) from error


@contextmanager
def turn(work: Path) -> Iterator[None]:
    """Wait, within a ``with`` block, until no other build uses a folder.

    :param work: as for ``build_site``
    """
    work.mkdir(parents=True, exist_ok=True)
    lock = FileLock(work / ".lock", thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        print(f"Another build uses {work}: waiting until it has ended.", flush=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _scratch(out: Path) -> Iterator[Path]:
    """Give a folder beside the site, so that to rename is one step on one file system.

    However a build ends there is the old site or the new one: where nothing could be done, as
    when it was killed between two steps, the next build sees to it.
    """
    folder = out.with_name(f".{out.name}-new")

    def clear() -> None:
        if (folder / "old").exists() and not out.exists():
            (folder / "old").rename(out)
        shutil.rmtree(folder, ignore_errors=True)

    clear()
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        clear()


class _Kept:
    """A language as Sphinx built it last, and what it was built of besides its pages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, html: Path, inputs: str | None) -> None:
        """Copy it, where it was built of the same, or however it was built if that is None."""
        stamp = self._folder / _STAMP
        if stamp.is_file() and inputs in (None, stamp.read_text("utf-8")):
            shutil.copytree(self._folder, html)

    def exchange(self, html: Path, inputs: str | None) -> None:
        """Keep what was built now, or take what is kept if nothing was; publish no notes on it."""
        if inputs is None:
            self.take(html, None)
        else:
            self._put(html, inputs)
        for note in (WRITTEN, _STAMP):
            (html / note).unlink(missing_ok=True)

    def _put(self, html: Path, inputs: str) -> None:
        part = self._folder.with_name(f".{self._folder.name}")
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(html, part)
        (part / _STAMP).write_text(inputs, "utf-8")
        shutil.rmtree(self._folder, ignore_errors=True)
        part.rename(self._folder)


def start_sphinx(
    name: str, builder: str, docs: Path, out: Path, *options: str, doctrees: Path
) -> subprocess.Popen[str]:
    """Start sphinx-build for a language; what it says can be read line by line as it comes.

    :param name: ``zh`` or ``en``
    :param builder: what to make, such as ``html``
    :param docs: the folder of the pages
    :param out: the folder to write to
    :param options: more options of sphinx-build
    :param doctrees: where it keeps what it has read of the pages
    :raises BuildError: when a catalog of the language has a fault
    """
    locales = docs / "locales"
    compiled = doctrees.resolve() / "locales"
    if faults := catalogs.bring(locales / LANGUAGES[name], compiled / LANGUAGES[name]):
        raise BuildError("\n".join(faults))
    command = [sys.executable, "-m", "sphinx", f"--builder={builder}", "--no-color"]
    command += [f"--doctree-dir={doctrees}", f"--define=locale_dirs={compiled}"]
    command += [*options, str(docs), str(out)]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
        command,
        env={
            **os.environ,
            "SITE_LANGUAGE": LANGUAGES[name],
            "PYTHONUNBUFFERED": "1",
            "NO_COLOR": "1",  # on CI it takes itself to be on a terminal, and overwrites its lines
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    _started.append(process)
    return process


def _build_language(name: str, docs: Path, html: Path, work: Path, settings: Sequence[str]) -> str:
    """Build one language; return its warnings with its name, empty if all is well."""
    doctrees = work / "doctrees" / name
    stamp, inputs = doctrees / "made-with", _fingerprint(docs)
    # Sphinx does not see that an extension has changed, nor that it was interrupted.
    if not stamp.is_file() or stamp.read_text("utf-8") != inputs:
        shutil.rmtree(doctrees, ignore_errors=True)
    doctrees.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    warnings = doctrees / "warnings.txt"
    options = ["--fail-on-warning", "--keep-going"]  # all warnings at once, then failure
    options += [f"--warning-file={warnings}", *settings]
    try:
        sphinx = start_sphinx(name, "html", docs, html, *options, doctrees=doctrees)
    except BuildError as error:
        return f"[{name}] {error}"
    output = []
    with sphinx:
        for line in sphinx.stdout or ():
            output.append(line)
            if line.startswith(_PROGRESS):
                print(f"[{name}] {line}", end="", flush=True)
    if sphinx.returncode == 0:
        stamp.write_text(inputs, "utf-8")
        return ""
    found = warnings.read_text("utf-8") if warnings.is_file() else ""
    # A page that was read with a warning would not warn again.
    shutil.rmtree(doctrees)
    return f"[{name}] {_why(found, output)}"


def _why(warnings: str, output: Sequence[str]) -> str:
    """Return what matters of what a sphinx-build said that failed.

    Of one that broke off: the exception, without the way there, which is in a file that it names.
    """
    files = [line.strip() for line in output if "sphinx-err-" in line]
    if not files:
        return warnings or "".join(output[-20:])
    indented = [line.strip() for line in output if line.startswith("    ") and line.strip()]
    return "\n".join([*indented[-1:], f"More is in {files[0]}"])


def _fingerprint(docs: Path) -> str:
    """Return a digest of what forms every page: settings, extensions, theme strings, packages."""
    digest = hashlib.sha256()
    for path in [docs / "conf.py", *sorted((docs / "_ext").glob("*.py"))]:
        digest.update(path.read_bytes())
    digest.update((docs / "locales/zh_CN/LC_MESSAGES/sphinx.po").read_bytes())
    digest.update("".join(sorted(f"{d.name} {d.version}\n" for d in distributions())).encode())
    return digest.hexdigest()


def _fingerprint_of_all(docs: Path, evidence: Path | None, options: Sequence[str]) -> str:
    """Return a digest of what pages show that Sphinx does not see change.

    That is everything but the texts and translations of pages that there were before: pictures,
    programs with their tests, evidence, templates, data, and which pages there are.
    """
    digest = hashlib.sha256(f"{_fingerprint(docs)} {site_address()} {options}".encode())
    folders = [docs, docs.parent / "snippets", *([evidence] if evidence else [])]
    files = [docs.parent / "pyproject.toml"]
    files += [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in files:
        if path.suffix not in {".mo", ".pyc"}:
            digest.update(f"{path}\n".encode())
            text = path.suffix in {".md", ".po"} and path.is_relative_to(docs)
            digest.update(b"" if text else hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def main(books: Callable[[Book], None] | None = None) -> None:
    """Build as the command line says; exit with 1, and the warnings last, on failure.

    :param books: what makes books of the languages too
    """
    parser = argparse.ArgumentParser(description="Build the site.")
    parser.add_argument("--language", action="append", choices=LANGUAGES, help="default: all")
    parser.add_argument("--out", type=Path, default=BUILD / "site", help="default: build/site")
    parser.add_argument(
        "--work",
        type=Path,
        default=BUILD,
        metavar="DIR",
        help="where what the next build may use again is kept (default: build)",
    )
    parser.add_argument(
        "--evidence",
        type=Path,
        metavar="DIR",
        help="say over each block where it ran, from the evidence in this folder",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="fail where a block has not passed, as it is now, on every supported Python",
    )
    arguments = parser.parse_args()
    evidence = arguments.evidence or (BUILD / "evidence" if arguments.strict else None)
    started = time.monotonic()
    # `kill` ends a build as tidily as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        build_site(
            arguments.out,
            work=arguments.work,
            languages=arguments.language or tuple(LANGUAGES),
            evidence=evidence,
            strict=arguments.strict,
            books=books,
        )
    except BuildError as error:
        sys.exit(f"\nThe site was not built.\n{error}")
    except OSError as error:
        sys.exit(
            f"\nThe site was not built.\n{error}\n"
            "It is written to build/; --out and --work name other places."
        )
    except KeyboardInterrupt:
        print("\nInterrupted: the site is as it was.", file=sys.stderr)
        sys.exit(130)
    seconds = time.monotonic() - started
    print(f"\nBuilt in {seconds:.0f} s. Open {arguments.out.resolve() / 'index.html'}")


if __name__ == "__main__":
    main()
