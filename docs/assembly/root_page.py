"""The page at the root of the site, which chooses between the languages."""

import shutil
from typing import Final

from assembly.draft import Draft

ADDRESS: Final = "@ADDRESS@"
"""Stands in the page for the address of the site."""


def add(draft: Draft) -> None:
    """Add what is in ``_root/``.

    :param draft: the site
    """
    shutil.copytree(draft.docs / "_root", draft.html, dirs_exist_ok=True)
    page = draft.html / "index.html"
    page.write_text(page.read_text("utf-8").replace(ADDRESS, draft.address), "utf-8")
