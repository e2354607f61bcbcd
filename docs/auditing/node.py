"""Programs for Node.js: versions and digests of all they need are in ``package-lock.json``."""

import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
_LISTS: Final = ("package.json", "package-lock.json")


def install(folder: Path) -> Path:
    """Install the locked programs in a folder, if they are not there; return the folder.

    :param folder: where to install; what else is in it stays
    :raises RuntimeError: when there is no npm, or it fails
    """
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError("there is no npm: install Node.js 18.16 or newer")
    wanted = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in _LISTS)).hexdigest()
    stamp = folder / "node_modules/.installed"
    if not stamp.is_file() or stamp.read_text("utf-8") != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _LISTS:
            shutil.copy(HERE / name, folder)
        done = subprocess.run(  # noqa: S603 - our own words
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=folder,
            check=False,
        )
        if done.returncode:
            raise RuntimeError("npm could not install what package-lock.json names: see above")
        stamp.write_text(wanted, "utf-8")
    for script in HERE.glob("*.mjs"):
        shutil.copy(script, folder)  # where it finds its modules
    return folder
