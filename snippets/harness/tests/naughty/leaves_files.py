"""Leaves a file in the folder for temporary files, and one at a path it is given."""

import sys
import tempfile
from pathlib import Path

descriptor, _ = tempfile.mkstemp(suffix=".forgotten")
Path(sys.argv[1]).write_text("out of place\n", encoding="utf-8")
