import socket

import pytest


def ipv6_loopback() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
            sock.bind(("::1", 0))
    except OSError:
        return False
    return True


def test_ipv4_carries_65507_bytes_and_not_one_more(run):
    """The largest payload arrives whole; one byte more fails at once, with EMSGSIZE."""
    program = run("ipv4.py", record="ipv4.txt")
    program.expect("65507 bytes: received 65507")
    program.expect("65508 bytes: .*EMSGSIZE: True")
    program.wait(exit_code=0)


@pytest.mark.skipif(not ipv6_loopback(), reason="this machine has no IPv6 loopback ::1")
def test_ipv6_carries_20_bytes_more(run):
    """IPv6 does not count its own header: 65527 bytes go, 65528 fail with EMSGSIZE."""
    program = run("ipv6.py", record="ipv6.txt")
    program.expect("65527 bytes: received 65527")
    program.expect("65528 bytes: .*EMSGSIZE: True")
    program.wait(exit_code=0)
