from harness.peers import udp_socket


def test_datagram_sent_before_the_server_exists_is_gone(run):
    """Sending needs no server, and what nobody received is not kept for one that starts later."""
    early = run("sender.py", "too early", record="sender.txt")
    early.wait(exit_code=0)
    server = run("server.py", record="server.txt")
    server.expect("listening")
    run("sender.py", "in time").wait(exit_code=0)
    server.expect("received b'in time'")
    server.wait(exit_code=0)
    assert "too early" not in server.stdout


def test_waiting_server_ends_quietly_on_ctrl_c(run):
    """Nothing may ever come: whoever waits for it can be stopped."""
    server = run("server.py")
    server.expect("listening")
    server.interrupt()


def test_unconnected_sender_is_told_nothing(run):
    """An unconnected socket learns nothing of a closed port: it can only stop waiting."""
    program = run("unconnected.py", record="unconnected.txt")
    program.expect(r"sendto\(\): no error")
    program.expect(r"recvfrom\(\): TimeoutError")
    program.wait(exit_code=0)


def test_connected_sender_sees_the_refusal_at_the_next_call(run):
    """On Linux a connected UDP socket reports a closed port, one call after the send."""
    program = run("connected.py", record="connected.txt")
    program.expect(r"send\(\): no error")
    program.expect(r"recv\(\): ConnectionRefusedError, Connection refused")
    program.wait(exit_code=0)


def test_connected_sender_does_not_wait_for_ever(run):
    """Where somebody is there and says nothing, there is no refusal: it gives up."""
    with udp_socket() as silent:
        silent.bind(("127.0.0.1", 9102))
        program = run("connected.py")
        program.expect("TimeoutError: timed out", stream="err")
        program.wait(exit_code=1)
        assert silent.recv(100) == b"anybody there?"


def test_tcp_is_refused_before_any_data(run):
    """TCP's connect() talks to the other side, so it fails where UDP's does not."""
    program = run("tcp.py", record="tcp.txt")
    program.expect(r"connect\(\): ConnectionRefusedError")
    program.wait(exit_code=0)


def test_server_may_speak_first(run):
    """UDP has no roles: a server that knows the addresses sends before it has received anything."""
    program = run("server_speaks_first.py", record="server_speaks_first.txt")
    program.expect("client one: I speak first")
    program.expect("client two: I speak first")
    program.wait(exit_code=0)
