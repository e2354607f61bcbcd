"""Ends while a child it started runs on, with a port bound."""

import socket
import subprocess
import sys

with socket.socket(type=socket.SOCK_DGRAM) as sock:
    sock.bind(("127.0.0.1", 0))
    print("port", sock.getsockname()[1])
    sock.set_inheritable(True)
    child = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(600)"], pass_fds=[sock.fileno()]
    )
    child.returncode = 0  # or Python would warn of it
