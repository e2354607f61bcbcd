"""Say over each block of code where it ran: versions of Python, start methods, systems.

The evidence is read when pages are written, from the folder that ``evidence_folder`` names (see
``snippets/harness/evidence.py``). Of other bytes than those shown there is none, and a block
without evidence has no line; without a folder no block has. With ``evidence_strict``, a block
that has not passed on all of ``evidence_versions`` is a warning with page and line.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from harness.evidence import EvidenceError, Python
from harness.proof import Place, Proof

PAGE: Final = "verification"
"""The page with all runs."""
METHODS: Final = ("fork", "spawn", "forkserver")

_logger = logging.getLogger(__name__)


class EvidenceLine(nodes.Inline, nodes.Element):
    """Stands in a caption for the line; ``file`` is what it speaks of, ``beside`` is shown too."""


class ShowLines(SphinxPostTransform):
    """Put in the lines: when pages are written, because evidence is newer than what was read."""

    default_priority = 5  # before links are resolved

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401 - Sphinx has it so
        """Look at every block of the page."""
        del kwargs
        proof = proof_of(self.env)
        for node in list(self.document.findall(EvidenceLine)):
            if self.config.evidence_strict:
                self._demand(proof, node)
            places = proof.proven(node["file"]) if proof else []
            node.replace_self([self._line(node["file"], places)] if places else [])

    def _line(self, file: str, places: Sequence[Place]) -> nodes.Node:
        text = _("ran on %s") % describe(places)
        if PAGE not in self.env.found_docs:
            return nodes.inline("", text, classes=["evidence"])
        page = self.app.builder.get_relative_uri(self.env.current_document.docname, PAGE)
        row = row_label("/".join(Path(file).parts[1:3]))
        return nodes.reference(
            "", text, refuri=f"{page}#{row}", internal=True, classes=["evidence"]
        )

    def _demand(self, proof: Proof | None, node: EvidenceLine) -> None:
        supported = self.config.evidence_versions
        for file in filter(None, (node["file"], node["beside"])):
            found = proof.lacking(file, supported) if proof else []
            if not found and not (proof and proof.proven(file)):
                found = ["no run of it as it is now"]
            for why in found:
                _logger.warning("%s: %s", file, why, location=node)


def row_label(scenario: str) -> str:
    """Return the label, and id, of a scenario on the page with all runs."""
    return nodes.make_id(f"{PAGE}-{scenario}")


def proof_of(env: BuildEnvironment) -> Proof | None:
    """Return what runs have proven of the files as they are now; None where nobody asked.

    :raises ExtensionError: when a file of evidence does not follow its schema
    """
    folder: str = env.config.evidence_folder
    return _read(folder, Path(env.srcdir).parent) if folder else None


@cache
def _read(folder: str, root: Path) -> Proof:
    try:
        return Proof.read(Path(folder), root)
    except EvidenceError as error:
        raise ExtensionError(str(error)) from None


def describe(places: Iterable[Place]) -> str:
    """Say where something ran, in the language of the page, and nothing that did not run.

    "3.11 to 3.15 · fork, spawn · Linux; 3.14 · spawn · macOS"
    """
    by_method: dict[tuple[str, tuple[str, ...]], list[Place]] = {}
    for place in places:
        methods = tuple(sorted(place.methods, key=METHODS.index))
        by_method.setdefault((place.system, methods), []).append(place)
    by_system: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (system, methods), same in by_method.items():
        by_system.setdefault((versions(place.python for place in same), methods), []).append(system)
    comma = _(", ")
    return _("; ").join(
        " · ".join(filter(None, (range_, comma.join(methods), comma.join(systems))))
        for (range_, methods), systems in by_system.items()
    )


def versions(pythons: Iterable[Python]) -> str:
    """Name versions in the language of the page, three or more in a row as a range."""
    in_order = sorted(pythons, key=lambda python: python.order)
    labels = list(dict.fromkeys(python.label for python in in_order))
    rows = [labels[:1]]
    for before, label in pairwise(labels):
        if label == _next(before):
            rows[-1].append(label)
        else:
            rows.append([label])
    named = []
    for row in rows:
        named += [_("%s to %s") % (row[0], row[-1])] if len(row) > 2 else row  # noqa: PLR2004
    return _(", ").join(named)


def _next(label: str) -> str:
    """Return the version after one, "" for a special build."""
    major, _dot, minor = label.partition(".")
    return f"{major}.{int(minor) + 1}" if minor.isdigit() and major.isdigit() else ""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register settings and transform."""
    app.add_config_value("evidence_folder", "", "", types=[str])
    app.add_config_value("evidence_strict", default=False, rebuild="", types=[bool])
    app.add_config_value("evidence_versions", [], "", types=[list])
    app.add_post_transform(ShowLines)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
