"""The harness against naughty programs: it tells what they did, and nothing of them remains."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from harness import leftovers
from harness.program import OUTPUT_LIMIT, Failure
from harness.scenario import DeadlineExceeded, Scenario, Settings, Stopped
from harness.transcript import text_of

NAUGHTY = Path(__file__).parent / "naughty"


@pytest.fixture
def scenario():
    """Make scenarios over the naughty programs; prove at the end that none left a process."""
    made = []

    def make(**settings):
        made.append(Scenario(NAUGHTY, Settings(**settings)))
        return made[-1]

    yield make
    for each in made:
        leaders = [program.pid for program in each.programs]
        # Dead ones neither: whoever looks for the living has to look at them too.
        assert not [it for it in psutil.Process().children() if leftovers.session(it) in leaders]
        assert not leftovers.living(each._mark, each._base, leaders)  # noqa: SLF001 - from inside
        assert not each.folder.exists()


def expire(run):
    """Let the deadline pass now, so that no test waits for it, nor is too slow for it."""
    run._deadline = 0  # noqa: SLF001 - there is no other reason to move a deadline


def test_program_that_ignores_signals_is_killed_at_the_deadline(scenario):
    """A deaf program costs a run its deadline, never more, and does not survive it."""
    run = scenario(seconds=20)
    message = r"20 s passed waiting for ignores_signals\.py to end"
    with pytest.raises(DeadlineExceeded, match=message), run:
        program = run("ignores_signals.py")
        program.expect("deaf")
        expire(run)
        program.interrupt()


def test_daemon_is_found_and_named(scenario):
    """Forking twice and leading a session of its own is no way out."""
    run = scenario()
    with (
        pytest.raises(
            Failure, match=r"a program left a process running: pid \d+, .*daemonises\.py"
        ),
        run,
    ):
        run("daemonises.py").wait()


def test_endless_output_ends_the_run_and_not_the_memory(scenario):
    """What a program printed too much is neither kept nor waited for."""
    run = scenario()
    with pytest.raises(Failure, match="more than 1048576 bytes: an endless loop"), run:
        run("prints_forever.py").wait()
    kept = sum(len(event.data) for event in run.programs[0].events)
    assert OUTPUT_LIMIT < kept < 2 * OUTPUT_LIMIT


def test_input_nobody_reads_does_not_block_the_runner(scenario):
    """A full pipe is a failure of the program at the deadline, not a hang of the run."""
    run = scenario()
    with pytest.raises(DeadlineExceeded, match=r"never_reads\.py to read its input"), run:
        program = run("never_reads.py")
        program.expect("not listening")
        expire(run)
        program.send("x" * 1_000_000)


def test_closed_stdout_is_noticed(scenario):
    """Output that can no longer come is not waited for."""
    run = scenario()
    with pytest.raises(Failure, match=r"but it closed its stdout"), run:
        run("closes_stdout.py").expect("anything")


def test_death_by_signal_is_told(scenario):
    """A program that was killed is not waited for, and the message names the signal."""
    run = scenario()
    with pytest.raises(Failure, match=r"'more' on stdout, but it was ended by SIGKILL"), run:
        program = run("dies_by_signal.py")
        program.expect("so long")
        program.expect("more")


def test_death_by_signal_can_be_what_a_test_expects(scenario):
    """The exit code of a signal is its negative number, as `subprocess` has it."""
    with scenario() as run:
        assert run("dies_by_signal.py").wait(exit_code=-signal.SIGKILL) == -signal.SIGKILL


def test_child_left_running_is_named_with_its_port(scenario):
    """A process that outlives its program fails the run, and the port is free afterwards."""
    run = scenario()
    with pytest.raises(Failure) as failure, run:
        program = run("leaves_child.py")
        port = int(program.expect(r"port (\d+)")[1])
        program.wait()
    message = str(failure.value)
    assert message.startswith("leaves_child.py left a process running: pid ")
    assert message.endswith(f"udp port {port} bound")
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", port))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows named semaphores as files")
def test_what_is_left_in_shared_memory_is_found_and_removed(scenario):
    """A scenario leaves shared memory as it was."""
    run = scenario()
    with pytest.raises(Failure) as failure, run:
        run("leaves_semaphore.py").wait()
    left = re.findall(r"left in shared memory: (\S+?)(?:;|$)", str(failure.value))
    assert [re.sub("-.*", "", Path(entry).name) for entry in left] == ["sem.mp", "naughty"]
    assert not any(Path(entry).exists() for entry in left)


def test_forgotten_files_are_found(scenario, tmp_path):
    """Neither a temporary file nor one outside the scenario's folder goes unnoticed."""
    run = scenario()
    outside = tmp_path / "outside.txt"
    with pytest.raises(Failure) as failure, run:
        run("leaves_files.py", str(outside)).wait()
    assert "left in tmp: " in str(failure.value)
    assert ".forgotten" in str(failure.value)
    assert f"left outside its folder: {outside}" in str(failure.value)


@pytest.mark.parametrize("start_method", ["fork", "spawn", "forkserver"])
def test_deadlock_ends_at_the_deadline_with_all_its_processes(scenario, start_method):
    """The deadline is the scenario's; parent, child and helpers all end with it."""
    run = scenario(start_method=start_method)
    with pytest.raises(DeadlineExceeded, match=r"deadlocks\.py to print 'taken twice'"), run:
        program = run("deadlocks.py")
        program.expect("taken once")
        made = [
            leftovers.SHARED_MEMORY / name
            for name in leftovers.noted(run.folder.parent, "shared-memory")
        ]
        expire(run)
        program.expect("taken twice")
    assert made or sys.platform != "linux"
    assert not any(entry.exists() for entry in made)


def test_server_is_awaited_and_a_killed_process_runs_no_more(scenario):
    """A server can be used as soon as it is there; what runs is told by more than a pid."""
    with scenario() as run:
        server = run.server("never_reads.py")
        assert "listening" in server.stdout
        assert run.runs(server.pid)
        assert not run.runs(os.getpid())
        server.signal(signal.SIGTERM)
        server.wait(exit_code=-signal.SIGTERM)
        assert not run.runs(server.pid)


def test_process_that_got_the_pid_of_an_ended_program_is_left_alone(scenario, monkeypatch):
    """Where pids are few they come round within seconds, to programs of other scenarios."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        with scenario() as run:
            program = run("shows_itself.py")
            program.wait(exit_code=None)
            monkeypatch.setattr(program, "pid", stranger.pid)
            program.signal(signal.SIGTERM)
        stranger.communicate(b"\n")
    assert stranger.returncode == 0


def test_folder_of_a_fork_server_is_swept(scenario):
    """What nobody else could remove is counted, and is no failure of the program any more."""
    with scenario() as run:
        (run.folder.parent / "tmp" / "pymp-1").mkdir()
        assert run.sweep_fork_server() == 1
        assert run.sweep_fork_server() == 0


def test_failure_shows_what_every_program_printed(scenario):
    """Whoever reads a failure sees each terminal, and whether its program still ran."""
    run = scenario()
    with pytest.raises(DeadlineExceeded), run:
        run("dies_by_signal.py").wait(exit_code=None)
        alive = run("never_reads.py")
        alive.expect("not listening")
        expire(run)
        alive.expect("something else")
    (dead, dead_text), (alive, alive_text) = run.report
    assert "dies_by_signal.py" in dead
    assert "exit code -9" in dead
    assert dead_text == "so long\n"
    assert "still running" in alive
    assert alive_text == "not listening\n"


def test_every_program_is_told_how_it_ends(scenario):
    """No verdict depends on whether a program happened to have ended when its test did."""
    for code in "0", "3":
        run = scenario()
        with pytest.raises(Failure, match=r"the test does not say how ends_badly\.py ends"), run:
            run("ends_badly.py", code).expect("leaving")


def test_interrupt_of_a_program_that_has_ended_fails(scenario):
    """A server that died early is not taken for one that was stopped."""
    run = scenario()
    message = r"Ctrl-C comes too late for ends_badly\.py: it had ended with exit code 0"
    with pytest.raises(Failure, match=message), run:
        program = run("ends_badly.py", "0")
        program.wait()
        program.interrupt()


def test_program_that_ends_by_itself_does_not_go_on(scenario):
    """Noticed at once, not when the time is over."""
    run = scenario(seconds=20)
    with pytest.raises(Failure, match="does not go on: it had ended with exit code 3"), run:
        run("ends_badly.py", "3").goes_on(600)


def test_wrong_exit_code_fails(scenario):
    """`wait` means what it says."""
    run = scenario()
    with pytest.raises(Failure, match="exit code 3, not 4"), run:
        run("ends_badly.py", "3").wait(exit_code=4)


def test_error_output_nobody_looks_at_fails(scenario):
    """A child's crash does not pass unseen because its parent ended well."""
    run = scenario()
    with (
        pytest.raises(Failure, match=r"wrote on stderr, .*no test looked at.*ZeroDivisionError"),
        run,
    ):
        run("child_crashes.py").wait()
    with scenario() as run:
        program = run("child_crashes.py")
        program.wait()
        program.expect("ZeroDivisionError", stream="err")


def test_traceback_on_interrupt_fails(scenario):
    """A reader who presses Ctrl-C sees no traceback."""
    run = scenario()
    with pytest.raises(Failure, match="printed a traceback on Ctrl-C"), run:
        program = run("traceback_on_interrupt.py")
        program.expect("waiting")
        program.interrupt()


def test_whoever_reads_aside_keeps_nobody_from_hearing(scenario):
    """While all output is read by the way, what a test waits for is heard when it comes."""
    with scenario(seconds=20) as run:
        program = run("answers.py")
        with run.reading():
            for number in range(1000):
                program.send(f"{number}")
                program.expect(f"^heard {number}$")
        program.close_input()
        program.wait()


def test_ctrl_c_comes_when_a_program_waits_for_something_outside(scenario):
    """Not in a short sleep between two steps, where no person could hit it."""
    with scenario() as run:
        program = run("hesitates.py")
        program.expect("step 1")
        program.interrupt()
        assert program.stdout.splitlines()[-1] == "waiting"


@pytest.mark.parametrize("start_method", ["fork", "spawn", "forkserver"])
def test_output_belongs_to_the_process_that_wrote_it(scenario, start_method):
    """Each piece of output carries its writer's pid, told by the kernel and not by the text."""
    with scenario(start_method=start_method) as run:
        program = run("children_print.py")
        program.expect(start_method)
        program.wait()
        run.read_all()
        writers = {event.pid for event in program.events}
        assert len(writers) == 3
        for pid in writers:
            text = text_of([event for event in program.events if event.pid == pid], "out")
            assert {line.split()[-1] for line in text.splitlines()} == {str(pid)}


def test_start_method_chosen_by_the_program_stands(scenario):
    """The start method set from outside is a default, not an order."""
    with scenario(start_method="fork") as run:
        program = run("chooses_spawn.py")
        program.expect("spawn")
        program.wait()


def test_program_sees_a_fresh_folder_and_no_settings_of_ours(scenario, monkeypatch, tmp_path):
    """A program runs as when pasted into an empty folder, on the interpreter that was asked for."""
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    other = tmp_path / "another-python"
    other.symlink_to(sys.executable)
    with scenario(python=str(other)) as run:
        program = run("shows_itself.py")
        program.expect(r"files \['shows_itself\.py'\]")
        program.expect(f"python {other}")
        assert "PYTHONUNBUFFERED" not in program.expect("settings .*")[0]
        program.expect("first on the path work")
        program.expect("injected False")
        program.wait()


def test_typed_input_stands_where_it_was_typed(scenario):
    """A record reads like the terminal."""
    run = scenario()
    with run:
        program = run("echoes.py")
        program.expect("> ")
        program.send("小明")
        program.wait()
    assert run.report[0][1] == "> 小明\nname? 小明\n"


def test_end_of_input_ends_what_waits_for_a_line(scenario):
    """Ctrl-D reaches the program."""
    with scenario() as run:
        program = run("echoes.py")
        program.expect("> ")
        program.close_input()
        program.wait(exit_code=1)
        assert "EOFError" in program.stderr


def test_input_to_a_program_that_has_ended_is_a_failure(scenario):
    """Typing into nothing is told, not ignored."""
    run = scenario()
    with (
        pytest.raises(Failure, match=r"cannot be sent 'hello': it had ended with exit code 0"),
        run,
    ):
        program = run("ends_badly.py", "0")
        program.wait()
        program.send("hello")


def test_wrong_session_fails(scenario):
    """A doctest session is run, not shown on trust."""
    run = scenario()
    with pytest.raises(Failure, match=r"wrong\.pycon ended with exit code 1"), run:
        run("wrong.pycon").wait()
    assert "1472" in run.report[0][1]


def test_missing_file_is_named(scenario):
    """A wrong name in a test says so."""
    run = scenario()
    with pytest.raises(Failure, match=r"there is no .*naughty/absent\.py"), run:
        run("absent.py")
    run = scenario()
    with pytest.raises(Failure, match=r"there is no .*naughty/absent\.txt"), run:
        run.elsewhere("absent.txt")


def test_stop_ends_a_waiting_scenario(scenario):
    """Ctrl-C on the whole run does not wait for deadlines."""
    stop = threading.Event()
    run = scenario(stop=stop)
    with pytest.raises(Stopped), run:
        run("never_reads.py").expect("not listening")
        stop.set()
        run.programs[0].expect("never")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tags output with its writer")
def test_plain_pipes_work_where_the_kernel_does_not_tag_output(scenario, monkeypatch):
    """Where it does not tag, as on macOS and Windows, all works but who wrote what."""
    monkeypatch.setattr("harness.program._TAGGED", False)
    with scenario() as run:
        program = run("echoes.py")
        program.expect("> ")
        program.send("hello")
        program.expect("name\\? hello")
        program.wait()
        assert {event.pid for event in program.events} == {program.pid}


def test_orphans_become_children_of_the_runner():
    """What hides from its scenario can still be found at the end of the run."""
    if sys.platform != "linux":
        pytest.skip(reason="only Linux lets a process adopt orphans")
    with Scenario(NAUGHTY, Settings()) as run:
        run("daemonises.py", "hide").wait()
    hidden = [
        child
        for child in psutil.Process().children()
        if child.status() != psutil.STATUS_ZOMBIE and child.cmdline()[:1] == ["hidden-daemon"]
    ]
    assert [child.ppid() for child in hidden] == [os.getpid()]
    leftovers.kill_all(hidden)


def test_socket_that_is_left_open_is_told(scenario):
    """Even where the test looks at what is written on stderr."""
    run = scenario()
    with pytest.raises(Failure, match=r"leaves_open\.py left open .*: unclosed <socket"), run:
        program = run("leaves_open.py")
        program.wait(exit_code=0)
        assert "ResourceWarning" in program.stderr


def test_socket_may_be_left_open_where_that_is_the_lesson(scenario):
    """Then it runs as for a reader, without a word of warning."""
    with scenario() as run:
        program = run("leaves_open.py", leaves_open=True)
        program.wait(exit_code=0)
        assert not program.stderr
