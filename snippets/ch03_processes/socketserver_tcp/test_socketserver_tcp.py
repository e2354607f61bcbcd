import contextlib
import re
import sys

import psutil
import pytest

from harness.hostile import Siege, besiege
from harness.peers import connect, listen, recv_exactly, reset_on_close, send_in_pieces

ADDRESS = ("127.0.0.1", 9320)
LEAVES_AFTER = 1.0
MAX_CHILDREN = 20

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
at_once = pytest.mark.parametrize("name", ["threads.py", pytest.param("processes.py", marks=posix)])
servers = pytest.mark.parametrize(
    "name", ["one_by_one.py", "threads.py", pytest.param("processes.py", marks=posix)]
)


def assert_echoes(sock, text="hello"):
    sock.sendall(f"{text}\n".encode())
    expected = f"{text.upper()}\n".encode()
    assert recv_exactly(sock, len(expected)) == expected


def seconds_waited(run, record):
    clients = run("two_clients.py", record=record)
    clients.wait(exit_code=0)
    return float(re.search(r"([\d.]+) s$", clients.stdout)[1])


def test_second_client_waits_until_the_first_has_left(run):
    """However often the first is answered, the second is not, until the first has left."""
    server = run.server("one_by_one.py", record="one_by_one.txt")
    with connect(ADDRESS) as first:
        assert_echoes(first)
        with connect(ADDRESS) as second:
            second.sendall(b"me too\n")
            for _ in range(3):
                assert_echoes(first)
            second.setblocking(False)
            with pytest.raises(BlockingIOError):
                second.recv(1)
            first.close()
            second.settimeout(10)
            assert recv_exactly(second, 7) == b"ME TOO\n"
    server.interrupt()


def test_the_wait_is_as_long_as_the_first_client_stays(run):
    """Measured by the clients: a second at least, since the first stays that long."""
    server = run.server("one_by_one.py")
    assert seconds_waited(run, "two_clients-one_by_one.txt") >= LEAVES_AFTER - 0.01
    server.interrupt()


@at_once
def test_the_second_client_is_answered_while_the_first_is_there(run, name):
    """A thread or a process for each: nobody waits for anybody."""
    server = run.server(name)
    with connect(ADDRESS) as first, connect(ADDRESS) as second, connect(ADDRESS) as third:
        assert_echoes(first)
        assert_echoes(third, "我也在")
        assert_echoes(second)
        assert_echoes(first)
    server.interrupt()


@pytest.mark.skipif(sys.platform != "linux", reason="what has been received is read in /proc")
def test_the_clients_wait_for_whole_answers(run):
    """Also where they come in pieces."""
    with listen(ADDRESS) as listener, contextlib.ExitStack() as stack:
        listener.settimeout(10)
        clients = run("two_clients.py")
        for _ in range(2):
            conn = stack.enter_context(listener.accept()[0])
            assert recv_exactly(conn, 6) == b"hello\n"
            send_in_pieces(run, conn, b"HE", b"LLO\n")
        clients.wait(exit_code=0)
    assert re.findall(r"client: (.*)", clients.stdout) == [r"b'HELLO\n'"] * 2


@at_once
def test_same_two_clients_are_served(run, name):
    """They print what the page shows; how long the second waits is up to the machine."""
    server = run.server(name)
    record = f"two_clients-{name.removesuffix('.py')}.txt"
    run("two_clients.py", record=record).wait(exit_code=0)
    server.interrupt()


@posix
def test_each_client_has_a_process_of_its_own(run):
    """The pids differ from one another and from the server's."""
    server = run.server("processes.py", record="processes.txt")
    with connect(ADDRESS) as first:
        assert_echoes(first)
        server.expect("served by process")
        with connect(ADDRESS) as second:
            assert_echoes(second)
            server.expect("served by process")
    server.interrupt()


def test_no_thread_is_left_when_it_is_interrupted(run):
    """The server hangs up on silent clients, and waits for their threads."""
    server = run.server("threads.py", record="threads.txt")
    with connect(ADDRESS) as idle, connect(ADDRESS) as silent:
        assert_echoes(idle)
        run.wait_for(
            lambda: psutil.Process(server.pid).num_threads() == 4 or None, "two threads for clients"
        )
        server.interrupt()
        assert idle.recv(1) == b""
        assert silent.recv(1) == b""


@posix
def test_no_process_is_left_when_it_is_interrupted(run):
    """Ctrl-C reaches the children as well."""
    server = run.server("processes.py")
    with connect(ADDRESS) as idle, connect(ADDRESS) as other:
        assert_echoes(idle)
        assert_echoes(other)
        server.interrupt()
        assert idle.recv(1) == b""


@posix
def test_processes_are_reaped_without_a_next_client(run):
    """serve_forever() looks every half second."""
    server = run.server("processes.py")
    with connect(ADDRESS) as sock:
        assert_echoes(sock)
    run.wait_for(
        lambda: not psutil.Process(server.pid).children() or None, "the server to reap its child"
    )
    server.interrupt()


@posix
def test_full_server_accepts_nobody_until_a_child_has_ended(run):
    """With max_children clients there the next one waits; when one leaves, it is served."""
    server = run.server("processes.py")
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(connect(ADDRESS)) for _ in range(MAX_CHILDREN)]
        for sock in clients:
            assert_echoes(sock)
        late = stack.enter_context(connect(ADDRESS))
        late.sendall(b"me too\n")
        late.settimeout(0.5)
        with pytest.raises(TimeoutError):
            late.recv(1)
        clients.pop().close()
        late.settimeout(10)
        assert recv_exactly(late, 7) == b"ME TOO\n"
    server.interrupt()


@servers
def test_client_that_disappears_or_shouts_harms_nobody(run, name):
    """Neither a reset nor a line without end reaches the next client."""
    server = run.server(name)
    with connect(ADDRESS) as rude:
        assert_echoes(rude)
        reset_on_close(rude)
    with connect(ADDRESS) as loud:
        loud.sendall(b"x" * 4096)
        assert loud.recv(1) == b""
    with connect(ADDRESS) as sock:
        assert_echoes(sock)
    server.interrupt()


def test_server_can_be_started_again_at_once(run):
    """allow_reuse_address is False unless a subclass says otherwise."""
    for _ in range(2):
        server = run.server("threads.py")
        with connect(ADDRESS) as sock:
            assert_echoes(sock)
            server.interrupt()  # it closes first: its side stays in TIME_WAIT
            assert sock.recv(1) == b""


@pytest.mark.skipif(sys.platform != "linux", reason="SOMAXCONN is recorded as Linux has it")
def test_defaults(run):
    """What the classes do unless a subclass says otherwise."""
    run("defaults.py", record="defaults.txt").wait(exit_code=0)


@pytest.mark.deadline(120)
@servers
def test_bad_clients_keep_no_good_one_away(run, name):
    """Where one is served after another, not after the bad one has gone."""
    server = run.server(name)

    def visit():
        with connect(ADDRESS) as sock:
            assert_echoes(sock)

    places = {"one_by_one.py": 0, "processes.py": MAX_CHILDREN - 5}.get(name, 20)
    visits = 200 if name == "processes.py" else 1000  # each is a process
    besiege(Siege(run, server, ADDRESS, visit, places=places, visits=visits))
    server.interrupt()
