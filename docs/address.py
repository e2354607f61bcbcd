"""Where the site is published: said once, as the homepage of the project in ``pyproject.toml``.

The environment variable ``SITE_URL`` names another place, for a copy or a preview.
"""

import os
import tomllib
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

_PROJECT: Final = Path(__file__).resolve().parents[1] / "pyproject.toml"


def site_address() -> str:
    """Return the address of the root page, without a slash at its end.

    :raises ValueError: when it is no address of a page, such as one without ``https://``
    """
    urls = tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["urls"]
    address: str = os.environ.get("SITE_URL") or urls["Homepage"]
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(
            f"the address of the site is {address!r}: set SITE_URL, or Homepage in {_PROJECT}, "
            "to something like https://example.org/book"
        )
    return address.rstrip("/")
