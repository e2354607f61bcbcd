import signal
import socket
import sys

import pytest

ADDRESS = ("127.0.0.1", 9121)


def receives_on_and_on(program):
    program.expect("listening")
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        for datagram in (b"one", b"two"):
            sock.sendto(datagram, ADDRESS)
            program.expect(f"received {datagram}")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends it with another exit code")
def test_what_follows_an_endless_loop_is_never_reached(run):
    """Ctrl-C is the only way out: a traceback, and the socket is never closed by the program."""
    program = run("receive_broken.py", leaves_open=True)
    receives_on_and_on(program)
    program.signal(signal.SIGINT)
    program.wait(exit_code=-signal.SIGINT)
    assert program.stderr.rstrip().endswith("KeyboardInterrupt")
    assert "closed" not in program.stdout


def test_with_closes_on_ctrl_c_and_the_program_ends_quietly(run):
    """The loop has no end, and the socket is closed all the same."""
    program = run("receive.py", record="receive.txt")
    receives_on_and_on(program)
    program.interrupt()
    assert program.stdout.endswith("closed\n")
