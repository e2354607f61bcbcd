import psutil
import pytest

from harness.hostile import Siege, besiege
from harness.peers import udp_socket

ADDRESS = ("127.0.0.1", 9171)


def test_second_client_is_not_even_heard_until_the_operator_types(run):
    """input() in the receiving loop makes every client wait for the keyboard, in turn."""
    server = run("server_broken.py", record="server_broken.txt")
    server.expect("listening")
    alice = run("client.py", "alice is here", record="alice_starved.txt")
    server.expect("received 'alice is here'")
    server.expect("your answer: ")
    bob = run("client.py", "bob is here", record="bob_starved.txt")
    bob.expect("sent, waiting")
    assert "bob" not in server.stdout
    server.send("for the first")
    alice.expect("operator: for the first")
    alice.wait(exit_code=0)
    server.expect("received 'bob is here'")
    assert "operator:" not in bob.stdout
    server.expect("your answer: ")
    server.send("for the second")
    bob.expect("operator: for the second")
    bob.wait(exit_code=0)
    server.interrupt()


@pytest.mark.parametrize("program", ["server.py", "server_thread.py"])
def test_everybody_is_heard_while_the_keyboard_is_silent(run, program):
    """With a selector or a thread nobody waits for the operator, and one line reaches all."""
    server = run(program, record="server.txt")
    server.expect("listening")
    alice = run("client.py", "alice is here", record="alice.txt")
    server.expect("received 'alice is here'")
    bob = run("client.py", "bob is here", record="bob.txt")
    server.expect("received 'bob is here'")
    server.send("hello to both of you")
    alice.expect("operator: hello to both of you")
    bob.expect("operator: hello to both of you")
    alice.wait(exit_code=0)
    bob.wait(exit_code=0)
    server.interrupt()


def test_end_of_keyboard_input_does_not_end_the_selecting_server(run):
    """After Ctrl-D nothing more can be typed, and clients are still heard."""
    server = run("server.py")
    server.expect("listening")
    server.close_input()
    alice = run("client.py", "alice is here")
    server.expect("received 'alice is here'")
    process = psutil.Process(server.pid)
    run.wait_for(
        lambda: process.status() == psutil.STATUS_SLEEPING or None,
        "the server to wait, not to read the end of its input again and again",
    )
    alice.interrupt()
    server.interrupt()


@pytest.mark.parametrize("program", ["server.py", "server_broken.py", "server_thread.py"])
def test_operator_sees_where_bytes_are_no_text(run, program):
    """What is no UTF-8 is replaced, and ends nothing."""
    server = run.server(program)
    with udp_socket() as sock:
        sock.sendto(b"\xe9t\xe9", ADDRESS)
    server.expect("^received '\ufffdt\ufffd'$")
    server.interrupt()


def test_client_sees_where_bytes_are_no_text(run):
    """The operator may type in another encoding: what is no UTF-8 is replaced."""
    with udp_socket() as operator:
        operator.bind(ADDRESS)
        client = run("client.py")
        _, address = operator.recvfrom(100)
        operator.sendto(b"\xe9t\xe9", address)
        client.expect("^operator: \ufffdt\ufffd$")
        client.wait(exit_code=0)


@pytest.mark.deadline(120)
@pytest.mark.parametrize("program", ["server.py", "server_thread.py"])
def test_bad_clients_keep_no_good_one_away(run, program):
    """Whatever else arrives, a line is shown."""
    server = run.server(program)

    def visit():
        with udp_socket() as sock:
            sock.sendto(b"a good one", ADDRESS)
        server.expect("^received 'a good one'$")

    besiege(Siege(run, server, ADDRESS, visit), udp=True)
    server.interrupt()
