import time

PATIENCE = 1


def test_udp_loses_datagrams_on_loopback_and_tells_nobody(run):
    """A full receive buffer drops datagrams even on one machine; the sender sees only success."""
    begin = time.monotonic()
    program = run("udp_loses.py", record="udp_loses.txt")
    program.expect("100 calls of send.., each of them succeeded")
    program.expect("some datagrams arrived: True")
    program.expect("some datagrams are lost: True")
    program.expect("error waiting for the sender: None")
    program.wait(exit_code=0)
    # None is called lost before it had time to come.
    assert time.monotonic() - begin >= PATIENCE


def test_tcp_makes_the_sender_wait_and_delivers_all(run):
    """Where UDP drops, TCP takes no more until somebody reads: every byte arrives."""
    program = run("tcp_waits.py", record="tcp_waits.txt")
    program.expect("while nobody reads, some bytes are taken: True")
    program.expect("and then send.. has to wait: BlockingIOError")
    program.expect("received 50000 of 50000 bytes")
    program.wait(exit_code=0)
