import json

import pytest

from harness.hostile import Siege, besiege
from harness.peers import udp_socket

ADDRESS = ("127.0.0.1", 9191)
LIMIT = 1232


def message(name, text):
    return json.dumps({"name": name, "text": text}, ensure_ascii=False).encode()


def test_everybody_reads_everybody_and_may_speak_at_any_time(run):
    """No turns: two lines from one, then one from the other, all shown on both screens."""
    server = run("server.py", record="server.txt")
    server.expect("listening")
    alice = run("client.py", "alice", record="alice.txt")
    alice.expect("alice: 大家好")
    bob = run("client.py", "小明", record="xiaoming.txt")
    bob.expect("小明: 大家好")
    alice.expect("小明: 大家好")
    alice.send("你好，小明")
    alice.expect("alice: 你好，小明")
    bob.expect("alice: 你好，小明")
    alice.send("are you there?")
    alice.expect(r"alice: are you there\?")
    bob.expect(r"alice: are you there\?")
    bob.send("在，我先跑一下")
    bob.expect("小明: 在，我先跑一下")
    alice.expect("小明: 在，我先跑一下")
    alice.close_input()
    alice.wait(exit_code=0)
    bob.expect("alice left")
    server.expect("alice left")
    bob.interrupt()
    server.expect("小明 left")
    server.interrupt()


def test_server_survives_whatever_arrives(run):
    """Bad datagrams are reported, one line each, and the next good one is answered."""
    bad = {
        b"\xff": "not JSON in UTF-8",
        b"hi": "not JSON in UTF-8",
        b"": "not JSON in UTF-8",
        b"[" * LIMIT: "not JSON in UTF-8",
        b"[]": "not an object with a name and a text",
        b'{"name": "eve", "text": 7}': "not an object with a name and a text",
        b'{"name": "eve"}': "not an object with a name and a text",
        b" " * (LIMIT + 1): "longer than 1232 bytes",
        bytes(65507): "longer than 1232 bytes",
    }
    server = run("server.py")
    server.expect("listening")
    with udp_socket() as sock:
        sock.connect(ADDRESS)
        for datagram, reason in bad.items():
            sock.send(datagram)
            server.expect(f"^ignored {len(datagram)} bytes: {reason}$")
        sock.send(message("eve", "\x1b[2J"))
        server.expect(r"eve: \\x1b\[2J")
        assert json.loads(sock.recv(2048))["name"] == "eve"
        sock.send(message("eve", "全角\u3000空格"))
        server.expect(r"eve: 全角\\u3000空格")
    server.interrupt()
    assert "\x1b" not in server.stdout


def test_half_a_surrogate_does_not_stop_the_server(run):
    """JSON can carry text that UTF-8 cannot hold: it is shown escaped, and relayed as it came."""
    server = run("server.py")
    server.expect("listening")
    with udp_socket() as sock:
        sock.connect(ADDRESS)
        datagram = rb'{"name": "eve", "text": "\ud800"}'
        sock.send(datagram)
        server.expect(r"eve: \\ud800")
        assert sock.recv(2048) == datagram
    server.interrupt()


def test_name_belongs_to_the_first_address_until_it_leaves(run):
    """A second address cannot speak, or leave, under a name in use; after the farewell it can."""
    server = run("server.py")
    server.expect("listening")
    with udp_socket() as owner, udp_socket() as thief:
        owner.connect(ADDRESS)
        thief.connect(ADDRESS)
        owner.send(message("alice", "hello"))
        server.expect("alice: hello")
        thief.send(message("alice", "obey"))
        server.expect(r"^ignored \d+ bytes: the name is taken$")
        thief.send(message("alice", ""))
        server.expect(r"^ignored \d+ bytes: the name is taken$")
        owner.send(message("alice", ""))
        server.expect("alice left")
        thief.send(message("alice", "now I am alice"))
        server.expect("alice: now I am alice")
        assert json.loads(owner.recv(2048))["text"] == "hello"
        assert json.loads(thief.recv(2048))["text"] == "now I am alice"
    server.interrupt()


def test_server_remembers_a_hundred_clients_at_most(run):
    """Names cost the server memory: the client silent for longest makes room for a new one."""
    server = run("server.py")
    server.expect("listening")
    with udp_socket() as sock:
        sock.connect(ADDRESS)
        for number in range(101):
            sock.send(message(f"guest {number}", "hello"))
            server.expect(f"guest {number}: hello")
            copies = [sock.recv(2048) for _ in range(min(number + 1, 100))]
            assert copies == [message(f"guest {number}", "hello")] * len(copies)
        with udp_socket() as other:
            other.connect(ADDRESS)
            other.send(message("guest 1", "still taken"))
            server.expect(r"^ignored \d+ bytes: the name is taken$")
            other.send(message("guest 0", "free again"))
            server.expect("guest 0: free again")
    server.interrupt()


def test_client_hears_only_the_server(run):
    """A stranger's datagram is not shown, and the next line still goes to the server."""
    with udp_socket() as server, udp_socket() as stranger:
        server.bind(ADDRESS)
        client = run("client.py", "alice")
        datagram, address = server.recvfrom(2048)
        stranger.sendto(message("server", "trust me"), address)
        server.sendto(datagram, address)
        client.expect("alice: 大家好")
        client.send("secret")
        datagram, again = server.recvfrom(2048)
        assert (datagram, again) == (message("alice", "secret"), address)
        server.sendto(datagram, address)
        client.expect("alice: secret")
        client.close_input()
        assert server.recvfrom(2048)[0] == message("alice", "")
        client.wait(exit_code=0)
        assert "trust me" not in client.stdout


def test_client_survives_a_server_that_talks_nonsense(run):
    """Broken datagrams are reported, and escape sequences do not reach the terminal."""
    with udp_socket() as server:
        server.bind(ADDRESS)
        client = run("client.py", "alice")
        datagram, address = server.recvfrom(2048)
        server.sendto(b"\xff", address)
        client.expect("^ignored a broken datagram$")
        server.sendto(b"[" * 60000, address)
        client.expect("^ignored a broken datagram$")
        server.sendto(message("eve", "\x1b[2Jgone"), address)
        client.expect(r"eve: \\x1b\[2Jgone")
        server.sendto(message("eve", "全角\u3000空格"), address)
        client.expect(r"eve: 全角\\u3000空格")
        server.sendto(datagram, address)
        client.expect("alice: 大家好")
        client.close_input()
        client.wait(exit_code=0)
        assert "\x1b" not in client.stdout


def test_client_says_when_no_receipt_comes(run):
    """Only the author's own message is a receipt: what others say does not stand in for it."""
    with udp_socket() as server:
        server.bind(ADDRESS)
        client = run("client.py", "alice", record="client_no_receipt.txt")
        _, address = server.recvfrom(2048)
        server.sendto(message("小明", "有人吗？"), address)
        client.expect("小明: 有人吗？")
        client.expect("no receipt: the message may be lost")
        client.close_input()
        client.wait(exit_code=0)


def test_late_copy_of_one_line_is_no_receipt_for_the_next(run):
    """A receipt is the very datagram that was sent: another line of the same author is none."""
    with udp_socket() as server:
        server.bind(ADDRESS)
        client = run("client.py", "alice")
        greeting, address = server.recvfrom(2048)
        server.sendto(greeting, address)
        client.expect("alice: 大家好")
        client.send("is this one lost?")
        assert server.recvfrom(2048)[0] == message("alice", "is this one lost?")
        server.sendto(greeting, address)
        client.expect("alice: 大家好")
        client.expect("no receipt: the message may be lost")
        client.close_input()
        client.wait(exit_code=0)


def test_client_survives_a_time_without_a_server(run):
    """A refused datagram looks like a lost one; when the server is there, all is well again."""
    client = run("client.py", "alice")
    client.expect("no receipt: the message may be lost")
    with udp_socket() as server:
        server.bind(ADDRESS)
        client.send("still there?")
        server.sendto(*server.recvfrom(2048))
        client.expect("alice: still there\\?")
        client.close_input()
        client.wait(exit_code=0)


def test_client_refuses_to_send_what_is_too_long(run):
    """The limit is in bytes, checked before sending: 401 Chinese characters fit, 402 do not."""
    with udp_socket() as server:
        server.bind(ADDRESS)
        client = run("client.py", "alice")
        server.sendto(*server.recvfrom(2048))
        client.expect("alice: 大家好")
        client.send("长" * 402)
        client.expect("^not sent: 1235 bytes, the limit is 1232$")
        client.send("长" * 401)
        datagram, address = server.recvfrom(2048)
        assert len(datagram) == LIMIT
        server.sendto(datagram, address)
        client.expect("alice: 长+")
        client.close_input()
        client.wait(exit_code=0)


@pytest.mark.deadline(120)
def test_bad_clients_keep_no_good_one_away(run):
    """Whatever else arrives, a message is relayed."""
    server = run.server("server.py")

    def visit():
        with udp_socket(ADDRESS) as sock:
            sock.send(message("a good one", "hello"))
            while json.loads(sock.recv(2048)) != {"name": "a good one", "text": "hello"}:
                pass
            sock.send(message("a good one", ""))  # the name is free again
            server.expect("^a good one left$")

    besiege(Siege(run, server, ADDRESS, visit), udp=True)
    server.interrupt()
