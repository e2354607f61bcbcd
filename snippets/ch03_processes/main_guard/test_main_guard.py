import sys

import pytest

from harness.versions import fork_server_runs_main

REFUSAL = "current process has finished its bootstrapping phase"


def chosen(run, records):
    """Return the one record that is for this version; the others are for other versions."""
    for name, fits in records.items():
        if not fits:
            run.elsewhere(name)
    (name,) = (name for name, fits in records.items() if fits)
    return name


@pytest.mark.parametrize("start_method", ["fork"])
def test_fork_hides_that_the_guard_is_missing(run, start_method):
    """A forked child is a copy that goes on: the file is not run again."""
    program = run("no_guard_broken.py", record="no_guard-fork.txt")
    program.wait(exit_code=0)
    assert program.stdout.count("the file runs as") == 1
    assert program.stdout.count("the child works") == 1


@pytest.mark.parametrize("start_method", ["spawn"])
def test_spawned_child_without_guard_is_refused_a_child_of_its_own(run, start_method):
    """The file runs twice, not for ever: the second start() raises RuntimeError."""
    program = run("no_guard_broken.py", record="no_guard-spawn.txt")
    program.wait(exit_code=0)
    assert program.stdout.count("the file runs as") == 2
    assert program.stderr.count("RuntimeError") == 1
    assert REFUSAL in program.stderr
    assert "the child works" not in program.stdout
    assert "exit code of the child: 1" in program.stdout


@pytest.mark.parametrize("start_method", ["forkserver"])
def test_fork_server_without_guard_is_refused_too(run, start_method):
    """Who runs the file, and who pays for the error, depends on the version."""
    dies = fork_server_runs_main(run.version) and run.version < (3, 15)
    records = {
        "no_guard-forkserver-late.txt": not fork_server_runs_main(run.version),
        "no_guard-forkserver-dies.txt": dies,
        "no_guard-forkserver-ignores.txt": run.version >= (3, 15),
    }
    program = run("no_guard_broken.py", record=chosen(run, records))
    program.wait(exit_code=1 if dies else 0)
    assert program.stdout.count("the file runs as") == (3 if run.version >= (3, 15) else 2)
    assert program.stderr.count("RuntimeError") == 1
    assert REFUSAL in program.stderr
    assert "the child works" not in program.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="the default start method is that of Linux")
def test_what_linux_does_by_itself_depends_on_the_version(run):
    """With no start method chosen the file works until 3.13 and fails since 3.14."""
    program = run("no_guard_broken.py")
    program.wait(exit_code=None)
    assert ("the child works" in program.stdout) == (run.version < (3, 14))
    assert (REFUSAL in program.stderr) == (run.version >= (3, 14))


def test_guard_makes_the_file_right_under_every_start_method(run, start_method):
    """What stands under the guard is for the main process alone."""
    program = run("guard.py", record=f"guard-{start_method}.txt")
    program.wait(exit_code=0)


def test_print_outside_the_guard_is_printed_once_per_run_of_the_file(run, start_method):
    """Three children: 1 line under fork, 4 under spawn, 2 when the fork server runs the file."""
    program = run("top_level_print_broken.py")
    program.wait(exit_code=0)
    once_more = {
        "fork": 0,
        "spawn": 3,
        "forkserver": 1 if fork_server_runs_main(run.version) else 3,
    }
    assert program.stdout.count("the end\n") == 1 + once_more[start_method]


@pytest.mark.parametrize("start_method", ["fork", "spawn"])
def test_what_the_print_outside_the_guard_looks_like(run, start_method):
    """Each line is shown with the process that printed it."""
    run("top_level_print_broken.py", record=f"top_level_print-{start_method}.txt").wait()


@pytest.mark.parametrize("start_method", ["forkserver"])
def test_what_the_print_outside_the_guard_looks_like_with_a_fork_server(run, start_method):
    """The fork server runs the file once for all, where it preloads it."""
    records = {
        "top_level_print-forkserver-late.txt": not fork_server_runs_main(run.version),
        "top_level_print-forkserver-once.txt": fork_server_runs_main(run.version),
    }
    run("top_level_print_broken.py", record=chosen(run, records)).wait(exit_code=0)


def test_curly_quotes_are_no_quotes(run):
    """The guard as the original's heading has it does not compile."""
    run("curly_quotes.pycon").wait(exit_code=0)
