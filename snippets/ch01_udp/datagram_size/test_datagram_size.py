import socket

import pytest


def ipv6_loopback() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
            sock.bind(("::1", 0))
    except OSError:
        return False
    return True


needs_ipv6 = pytest.mark.skipif(not ipv6_loopback(), reason="this machine has no IPv6 loopback ::1")


def test_payload_is_what_the_headers_leave(run):
    """1472, 1452, 1232, 65507 and 65527 follow from the header sizes."""
    run("budget.pycon").wait(exit_code=0)


def test_more_fragments_mean_more_loss(run):
    """A datagram is lost as soon as one of its fragments is: the chance grows with their number."""
    run("fragments.pycon").wait(exit_code=0)


def test_mtu_belongs_to_the_link(run):
    """1500 is Ethernet's number: towards 127.0.0.1 Linux sends 65535 bytes in one packet."""
    program = run("path_mtu.py", record="path_mtu.txt")
    program.expect("MTU towards 127.0.0.1: 65535, room for a payload of 65507")
    program.wait(exit_code=0)


@needs_ipv6
def test_datagram_one_byte_over_the_mtu_is_refused_when_it_must_not_be_split(run):
    """With an MTU of 1500, IPv6 carries 1452 bytes of payload; 1453 fail with EMSGSIZE."""
    program = run("dont_fragment_ipv6.py", record="dont_fragment_ipv6.txt")
    program.expect("1452 bytes: received 1452")
    program.expect("1453 bytes: .*EMSGSIZE: True")
    program.wait(exit_code=0)


@needs_ipv6
def test_fragments_are_put_together_before_the_program_sees_them(run):
    """IP splits and IP reassembles: recvmsg() returns the whole datagram or nothing."""
    program = run("reassembly_ipv6.py", record="reassembly_ipv6.txt")
    program.expect("sent 65488 bytes, they came in one packet, recvmsg.. returned 65488")
    program.expect("sent 65489 bytes, they came in fragments, recvmsg.. returned 65489")
    program.wait(exit_code=0)


def test_ipv4_carries_65507_bytes_and_not_one_more(run):
    """The largest payload arrives whole; one byte more fails at once, with EMSGSIZE."""
    program = run("largest_ipv4.py", record="largest_ipv4.txt")
    program.expect("65507 bytes: received 65507")
    program.expect("65508 bytes: .*EMSGSIZE: True")
    program.wait(exit_code=0)


@needs_ipv6
def test_ipv6_carries_20_bytes_more(run):
    """IPv6 does not count its own header: 65527 bytes go, 65528 fail with EMSGSIZE."""
    program = run("largest_ipv6.py", record="largest_ipv6.txt")
    program.expect("65527 bytes: received 65527")
    program.expect("65528 bytes: .*EMSGSIZE: True")
    program.wait(exit_code=0)
