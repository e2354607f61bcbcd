"""Prints what it can see of its surroundings."""

import os
import sys
from pathlib import Path

print("files", sorted(path.name for path in Path().iterdir()))
print("python", sys.executable)
print("settings", sorted(name for name in os.environ if name.startswith("PYTHON")))
print("first on the path", Path(sys.path[0]).name)
print("injected", any("inject" in entry for entry in sys.path))
