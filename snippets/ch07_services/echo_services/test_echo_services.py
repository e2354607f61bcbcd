import collections
import contextlib
import os
import re
import shutil
import signal
import socket
import sys
import time
from pathlib import Path

import psutil
import pytest

from harness.hostile import Siege, besiege
from harness.peers import connect, play_server, recv_exactly, reset_on_close

ADDRESS = ("127.0.0.1", 9701)
LONGEST, MAX_CLIENTS = 1000, 20
FLOOD_LINE = b"x" * (LONGEST - 1) + b"\n"
KEPT_BY_KERNEL = 64 * 1024 * 1024  # bytes, more than the buffers of both sides ever hold

ONE_BY_ONE = ["blocking_loop.py"]  # it is in recv() for one client: all others wait for that one
AT_ONCE = ["threads.py", "thread_pool.py", "processes.py", "event_loop.py", "coroutines.py"]
at_once = pytest.mark.parametrize("name", AT_ONCE)
one_by_one = pytest.mark.parametrize("name", ONE_BY_ONE)
every_server = pytest.mark.parametrize("name", ONE_BY_ONE + AT_ONCE)
whether_others_wait = pytest.mark.parametrize(
    ("name", "others_wait"), [(name, name in ONE_BY_ONE) for name in ONE_BY_ONE + AT_ONCE]
)

pytestmark = pytest.mark.deadline(60)


def receive(sock, expected):
    assert recv_exactly(sock, len(expected)) == expected


def talk(sock, text="hello"):
    sock.sendall(f"{text}\n".encode())
    receive(sock, f"{text.upper()}\n".encode())


def assert_not_answered(sock):
    """Not one byte is there for it."""
    sock.setblocking(False)
    with pytest.raises(BlockingIOError):
        sock.recv(1)
    sock.settimeout(10)


def wait_until_at_rest(run, server):
    """Wait until a server sleeps, as it has to when nobody wants anything that it can do."""
    process = psutil.Process(server.pid)

    def seconds():
        times = process.cpu_times()
        return times.user + times.system

    before = seconds()
    looks = collections.deque(maxlen=10)

    def look():
        assert seconds() < before + 2, f"{server.name} works, and there is nothing to do"
        # Whoever works all the time is seen asleep now and then.
        looks.append(process.status() == psutil.STATUS_SLEEPING)
        return looks.count(True) == 10 or None

    run.wait_for(look, f"{server.name} to sleep")


def received_until_hung_up(sock):
    """Return what was received before the server closed; a reset when it had not read all."""
    data = b""
    with contextlib.suppress(ConnectionResetError):
        while chunk := sock.recv(65536):
            data += chunk
    return data


def flood(sock):
    """Ask and never read, until the server stops to listen; return the number of whole lines."""
    sent = 0
    sock.settimeout(0.2)
    with contextlib.suppress(TimeoutError):
        while True:
            sent += sock.send(FLOOD_LINE[sent % LONGEST :] + FLOOD_LINE * 99)
            assert sent < KEPT_BY_KERNEL, "it takes whatever comes, and keeps the answers"
    sock.settimeout(10)
    return sent // LONGEST


@whether_others_wait
def test_many_clients(run, name, others_wait):
    """All are answered while all are there, whoever speaks first; or one after another."""
    server = run.server(name)
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(connect(ADDRESS)) for _ in range(10)]
        for number, client in enumerate(clients):
            client.sendall(f"client {number}\n".encode())
        if others_wait:
            for number, client in enumerate(clients):
                receive(client, f"CLIENT {number}\n".encode())
                for _ in range(3):
                    talk(client, "still here")
                for waiting in clients[number + 1 :]:
                    assert_not_answered(waiting)
                client.close()
        else:
            for _ in range(3):
                for number, client in reversed(list(enumerate(clients))):
                    receive(client, f"CLIENT {number}\n".encode())
                    client.sendall(f"client {number}\n".encode())
    server.interrupt()


@whether_others_wait
@pytest.mark.parametrize("slow", ["half a line", "never reads"])
def test_slow_client(run, name, others_wait, slow):
    """Somebody who does not go on, be it with speaking or with listening."""
    server = run.server(name)
    with connect(ADDRESS) as client, connect(ADDRESS) as other:
        if slow == "half a line":
            client.sendall("é".encode()[:1])
        else:
            lines = flood(client)
            wait_until_at_rest(run, server)
        other.sendall(b"hello\n")
        if others_wait:
            # The flood was stopped, the half line was sent: the server is busy with that client.
            other.settimeout(0.2)
            with pytest.raises(TimeoutError):
                other.recv(1)
            other.settimeout(10)
        else:
            receive(other, b"HELLO\n")
        if slow == "half a line":
            client.sendall("é".encode()[1:] + b"t\xff\xc3\xa9\n")
            receive(client, "ÉT\N{REPLACEMENT CHARACTER}É\n".encode())
        else:
            receive(client, FLOOD_LINE.upper() * lines)
        client.close()
        if others_wait:
            receive(other, b"HELLO\n")
        talk(other)
    server.interrupt()


@every_server
def test_client_that_leaves(run, name):
    """Halfway through a line, or by a reset: the next one has the place, and nothing is said."""
    # With one place, whoever is served shows that all is over with the one before.
    server = run.server(name, "60", "1")
    with connect(ADDRESS) as client:
        client.sendall(b"one\ntwo\nthr")
        client.shutdown(socket.SHUT_WR)
        receive(client, b"ONE\nTWO\n")
        assert client.recv(1) == b""
    with connect(ADDRESS):
        pass
    with connect(ADDRESS) as client:
        reset_on_close(client)
    with connect(ADDRESS) as client:
        talk(client)
        client.sendall(b"half a li")
        reset_on_close(client)
    with connect(ADDRESS) as client:
        client.sendall(FLOOD_LINE * 10)
        reset_on_close(client)
    with connect(ADDRESS) as client:
        talk(client)
    server.interrupt()


@every_server
def test_line_that_is_too_long(run, name):
    """Up to the limit it is answered; beyond it the server hangs up and keeps no more of it."""
    server = run.server(name)
    with connect(ADDRESS) as client:
        talk(client, "x" * (LONGEST - 1))
        client.sendall(b"x" * LONGEST)
        assert not received_until_hung_up(client)
    with connect(ADDRESS) as client:
        client.sendall(b"x" * LONGEST + b"\n")
        assert not received_until_hung_up(client)
    with connect(ADDRESS) as client:
        talk(client)
    server.interrupt()


@every_server
@pytest.mark.parametrize("idle", ["says nothing", "never reads"])
def test_idle_client_has_to_leave(run, name, idle):
    """Not before its time; then without doing anything for it, and others are served."""
    server = run.server(name, "1", "20")
    begin = time.monotonic()
    with connect(ADDRESS) as client:
        if idle == "never reads":
            with contextlib.suppress(ConnectionError):
                flood(client)
        received_until_hung_up(client)
    assert time.monotonic() - begin >= 0.99
    with connect(ADDRESS) as other:
        talk(other)
    server.interrupt()


@at_once
def test_clients_too_many_wait(run, name):
    """In the queue of the kernel, until one of the others leaves."""
    server = run.server(name)
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(connect(ADDRESS)) for _ in range(MAX_CLIENTS)]
        for client in clients:
            talk(client)
        queue = [stack.enter_context(connect(ADDRESS)) for _ in range(30)]
        for waiting in queue:
            waiting.sendall(b"is there a place?\n")
        for client in clients:
            talk(client)
        for waiting in queue:
            assert_not_answered(waiting)
        wait_until_at_rest(run, server)
        connections = psutil.Process(server.pid).net_connections("tcp")
        accepted = [each for each in connections if each.status == psutil.CONN_ESTABLISHED]
        assert len(accepted) <= MAX_CLIENTS + 1, "it accepts more than it serves"
        clients[7].close()
        receive(queue[0], b"IS THERE A PLACE?\n")
    server.interrupt()


@every_server
def test_ctrl_c_with_clients(run, name):
    """It ends, hangs up on everybody, and can be started again at once."""
    for _ in range(2):
        server = run.server(name)
        with connect(ADDRESS) as client, connect(ADDRESS) as other, connect(ADDRESS) as third:
            talk(client)
            if name in AT_ONCE:
                talk(other)
                other.sendall(b"half a li")
                talk(third)
            server.interrupt()
            for sock in (client, other, third):
                assert not received_until_hung_up(sock)


def test_processes_whatever_the_start_method(run, start_method):
    """The listening and the connected sockets are where they belong, in each child."""
    server = run("processes.py", record="server.txt")
    server.expect("listening")
    with connect(ADDRESS) as first, connect(ADDRESS) as second:
        for text in ("one", "二", "three"):
            talk(second, text)
            talk(first, text)
        first.shutdown(socket.SHUT_WR)
        assert first.recv(1) == b""
        talk(second)
        server.interrupt()
        assert second.recv(1) == b""


def test_process_ends_at_ctrl_c_by_itself(run, start_method):
    """Its parent may not know of it yet when Ctrl-C comes; and no traceback is shown."""
    server = run.server("processes.py")
    with connect(ADDRESS) as client:
        talk(client)
        # multiprocessing's own helpers ignore it.
        for process in psutil.Process(server.pid).children(recursive=True):
            process.send_signal(signal.SIGINT)
        assert client.recv(1) == b""
    with connect(ADDRESS) as client:
        talk(client)
        server.interrupt()


def test_processes_end_with_their_server(run, start_method):
    """A signal to the server alone is enough: its children wait for their clients no longer."""
    server = run.server("processes.py")
    with connect(ADDRESS) as client:
        talk(client)
        wait_until_at_rest(run, server)
        os.kill(server.pid, signal.SIGINT)
        assert client.recv(1) == b""
        server.wait(exit_code=0)


@every_server
def test_a_person_talks_to_it(run, name):
    """The same client, the same answers."""
    server = run(name, record="server.txt")
    server.expect("listening")
    client = run("client.py", record="client.txt")
    client.expect("connected")
    client.send("hello")
    client.expect("answer: HELLO")
    client.send("Straße 7, 你好")
    client.expect("answer: STRASSE 7, 你好")
    client.close_input()
    client.wait(exit_code=0)
    server.interrupt()


def test_client_reads_no_answer_without_end(run):
    """Of what is longer than an answer may be, only so much is waited for, and shown."""
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        client.send("hello")
        receive(conn, b"hello\n")
        conn.sendall(b"x" * 10001)
        client.close_input()
        client.wait(exit_code=0)
        assert client.stdout.endswith("answer: " + "x" * 10000)


def test_client_takes_only_a_newline_for_the_end_of_an_answer(run):
    """A carriage return is a character like others."""
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        for question in (b"one\n", b"two\n"):
            client.send(question.decode().strip())
            receive(conn, question)
            conn.sendall(question.replace(b"\n", b"\rmore\n"))
        client.close_input()
        client.wait(exit_code=0)
        answers = [line for line in client.stdout.split("\n") if line.startswith("answer")]
        assert answers == ["answer: one\rmore", "answer: two\rmore"]


def test_client_can_be_interrupted(run):
    """Ctrl-C ends it quietly, though it waits for an answer."""
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        client.send("hello")
        receive(conn, b"hello\n")
        client.interrupt()


def test_client_notices_that_the_server_has_hung_up(run):
    """An empty answer is the end, and is said to be one."""
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        conn.shutdown(socket.SHUT_WR)
        client.send("hello")
        client.expect("the server has hung up", stream="err")
        client.wait(exit_code=1)


def measured(program):
    """Tell whether a program is connected to a server; None for not yet."""
    connections = psutil.Process(program.pid).net_connections("tcp")
    return any(each.status == psutil.CONN_ESTABLISHED for each in connections) or None


def accepts():
    """Tell whether somebody listens; None for not yet."""
    try:
        with connect(ADDRESS):
            return True
    except ConnectionRefusedError:
        return None


def test_measuring_can_be_interrupted(run):
    """Ctrl-C ends it quietly, and with it the server that is being measured."""
    for name in ONE_BY_ONE + AT_ONCE:
        shutil.copy(Path(__file__).with_name(name), run.folder)
    # Ctrl-C may come when a socket has been made and nobody holds it yet.
    program = run("measure.py", leaves_open=True)
    run.wait_for(accepts, "a server to listen")
    program.interrupt()


SLOW_TO_END = f"""
import socket

with socket.create_server({ADDRESS}) as listener:
    print("listening")
    measuring, test = listener.accept()[0], listener.accept()[0]
    try:
        test.sendall(b"serving")
        test.recv(1)
    except KeyboardInterrupt:
        test.sendall(b"tidying")
        test.recv(1)
"""


def test_measuring_waits_for_a_server_that_takes_its_time(run):
    """However long it has to tidy up after Ctrl-C: nothing is left running."""
    (run.folder / "blocking_loop.py").write_text(SLOW_TO_END, encoding="utf-8")
    program = run("measure.py", leaves_open=True)
    run.wait_for(lambda: measured(program), "the measuring to connect to its server")
    with connect(ADDRESS) as control:
        receive(control, b"serving")
        (server,) = psutil.Process(program.pid).children()
        assert os.getsid(server.pid) == server.pid, "Ctrl-C in the terminal comes to the server too"
        program.signal(signal.SIGINT)
        receive(control, b"tidying")
        program.goes_on(1)  # subprocess itself gives up after a quarter of it
    program.wait(exit_code=0)


def numbers(program):
    """Return the measured numbers by title and server."""
    titles = re.split(r"^(\S.*)\n", program.stdout, flags=re.MULTILINE)[1:]
    return {
        title: {name: float(value) for name, value in re.findall(r"  (\w+) +([\d.]+) ", rows)}
        for title, rows in zip(titles[::2], titles[1::2], strict=True)
    }


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from Linux's /proc")
@pytest.mark.deadline(120)
def test_what_a_client_costs(run):
    """A process is dearer than a thread, a thread dearer than an object, in whichever server."""
    for name in ONE_BY_ONE + AT_ONCE:
        shutil.copy(Path(__file__).with_name(name), run.folder)
    # It ends its servers at any moment, also with a client just accepted.
    program = run("measure.py", record="measure.txt", leaves_open=True)
    program.wait(exit_code=0)
    measured = numbers(program)
    memory = measured["memory for an idle client"]
    for threads in ("threads", "thread_pool"):
        assert memory["processes"] > 10 * memory[threads]
        for objects in ("event_loop", "coroutines"):
            assert memory[threads] > 1.5 * memory[objects] > 0
    visits = measured["one visit"]
    assert visits["processes"] > 2 * visits["threads"]


@pytest.mark.deadline(120)
@whether_others_wait
def test_bad_clients_keep_no_good_one_away(run, name, others_wait):
    """As long as there is a place; one by one, as soon as the bad one has gone."""
    server = run.server(name)

    def visit():
        with connect(ADDRESS) as sock:
            talk(sock)

    places = 0 if others_wait else MAX_CLIENTS - 5
    kept = MAX_CLIENTS if name == "thread_pool.py" else 0
    besiege(Siege(run, server, ADDRESS, visit, places, visits=200, threads=kept))
    server.interrupt()
