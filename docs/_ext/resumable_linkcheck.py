"""Let the check of external links be stopped, and leave out what another run has asked.

Sphinx keeps all of it in memory until the end. Here, ``asked.json`` holds the links before the
first is asked, and ``output.json`` each answer as soon as it has come.
"""

import json
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.linkcheck import CheckExternalLinksBuilder, CheckResult, uri_re
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

ASKED: Final = "asked.json"
"""Name of the file with all links, each with its page and line."""
ASKING: Final = "asking for"
"""How the line begins that is printed before the first link is asked."""

_logger = logging.getLogger(__name__)


class ResumableLinkcheck(CheckExternalLinksBuilder):
    """Sphinx's check of external links, with its state on disk."""

    def finish(self) -> None:
        """Ask for the links of all pages that the earlier run did not ask for."""
        before = self.config.linkcheck_asked_before
        known = set(json.loads(Path(before).read_text("utf-8"))) if before else set()
        self.hyperlinks = {
            uri: link
            for uri, link in self.hyperlinks.items()
            # Not those within the site: for them Sphinx would ask nobody.
            if uri_re.match(uri) and uri not in known
        }
        places = {
            uri: (self.env.doc2path(link.docname, base=False).as_posix(), link.lineno)
            for uri, link in self.hyperlinks.items()
        }
        (self.outdir / ASKED).write_text(json.dumps(places), "utf-8")
        _logger.info("%s %d links", ASKING, len(places))
        super().finish()

    def process_result(self, result: CheckResult) -> None:
        """Take note of an answer, on disk."""
        super().process_result(result)
        self.json_outfile.flush()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Take the place of Sphinx's own builder."""
    app.setup_extension("sphinx.builders.linkcheck")
    app.add_builder(ResumableLinkcheck, override=True)
    # A file with a list of links.
    app.add_config_value("linkcheck_asked_before", "", "", types=[str])
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
