"""Compressed copies beside the files, so that a web server need not compress on every request."""

import gzip
import hashlib
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import brotli  # type: ignore[import-untyped]  # it has no types

from assembly.draft import Draft

SUFFIXES: Final = frozenset({".css", ".html", ".js", ".json", ".md", ".svg", ".txt", ".xml"})
"""Of files that compress well."""
LEAST: Final = 1000
"""Bytes below which a file is not worth it: it fits in one packet as it is."""
QUALITY: Final = 11
"""Of brotli, the highest: two per cent less than 10 for three times its time, a second or two."""


def add(draft: Draft) -> None:
    """Put ``.br`` and ``.gz`` beside each text that is worth it.

    :param draft: the site
    """
    files = [
        path
        for path in sorted(draft.html.rglob("*"))
        if path.suffix in SUFFIXES and path.is_file() and path.stat().st_size >= LEAST
    ]
    kept = draft.work / "compressed"
    kept.mkdir(parents=True, exist_ok=True)
    # Both compressors let other threads run.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        used = set(pool.map(lambda path: _compress(path, kept), files))
    for old in kept.iterdir():
        if old.stem not in used:
            old.unlink(missing_ok=True)


def _compress(path: Path, kept: Path) -> str:
    """Compress a file, or take what it was compressed to before; return the digest of it."""
    content = path.read_bytes()
    digest = hashlib.sha256(b"%d" % QUALITY + content).hexdigest()
    for suffix, compress in (
        (".br", lambda: brotli.compress(content, quality=QUALITY)),
        (".gz", lambda: gzip.compress(content, mtime=0)),
    ):
        done = kept / (digest + suffix)
        if not done.is_file():
            with tempfile.NamedTemporaryFile(dir=kept, delete=False) as new:
                new.write(compress())
            Path(new.name).replace(done)
        shutil.copyfile(done, path.with_name(path.name + suffix))
    return digest
