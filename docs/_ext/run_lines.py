"""Say over each recorded output how to get it: the commands, and how many terminals they need.

They are what the tests have started, as the evidence of runs tells (see ``Proof.sessions``);
without evidence there are none. Commands stand once on a page: over the first output they give.
A program whose output is not shown has them below it.
"""

import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from evidence_lines import proof_of
from harness.proof import Session

_PLAIN: Final = re.compile(r"[\w./:=@%+-]+")
"""What no shell takes for anything but itself."""
_SPECIAL: Final = re.compile(r"""["$`\\!]""")


class Block(NamedTuple):
    """A file shown on a page."""

    wrapper: nodes.Element
    file: str
    """its path in the repository"""
    whole: bool

    @property
    def scenario(self) -> str:
        """Its folder below snippets/."""
        return "/".join(self.file.split("/")[1:3])

    @property
    def name(self) -> str:
        """The name of the file."""
        return Path(self.file).name


def blocks_of(document: nodes.document, root: Path) -> Iterator[Block]:
    """Yield the files shown on a page.

    :param document: the page
    :param root: the folder that holds snippets/
    """
    for wrapper in document.findall(nodes.container):
        if "literal-block-wrapper" in wrapper["classes"]:
            block = next(iter(wrapper.findall(nodes.literal_block)))
            file = Path(block["source"]).relative_to(root).as_posix()
            parts = [it for it in wrapper.findall(nodes.inline) if "excerpt" in it["classes"]]
            yield Block(wrapper, file, not parts)


def typed(command: Iterable[str]) -> str:
    """Return a command as it is typed in the shells of all systems.

    :param command: the program and its arguments
    """
    return " ".join(["python", *map(_quoted, command)])


def _quoted(argument: str) -> str:
    if _PLAIN.fullmatch(argument):
        return argument
    # Windows knows double quotes only.
    return shlex.quote(argument) if _SPECIAL.search(argument) else f'"{argument}"'


class ShowRunLines(SphinxPostTransform):
    """Put in the commands: when pages are written, because evidence is newer than what was read."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401 - Sphinx has it so
        """Look at the scenarios of the page, one after the other."""
        del kwargs
        proof = proof_of(self.env)
        if proof is None:
            return
        blocks = list(blocks_of(self.document, Path(self.env.srcdir).parent))
        for scenario in dict.fromkeys(block.scenario for block in blocks):
            of_scenario = [block for block in blocks if block.scenario == scenario]
            self._show(of_scenario, proof.sessions(scenario))

    def _show(self, blocks: list[Block], sessions: list[Session]) -> None:
        on_page = {block.file for block in blocks}
        # The one that explains most of the page is the one to show.
        by_use = sorted(sessions, key=lambda it: -len(it.records & on_page))
        shown: list[Session] = []
        for block in blocks:
            found = next((it for it in by_use if block.file in it.records), None)
            if found and not any(block.file in it.records for it in shown):
                shown.append(found)
                place = _before(block, [it for it in blocks if it.name in found.programs])
                place.parent.insert(place.parent.index(place), _panel(found))
        for block in blocks:
            found = next((it for it in by_use if block.name in it.programs), None)
            if found and block.whole and not any(block.name in it.programs for it in shown):
                shown.append(found)
                around = block.wrapper.parent
                around.insert(around.index(block.wrapper) + 1, _panel(found))


def _before(block: Block, programs: list[Block]) -> nodes.Element:
    """Return what the commands go before: the output, or the set of tabs that it stands in."""
    place = block.wrapper
    around: nodes.Element | None = place.parent
    while around is not None:
        if "sphinx-tabs" in around.get("classes", ()):
            # Unless it holds the programs too: nobody runs what is yet to come.
            if any(_is_within(it.wrapper, around) for it in programs):
                break
            place = around
        around = around.parent
    return place


def _is_within(node: nodes.Element, around: nodes.Element) -> bool:
    up: nodes.Element | None = node
    while up is not None and up is not around:
        up = up.parent
    return up is not None


def _panel(session: Session) -> nodes.container:
    """Return the commands, each with its terminal where there are several."""
    several = max(terminal for terminal, _command in session.commands) > 1
    panel = nodes.container(classes=["run"])
    if len(session.commands) == 1:
        ((_terminal, command),) = session.commands
        panel += nodes.paragraph("", _("Run it:") + " ", nodes.literal(text=typed(command)))
        return panel
    panel += nodes.paragraph("", _("Run it, in this order:"))
    steps = nodes.bullet_list()
    for terminal, command in session.commands:
        step = nodes.paragraph("", "", nodes.literal(text=typed(command)))
        if several:
            step.insert(0, nodes.inline("", _("terminal %d") % terminal, classes=["terminal"]))
            step.insert(1, nodes.Text(" "))
        steps += nodes.list_item("", step)
    panel += steps
    return panel


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the transform."""
    app.add_post_transform(ShowRunLines)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
