def test_udp_keeps_every_message_apart(run):
    """One send is one receive, however late the receiver comes; an empty one counts too."""
    program = run("udp.py", record="udp.txt")
    program.wait(exit_code=0)
    assert program.stdout.splitlines() == [
        "recv(): b'one'",
        "recv(): b'two'",
        "recv(): b''",
        "recv(): b'four'",
    ]


def test_tcp_delivers_the_same_sends_as_one_run_of_bytes(run):
    """A stream has no marks between sends: the reader sees bytes, then b'' for the end."""
    program = run("tcp.py", record="tcp.txt")
    program.wait(exit_code=0)
    assert program.stdout.splitlines() == ["recv(): b'onetwofour'", "recv(): b''"]


def test_taking_an_empty_datagram_for_the_end_loses_what_follows(run):
    """The loop that is right for TCP leaves a UDP datagram unread."""
    program = run("stops_at_empty_broken.py", record="stops_at_empty_broken.txt")
    program.wait(exit_code=0)
    assert program.stdout.splitlines() == [
        "recv(): b'one'",
        "recv(): b'two'",
        "end of data, or so it seems; still unread: b'four'",
    ]
