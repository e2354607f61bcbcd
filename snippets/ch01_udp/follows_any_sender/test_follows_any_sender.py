import pytest

from harness.hostile import Siege, besiege
from harness.peers import udp_socket

ADDRESS = ("127.0.0.1", 9161)


def test_client_that_follows_any_sender_tells_its_secret_to_the_rogue(run):
    """One datagram from anywhere redirects it; the true server never hears the third line."""
    server = run("server.py", record="server_of_broken.txt")
    server.expect("listening")
    client = run("client_broken.py", record="client_broken.txt")
    client.expect("type a line:")
    client.send("hello")
    client.expect("answer: b'answer from the server'")
    rogue = run("rogue.py", record="rogue_of_broken.txt")
    rogue.expect("sent a false answer")
    client.send("how are you?")
    client.expect("answer: b'I am the server, trust me'")
    server.expect("server answered b'how are you\\?'")
    client.send("my secret")
    rogue.expect("rogue received b'my secret'")
    rogue.interrupt()
    client.interrupt()
    server.interrupt()
    assert "secret" not in server.stdout


def test_connected_client_hears_only_the_server(run):
    """The same three lines, the same rogue: it is neither heard nor answered."""
    server = run("server.py", record="server.txt")
    server.expect("listening")
    client = run("client.py", record="client.txt")
    client.expect("type a line:")
    client.send("hello")
    client.expect("answer: b'answer from the server'")
    rogue = run("rogue.py", record="rogue.txt")
    rogue.expect("sent a false answer")
    client.send("how are you?")
    client.expect("answer: b'answer from the server'")
    client.send("my secret")
    server.expect("server answered b'my secret'")
    client.expect("answer: b'answer from the server'")
    client.interrupt()
    rogue.interrupt()
    server.interrupt()
    assert "received" not in rogue.stdout
    assert "trust me" not in client.stdout


def test_rogue_thanks_for_every_secret(run):
    """It goes on listening, as long as its victim goes on talking."""
    with udp_socket() as victim:
        victim.bind(("127.0.0.1", 9162))
        rogue = run("rogue.py")
        _, address = victim.recvfrom(100)
        for secret in ("one", "two"):
            victim.sendto(secret.encode(), address)
            rogue.expect(f"rogue received b'{secret}'")
            assert victim.recv(100) == b"thank you, says the rogue"
        rogue.interrupt()


@pytest.mark.deadline(120)
def test_bad_clients_keep_no_good_one_away(run):
    """It looks at no datagram's content, so none can harm it."""
    server = run.server("server.py")

    def visit():
        with udp_socket(ADDRESS) as sock:
            sock.send(b"hello")
            assert sock.recv(100) == b"answer from the server"

    besiege(Siege(run, server, ADDRESS, visit), udp=True)
    server.interrupt()
