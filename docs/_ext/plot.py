"""``{plot}``: measured numbers, drawn from the record of the program that measured them.

.. code-block:: markdown

    ```{plot} ../../snippets/ch06_queues/transfer/transfer.txt
    :alt: What the drawing shows, in words; it is translated like any other text of the page.
    ```

The record has a row for each bar, a name and a number with its unit (s, ms or KiB). A line without
a number is the title of the rows after it, which are a panel of their own::

    16 bytes
      Pipe             0.015 ms
      Manager          0.050 ms

Each bar is labelled with its number, and with how many times the smallest of its panel it is. The
scale is linear and begins at nothing. Names and titles are looked up among the messages of the
theme (locales/zh_CN/LC_MESSAGES/sphinx.po); what is not found there is shown as it is.

There are two drawings, for light and dark pages; furo shows the one that fits. Text in them is
text. The same record gives the same bytes, and nothing is drawn twice.
"""

import hashlib
import io
import os
import re
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata, OptionSpec

COLOURS: Final = {"light": ("#1c1e21", "#0b6e5b"), "dark": ("#e2e5e8", "#6fd3b5")}
"""Of text and bars; those of the pages, see conf.py."""
_ROW: Final = re.compile(r"\s*(?P<name>\S.*?):?\s+(?P<number>\d+(\.\d+)?) (?P<unit>s|ms|KiB)")
_WIDTH, _ROW_HEIGHT, _TITLE_HEIGHT = 4.8, 0.27, 0.42  # inches: small, to be read on a phone
_NAMES_WIDTH, _BARS_WIDTH = 0.27, 0.4  # of the width


@dataclass
class Panel:
    """Bars to compare with each other."""

    title: str
    unit: str = ""
    bars: dict[str, str] = field(default_factory=dict)
    """names and numbers, as they stand in the record"""


def read_panels(record: str) -> list[Panel]:
    """Return what a record says.

    :raises ValueError: when it has no numbers, or some of different units to compare
    """
    panels = [Panel("")]
    for line in record.splitlines():
        row = _ROW.fullmatch(line)
        if row is None:
            panels.append(Panel(line.strip()))
            continue
        panel = panels[-1]
        panel.unit = panel.unit or row["unit"]
        if panel.unit != row["unit"]:
            raise ValueError(f"{row['name']} is in {row['unit']}, others are in {panel.unit}")
        panel.bars[row["name"]] = row["number"]
    panels = [panel for panel in panels if panel.bars]
    if not panels:
        raise ValueError("no line of it is a name and a number with a unit")
    return panels


def draw(panels: list[Panel], colours: tuple[str, str]) -> bytes:
    """Return the drawing, as SVG."""
    # Only here: most builds draw nothing.
    from matplotlib import rc_context  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    ink, colour = colours
    settings = rc_context(
        {
            "font.size": 10,
            "font.sans-serif": ["DejaVu Sans"],  # where there is none, the reader's own
            "svg.fonttype": "none",  # text as text
            "svg.hashsalt": "plot",  # the same ids every time
        }
    )
    heights = [_TITLE_HEIGHT + _ROW_HEIGHT * len(panel.bars) for panel in panels]
    with settings, warnings.catch_warnings():
        # Its own font has no Chinese; the reader's will.
        warnings.filterwarnings("ignore", message="Glyph")
        figure = Figure(figsize=(_WIDTH, sum(heights)))
        top = sum(heights)
        for panel, height in zip(panels, heights, strict=True):
            top -= height
            rows_height = height - _TITLE_HEIGHT
            box = (_NAMES_WIDTH, top / sum(heights), _BARS_WIDTH, rows_height / sum(heights))
            axes = figure.add_axes(box)
            numbers = [float(number) for number in panel.bars.values()]
            bars = axes.barh(
                [str(_(name)) for name in panel.bars], numbers, color=colour, height=0.7
            )
            axes.bar_label(bars, _labels(panel, min(numbers)), padding=4, color=ink)
            axes.set_xlim(0, max(numbers))
            axes.invert_yaxis()
            axes.tick_params(left=False, labelcolor=ink)
            axes.xaxis.set_visible(False)
            axes.spines[:].set_visible(False)
            if panel.title:
                axes.set_title(
                    str(_(panel.title)), loc="left", x=0.0, color=ink, weight="bold", size=10
                )
        picture = io.BytesIO()
        # The same with every matplotlib, every day.
        nothing_else = {"Creator": None, "Date": None}
        figure.savefig(picture, format="svg", transparent=True, metadata=nothing_else)
    return picture.getvalue()


def _labels(panel: Panel, smallest: float) -> list[str]:
    labels = [f"{number} {panel.unit}" for number in panel.bars.values()]
    if not smallest:
        return labels
    times = [float(number) / smallest for number in panel.bars.values()]
    return [f"{label} · {it:.1f}×" for label, it in zip(labels, times, strict=True)]


class Plot(SphinxDirective):
    """Two pictures, of which the page shows one."""

    required_arguments: ClassVar[int] = 1
    option_spec: ClassVar[OptionSpec] = {"alt": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the pictures, or a warning with the line of the directive."""
        name, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(name)
        self.env.note_dependency(__file__)
        record = Path(path)
        reporter = self.state.document.reporter
        if "alt" not in self.options:
            return [
                reporter.warning("a plot needs :alt:, what it shows in words", line=self.lineno)
            ]
        try:
            panels = read_panels(record.read_text("utf-8"))
        except (OSError, ValueError) as error:
            return [reporter.warning(f"{self.arguments[0]}: {error}", line=self.lineno)]
        return [self._image(panels, record, shade) for shade in COLOURS]

    def _image(self, panels: list[Panel], record: Path, shade: str) -> nodes.image:
        # What it is drawn from and with; translations come with the language.
        words = [str(_(word)) for panel in panels for word in (panel.title, *panel.bars)]
        source = repr((panels, words, COLOURS[shade])).encode() + Path(__file__).read_bytes()
        folder = self.env.doctreedir / "plots" / hashlib.sha256(source).hexdigest()[:16]
        picture = Path(folder, f"{record.parent.name}-{record.stem}-{shade}.svg")
        if not picture.exists():
            picture.parent.mkdir(parents=True, exist_ok=True)
            picture.write_bytes(draw(panels, COLOURS[shade]))
        page = Path(self.env.doc2path(self.env.current_document.docname)).parent
        uri = Path(os.path.relpath(picture, page)).as_posix()
        image = nodes.image(uri=uri, alt=self.options["alt"], classes=["plot", f"only-{shade}"])
        self.set_source_info(image)
        return image


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("plot", Plot)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
