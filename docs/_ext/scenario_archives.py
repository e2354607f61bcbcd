"""Offer each scenario as one file: its programs, their recorded outputs, and how to run them.

An archive for each language lies in ``_archives/`` of its pages, and is linked in the caption of
the first block of the scenario on each page. What is in it is what was run, to the byte; only
``README.txt`` is written here.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

import shown_files
from editions.archive import EARLIEST, write_zip
from evidence_lines import proof_of
from harness.proof import Session
from run_lines import blocks_of, typed

FOLDER: Final = "_archives"
RECORDS: Final = "recorded"
"""The folder of an archive that holds the recorded outputs: beside programs they get mixed up."""
_NEEDS: Final = (
    "You need Python %s or newer, and nothing else. "
    "Where `python` is not found, try `python3`, or `py` on Windows."
)
_COMMANDS: Final = (
    "Open a terminal in this folder. The number before a command is its terminal: "
    "for 2 open a second one. Ctrl-C stops what does not stop by itself."
)
_SESSIONS: Final = (
    "*.pycon are sessions to type into Python yourself; `python -m doctest` and the name of one "
    "runs it, and says nothing when all is as written."
)
_RECORDS: Final = "recorded/ holds what the tests saw; pids, ports and times will be others."
_LICENCE: Final = "The programs are under MIT-0: use them as you like."


class LinkArchives(SphinxPostTransform):
    """Link the archive once for each scenario of a page."""

    default_priority = 5
    builders = ("html",)

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401 - Sphinx has it so
        """Look for the first block of each scenario."""
        del kwargs
        linked = set()
        for block in list(blocks_of(self.document, Path(self.env.srcdir).parent)):
            if block.scenario not in linked:
                linked.add(block.scenario)
                up = "../" * self.env.current_document.docname.count("/")
                caption = next(iter(block.wrapper.findall(nodes.caption)))
                caption += nodes.reference(
                    "",
                    _("Whole lesson (zip)"),
                    refuri=f"{up}{FOLDER}/{archive_name(block.scenario)}",
                    internal=True,
                    classes=["archive"],
                )


def archive_name(scenario: str) -> str:
    """Return the name of a scenario's archive.

    :param scenario: its folder below snippets/
    """
    return f"{scenario.replace('/', '-')}.zip"


def learners_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what a learner gets of a scenario: the name in the archive, and the file.

    :param folder: the folder of the scenario
    """
    for file in sorted(path for path in folder.iterdir() if path.is_file()):
        if not file.name.startswith("test_"):
            yield (f"{RECORDS}/{file.name}" if file.suffix == ".txt" else file.name), file


def readme(
    name: str, pages: list[str], needed: str, sessions: list[Session], files: list[str]
) -> str:
    """Return the text that says how to run a scenario, in the language of the pages.

    :param name: the scenario
    :param pages: the addresses of the pages that teach it
    :param needed: the oldest Python that the programs run on, such as "3.11"
    :param sessions: what to start, as the tests have done
    :param files: the names in the archive
    """
    parts = [f"{name}\n{'=' * len(name)}", "\n".join(pages), _(_NEEDS) % needed]
    if sessions:
        parts.append(_(_COMMANDS))
    for session in sessions:
        lines = [f"    {terminal}  {typed(command)}" for terminal, command in session.commands]
        records = sorted(Path(record).name for record in session.records)
        lines += [f"       -> {RECORDS}/{record}" for record in records]
        parts.append("\n".join(lines))
    if any(file.endswith(".pycon") for file in files):
        parts.append(_(_SESSIONS))
    if any(file.startswith(f"{RECORDS}/") for file in files):
        parts.append(_(_RECORDS))
    return "\n\n".join([*parts, _(_LICENCE)]) + "\n"


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Write the archives of all scenarios that the pages show."""
    if exception is not None or app.builder.name not in LinkArchives.builders:
        return
    root = Path(app.srcdir).parent
    pages: dict[str, list[str]] = {}
    for doc, blocks in sorted(shown_files.blocks_of(app.env).items()):
        for _line, file in blocks:
            of_scenario = pages.setdefault("/".join((file or "").split("/")[1:3]), [])
            address = f"{app.config.html_baseurl}{doc}.html"
            if address not in of_scenario:
                of_scenario.append(address)
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(exist_ok=True)
    proof = proof_of(app.env)
    for scenario, addresses in pages.items():
        name = Path(scenario).name
        files = dict(learners_files(root / "snippets" / scenario))
        # One that gives no output to compare with is a test's own business.
        sessions = [it for it in proof.sessions(scenario) if it.records] if proof else []
        text = readme(scenario, addresses, app.config.evidence_versions[0], sessions, list(files))
        members = {f"{name}/README.txt": text.encode()}
        members |= {f"{name}/{member}": file.read_bytes() for member, file in files.items()}
        # Not compressed: compressors differ from machine to machine, and these files are small.
        archive = folder / archive_name(scenario)
        write_zip(archive, members.items(), EARLIEST, stored=list(members))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Link while pages are written, write when the build is over."""
    app.add_post_transform(LinkArchives)
    app.connect("build-finished", _write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
