"""The page at the root of the site, which chooses between the languages."""

import shutil

from assembly.draft import Draft


def add(draft: Draft) -> None:
    """Add what is in ``_root/``.

    :param draft: the site
    """
    shutil.copytree(draft.docs / "_root", draft.html, dirs_exist_ok=True)
