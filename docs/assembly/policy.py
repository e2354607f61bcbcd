"""A Content-Security-Policy for every page, and what a web server needs to know of it.

Each page names its own policy, as hosts like GitHub Pages send no headers of ours; a server of
one's own sends one that is right for all pages. Scripts and style sheets within pages are allowed
by their digests only: https://www.w3.org/TR/CSP3/
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from assembly.draft import Draft

ALLOWED: Final = {
    "default-src": "'none'",
    "base-uri": "'self'",  # 404.html is shown under addresses of any depth
    "connect-src": "'self'",  # the index of the search
    "form-action": "'self'",
    "img-src": "'self' data:",  # icons within the style sheets
    "script-src": "'self' 'wasm-unsafe-eval'",  # the search is WebAssembly
    "style-src": "'self'",
}
"""What pages may do, but for what stands within them."""
HEADER_ONLY: Final = "frame-ancestors 'none'"
"""What is ignored in a page: https://www.w3.org/TR/CSP3/#meta-element"""
_INLINE: Final = re.compile(
    r"<(?P<name>script|style)(?P<attributes>(?:\s[^>]*)?)>(?P<text>.*?)</(?P=name)>", re.DOTALL
)
_DATA: Final = re.compile(r'\stype="(?!module"|text/javascript")')
_CHARSET: Final = re.compile(r'<meta charset="utf-8"\s*/?>', re.IGNORECASE)


def add(draft: Draft) -> None:
    """Give each page its policy, and write ``nginx.conf`` to the folder of what the build keeps.

    :param draft: the site
    :raises ValueError: when a page says nothing of its character encoding, after which the policy
        has to stand
    """
    everywhere: set[tuple[str, str]] = set()
    for path in sorted(draft.html.rglob("*.html")):
        page = path.read_text("utf-8")
        inline = digests(page)
        everywhere |= inline
        meta = f'\n<meta http-equiv="Content-Security-Policy" content="{policy(inline)}">'
        page, found = _CHARSET.subn(rf"\g<0>{meta}", page, count=1)
        if not found:
            raise ValueError(f'{path.relative_to(draft.html)}: it has no <meta charset="utf-8">')
        path.write_text(page, "utf-8")
    header = f"{policy(everywhere)}; {HEADER_ONLY}"
    server = (Path(__file__).parents[1] / "hosting/nginx.conf").read_text("utf-8")
    draft.work.mkdir(parents=True, exist_ok=True)
    (draft.work / "nginx.conf").write_text(server.replace("@POLICY@", header), "utf-8")


def digests(page: str) -> set[tuple[str, str]]:
    """Return the directive and the digest of each script and style sheet within a page.

    :param page: as HTML
    """
    return {
        (
            f"{it['name']}-src",
            base64.b64encode(hashlib.sha256(it["text"].encode()).digest()).decode(),
        )
        for it in _INLINE.finditer(page)
        if it["text"] and not _DATA.search(it["attributes"])
    }


def policy(inline: Iterable[tuple[str, str]]) -> str:
    """Return the policy that allows what stands within pages, too.

    :param inline: directives and digests
    """
    allowed = dict(ALLOWED)
    for directive, digest in sorted(inline):
        allowed[directive] += f" 'sha256-{digest}'"
    return "; ".join(f"{directive} {sources}" for directive, sources in allowed.items())
