from multiprocessing.connection import Client

import pytest

from harness.hostile import Siege, besiege

ADDRESS = ("127.0.0.1", 9311)


def test_whoever_is_unpickled_chooses_what_is_run(run):
    """A harmless print() of the attacker runs in the server before recv() returns."""
    server = run.server("server_broken.py", record="server_broken.txt")
    run("attacker.py", record="attacker.txt").wait(exit_code=0)
    server.expect("^I chose this line, and you ran it$")
    server.expect("^received: None$")
    server.interrupt()


def test_stranger_gets_no_further_than_the_handshake_and_json_runs_nothing(run):
    """The key keeps strangers out; bytes and JSON keep code out, whoever sends it."""
    (run.folder / "secret.key").write_bytes(bytes(range(32)))
    server = run.server("server.py", record="server.txt")
    run("client.py").wait(exit_code=0)
    server.expect("received: .*小明")
    (run.folder / "guess.key").write_bytes(b"a guess")
    run("attacker.py", "guess.key", record="attacker_guess.txt").wait(exit_code=0)
    server.expect("gone: AuthenticationError")
    run("attacker.py", "secret.key", record="attacker_inside.txt").wait(exit_code=0)
    server.expect("refused: ")
    assert "I chose" not in server.stdout
    run("client.py").wait(exit_code=0)
    server.expect("received: .*小明")
    server.interrupt()


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        (b"x" * 4097, "gone: OSError"),
        (b"no JSON", "refused: JSONDecodeError"),
        (b"[" * 2000 + b"]" * 2000, r"refused: RecursionError|received: \[\["),
    ],
    ids=["too long", "no JSON", "too deep"],
)
def test_message_out_of_bounds_ends_nothing(run, message, answer):
    """Too long, no JSON, or (until 3.12) nested too deep: the next client is served."""
    key = bytes(range(32))
    (run.folder / "secret.key").write_bytes(key)
    server = run.server("server.py")
    with Client(ADDRESS, authkey=key) as conn:
        conn.send_bytes(message)
        server.expect(answer)
    run("client.py").wait(exit_code=0)
    server.expect("received: .*小明")
    server.interrupt()


@pytest.mark.deadline(120)
def test_bad_clients_keep_no_good_one_away_for_long(run):
    """It serves one after another: once a bad one has gone, the next is heard."""
    key = bytes(range(32))
    (run.folder / "secret.key").write_bytes(key)
    server = run.server("server.py")

    def visit():
        with Client(ADDRESS, authkey=key) as conn:
            conn.send_bytes(b'"a good one"')
        server.expect("^received: a good one$")

    besiege(Siege(run, server, ADDRESS, visit, places=0))
    server.interrupt()
