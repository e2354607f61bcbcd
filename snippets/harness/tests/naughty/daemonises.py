"""Forks twice and leads a session of its own, as Unix daemons do. With "hide" it leaves no trace.

Hidden, it has no environment, working folder or parent that its scenario knows.
"""

import os
import sys
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        if "hide" in sys.argv:
            os.chdir("/")
            code = "import time; time.sleep(600)"
            os.execve(sys.executable, ["hidden-daemon", "-c", code], {})  # noqa: S606 - no shell
        time.sleep(600)
    os._exit(0)
os.wait()
print("gone to the background")
