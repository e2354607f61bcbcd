import os
import signal

import pytest

from harness.peers import connect, recv_exactly
from harness.versions import fork_server_runs_main

ADDRESS = ("127.0.0.1", 9305)


def stop(server):
    """Interrupt the parent alone: children may be ending just now."""
    os.kill(server.pid, signal.SIGINT)
    server.wait(exit_code=-signal.SIGINT)
    assert "KeyboardInterrupt" in server.stderr


@pytest.mark.parametrize("start_method", ["fork"])
def test_fork_hides_that_the_socket_is_made_at_import(run, start_method):
    """A forked child does not run the file again."""
    server = run("server_broken.py", leaves_open=True)
    server.expect("listening")
    with connect(ADDRESS) as sock:
        sock.sendall(b"hello")
        assert recv_exactly(sock, 5) == b"HELLO"
    stop(server)


@pytest.mark.parametrize("start_method", ["spawn", "forkserver"])
def test_child_that_runs_the_file_again_wants_the_same_port(run, start_method):
    """It dies, and the client waits for a parent that knows nothing; or all die."""
    dies = (
        start_method == "forkserver"
        and fork_server_runs_main(run.version)
        and run.version < (3, 15)
    )
    server = run("server_broken.py", record=None if dies else "server_broken.txt", leaves_open=True)
    server.expect("listening")
    with connect(ADDRESS) as sock:
        server.expect("a client is here")
        server.expect("Address already in use", stream="err")
        if dies:
            server.expect(
                "ConnectionResetError|ConnectionRefusedError|BrokenPipeError", stream="err"
            )
            server.wait(exit_code=1)
            assert sock.recv(1) == b""
            return
        sock.settimeout(0.5)
        with pytest.raises(TimeoutError):
            sock.recv(1)
    stop(server)
