"""The files behind "Download", once for all languages, where the repository has them.

Sphinx puts each under the MD5 of its path, in each language. ``snippets/ch01_udp/chat/server.py``
can be told and kept, and costs less: the caption beside it has the same words.
"""

import hashlib
import re
import shutil
from typing import Final

from assembly.draft import Draft

_LINK: Final = re.compile(
    r'(?<=")(?P<up>(?:\.\./)*)(?P<folder>_downloads/(?P<digest>[0-9a-f]{32}))/[^"/]+(?=")'
)


def add(draft: Draft) -> None:
    """Move the downloads of all languages to ``snippets/`` and let the pages link them there.

    :param draft: the site
    """
    root = draft.docs.parent
    files = {
        # As Sphinx reckons it, from the path that starts in the folder of the pages.
        hashlib.md5(f"../{name}".encode(), usedforsecurity=False).hexdigest(): name
        for path in root.glob("snippets/**/*")
        if path.is_file() and (name := path.relative_to(root).as_posix())
    }

    def moved(match: re.Match[str]) -> str:
        name = files.get(match["digest"])
        return f"{match['up']}../{name}" if name else match[0]

    for page in sorted(draft.html.glob("*/**/*.html")):
        text = page.read_text("utf-8")
        page.write_text(_LINK.sub(moved, text), "utf-8")
    for folder in draft.html.glob("*/_downloads/*"):
        if folder.name in files:
            target = draft.html / files[folder.name]
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(next(folder.iterdir()), target)
            shutil.rmtree(folder)
    for folder in draft.html.glob("*/_downloads"):
        if not any(folder.iterdir()):
            folder.rmdir()
