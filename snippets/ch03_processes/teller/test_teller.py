import sys
from pathlib import Path

import psutil
import pytest

from harness.peers import connect, recv_exactly, reset_on_close

ADDRESS = ("127.0.0.1", 9391)
LITTLE_CPU = (
    0.01  # seconds: to wait in a call takes a hundredth of it, to look 100000 times several
)
MANY_LOOKS = "not yet, after 100000 looks"


def opened(run, record=None):
    teller = run("teller.py", record=record)
    teller.expect("the counter is open")
    return teller


def await_state(run, program, state):
    """Wait until the kernel lists a program as blocked (S), or ready or running (R)."""
    if sys.platform != "linux":
        return
    stat = Path(f"/proc/{program.pid}/stat")
    run.wait_for(
        lambda: stat.read_text().rpartition(") ")[2][0] == state or None,
        f"{program.name} to be in state {state}",
    )


def cpu_time(program):
    return float(program.expect(r"meanwhile: .*?(\d+\.\d+) s of CPU time$")[1])


def test_synchronous_and_blocking_is_idle(run):
    """The caller itself waits for the answer, in a call that returns with it."""
    teller = opened(run, record="teller.txt")
    customer = run("sync_blocking.py", record="sync_blocking.txt")
    customer.expect("I stand")
    teller.expect("asked: how much")
    await_state(run, customer, "S")
    teller.send("42")
    customer.expect("the answer: 42")
    assert cpu_time(customer) < LITTLE_CPU
    customer.wait(exit_code=0)
    teller.interrupt()


def test_synchronous_and_non_blocking_looks_again_and_again(run):
    """No call waits, so the caller must; it pays with CPU time what the idle one saves."""
    teller = opened(run)
    customer = run("sync_nonblocking.py", record="sync_nonblocking.txt")
    teller.expect("asked: how much")
    customer.expect(MANY_LOOKS)
    await_state(run, customer, "R")
    teller.send("42")
    customer.expect("the answer: 42")
    assert cpu_time(customer) > LITTLE_CPU
    customer.wait(exit_code=0)
    teller.interrupt()


def test_asynchronous_and_blocking_is_idle_too(run):
    """Somebody else fetches the answer; the caller waits for that, and does nothing else."""
    teller = opened(run)
    customer = run("async_blocking.py", record="async_blocking.txt")
    customer.expect("I have a number")
    teller.expect("asked: how much")
    await_state(run, customer, "S")
    teller.send("42")
    customer.expect("I am called, the answer: 42")
    assert cpu_time(customer) < LITTLE_CPU
    customer.wait(exit_code=0)
    teller.interrupt()


def test_asynchronous_and_non_blocking_does_other_work(run):
    """The answer comes by itself, while the caller is at its own work before and after."""
    teller = opened(run)
    customer = run("async_nonblocking.py", record="async_nonblocking.txt")
    customer.expect("I have a number")
    teller.expect("asked: how much")
    customer.send("a letter")
    customer.expect("other work, a letter")
    teller.send("42")
    customer.expect("I am called, the answer: 42")
    customer.send("a book")
    customer.expect("other work, a book")
    customer.close_input()
    customer.wait(exit_code=0)
    teller.interrupt()


def test_who_has_done_all_work_waits_for_the_call(run):
    """The end of its own work is not the end of the program: the answer is still delivered."""
    teller = opened(run)
    customer = run("async_nonblocking.py")
    teller.expect("asked: how much")
    customer.close_input()
    await_state(run, customer, "S")
    teller.send("42")
    customer.expect("I am called, the answer: 42")
    customer.wait(exit_code=0)
    teller.interrupt()


@pytest.mark.parametrize(
    ("name", "end_of_work"),
    [
        ("sync_blocking.py", False),
        ("sync_nonblocking.py", False),
        ("async_blocking.py", False),
        ("async_nonblocking.py", False),
        ("async_nonblocking.py", True),
    ],
)
def test_waiting_ends_with_ctrl_c(run, name, end_of_work):
    """Whatever it waits in, and in whatever thread, Ctrl-C ends the program."""
    teller = opened(run)
    customer = run(name)
    customer.expect("I ")
    teller.expect("asked: how much")
    if end_of_work:
        customer.close_input()
        await_state(run, customer, "S")
    customer.interrupt()
    teller.interrupt()


def test_customer_who_has_left_harms_nobody(run):
    """The answer goes nowhere, and the next customer is served."""
    teller = opened(run)
    with connect(ADDRESS) as sock:
        sock.sendall(b"how much?")
        teller.expect("asked: how much")
        reset_on_close(sock)
    process = psutil.Process(teller.pid)
    run.wait_for(
        lambda: has_one_connection(process) or None, "the reset to arrive, and only that to remain"
    )
    teller.send("42")
    with connect(ADDRESS) as sock:
        sock.sendall(b"and now?")
        teller.expect("asked: and now")
        teller.send("43")
        assert recv_exactly(sock, 2) == b"43"
    teller.interrupt()


def has_one_connection(process):
    """Tell whether it only listens: a connection that was reset is none any more."""
    return [each.status for each in process.net_connections("tcp")] == [psutil.CONN_LISTEN]
