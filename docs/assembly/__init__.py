"""What makes one site of the built languages: steps, one a file, in the order of ``STEPS``."""

from collections.abc import Callable
from typing import Final

from assembly import (
    assets,
    compress,
    downloads,
    feed,
    foreign_phrases,
    markdown_pages,
    not_found,
    path_breaks,
    policy,
    root_page,
    search_index,
    sitemap,
    snippet_files,
    valid_markup,
)
from assembly.draft import Draft

STEPS: Final[tuple[Callable[[Draft], None], ...]] = (
    root_page.add,
    not_found.add,
    snippet_files.add,
    valid_markup.add,
    path_breaks.add,
    foreign_phrases.add,
    downloads.finish,
    sitemap.add,
    feed.add,
    markdown_pages.add,
    search_index.add,
    assets.add,
    policy.add,
    compress.add,
)


def assemble(draft: Draft) -> None:
    """Make the site of the languages in the draft's folder.

    :param draft: what there is
    :raises OSError: when a file cannot be read or written
    """
    for step in STEPS:
        step(draft)
