"""What pytest makes of scenarios: side by side, each with its own verdict, nothing left running."""

import contextlib
import hashlib
import os
import platform
import re
import signal
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import filelock
import psutil
import pytest

from harness import leftovers
from harness.ahead import turn
from harness.evidence import read

SNIPPETS = Path(__file__).parents[2]
LISTENER = """
import socket

with socket.socket(socket.AF_UNIX) as server:
    server.bind("{path}")
    server.listen()
    print("listening")
    with server.accept()[0] as peer:
        print("met", peer.recv(9).decode())
"""
CALLER = """
import socket

with socket.socket(socket.AF_UNIX) as peer:
    peer.connect("{path}")
    peer.sendall(b"a friend")
"""


@pytest.fixture
def project(pytester):
    """Make a project that has the harness but none of our scenarios."""
    pytester.makeconftest('pytest_plugins = ["harness.plugin"]')
    pytester.makeini(
        f"[pytest]\npythonpath = '{SNIPPETS}'\naddopts = --import-mode=importlib -p no:randomly\n"
        "filterwarnings = error\n"
    )
    return pytester


def scenario(project, name, test, **programs):
    """Add a scenario folder."""
    folder = project.path / "snippets" / "ch99" / name
    folder.mkdir(parents=True)
    for program, text in programs.items():
        (folder / f"{program}.py").write_text(text, encoding="utf-8")
    (folder / f"test_{name}.py").write_text(test, encoding="utf-8")
    return folder


def test_scenarios_run_side_by_side(project):
    """Two scenarios that wait for each other's programs both pass: they do run at once."""
    path = project.path / "meeting"
    scenario(
        project,
        "listens",
        "def test_meets(run):\n"
        '    server = run("server.py")\n'
        '    server.expect("met a friend")\n'
        "    server.wait()\n",
        server=LISTENER.format(path=path),
    )
    scenario(
        project,
        "waits",
        "import socket\n"
        "def test_friend_arrives(run):\n"
        "    def there():\n"
        "        with socket.socket(socket.AF_UNIX) as peer:\n"
        "            try:\n"
        f"                peer.connect('{path}')\n"
        "            except (FileNotFoundError, ConnectionRefusedError):\n"
        "                return None\n"
        "            return peer.send(b'a friend')\n"
        "    run.wait_for(there, 'the other scenario')\n",
    )
    result = project.runpytest_subprocess()
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["2 scenarios in * s, * times the longest one*"])


def test_tests_of_a_folder_without_a_port_run_at_once(project):
    """Two tests that wait for each other both pass where their programs share no port."""
    scenario(
        project,
        "shares_nothing",
        "import threading\n"
        "import pytest\n"
        "both = threading.Barrier(2)\n"
        '@pytest.mark.parametrize("side", range(2))\n'
        "def test_meets(run, side):\n"
        '    run("says.py").wait()\n'
        "    both.wait(timeout=20)\n",
        says="print('ready')\n",
    )
    project.runpytest_subprocess().assert_outcomes(passed=2)


def test_tests_of_one_folder_take_turns(project):
    """They share a teaching port, so no two of them run at once."""
    talk = (
        '    server = run("server.py")\n'
        '    server.expect("listening")\n'
        '    run("client.py").wait()\n'
        '    server.expect("met a friend")\n'
        "    server.wait()\n"
    )
    path = project.path / "meeting"
    scenario(
        project,
        "shares_port",
        "import pytest\n"
        '@pytest.mark.parametrize("turn", range(5))\n'
        f"def test_talk(run, turn):\n{talk}",
        server=f"PORT = 9901\n{LISTENER.format(path=path)}\nimport os\nos.unlink('{path}')\n",
        client=CALLER.format(path=path),
    )
    project.runpytest_subprocess().assert_outcomes(passed=5)


def test_failure_tells_line_reason_and_output(project):
    """A failing scenario leads to its cause without a look into the harness."""
    scenario(
        project,
        "fails",
        'def test_hears(run):\n    run("talks.py").expect("goodbye")\n',
        talks='print("hello")\n',
    )
    result = project.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    text = result.stdout.str()
    assert '>       run("talks.py").expect("goodbye")' in text
    assert "waited for talks.py to print 'goodbye' on stdout, but it had ended" in text
    assert re.search(r"-+ Captured talks\.py \(pid \d+, exit code 0\) call -+\nhello\n", text)
    assert "_read" not in text


def test_endless_program_does_not_cost_a_deadline_for_every_test(project):
    """After two deadlines the other tests of the folder are given up, and say why."""
    scenario(
        project,
        "endless",
        "import pytest\n"
        '@pytest.mark.parametrize("turn", range(4))\n'
        "@pytest.mark.deadline(0.1)\n"
        'def test_it(run, turn):\n    run("spins.py").wait()\n',
        spins="PORT = 9901\nwhile True:\n    pass\n",
    )
    result = project.runpytest_subprocess()
    result.assert_outcomes(failed=4)
    lines = [line.removeprefix("E").strip() for line in result.outlines]
    late = "harness.scenario.DeadlineExceeded: the deadline of 0.1 s passed waiting for spins.py"
    assert lines.count(f"{late} to end") == 2
    assert lines.count("not run: 2 tests of its folder ran into their deadlines") == 2


def test_fixtures_are_refused_with_the_reason(project):
    """A scenario runs in a thread, ahead: other fixtures would not be what they seem."""
    scenario(project, "asks_too_much", "def test_it(run, tmp_path):\n    pass\n")
    result = project.runpytest_subprocess()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*test_asks_too_much.py:1: test_it runs ahead*only, not tmp_path"])


def test_interrupt_reaches_programs_of_a_run_that_ignores_it(project):
    """Background jobs of scripts inherit that Ctrl-C be ignored; their programs do not."""
    scenario(
        project,
        "waits",
        "def test_it(run):\n"
        '    program = run("waits.py")\n'
        '    program.expect("ready")\n'
        "    program.interrupt()\n",
        waits='import signal\ntry:\n    print("ready")\n    signal.pause()\n'
        "except KeyboardInterrupt:\n    pass\n",
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        project.runpytest_subprocess().assert_outcomes(passed=1)
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def test_start_methods_come_from_outside(project):
    """A test that takes `start_method` runs under each, and its programs have it."""
    scenario(
        project,
        "starts",
        "def test_it(run, start_method):\n"
        '    program = run("tells.py")\n'
        "    program.expect(start_method)\n"
        "    program.wait()\n",
        tells="import multiprocessing\nprint(multiprocessing.get_start_method())\n",
    )
    project.runpytest_subprocess("-v").stdout.fnmatch_lines(
        ["*fork?*PASSED*", "*spawn?*PASSED*", "*forkserver?*PASSED*"]
    )


def test_other_interpreter_runs_the_programs(project):
    """`--snippet-python` is what the programs run on; pytest stays where it is."""
    other = project.path / "other-python"
    other.symlink_to(sys.executable)
    scenario(
        project,
        "elsewhere",
        "def test_it(run):\n"
        '    program = run("tells.py")\n'
        f'    program.expect("{other}")\n'
        "    program.wait()\n",
        tells="import sys\nprint(sys.executable)\n",
    )
    project.runpytest_subprocess(f"--snippet-python={other}").assert_outcomes(passed=1)
    project.runpytest_subprocess().assert_outcomes(failed=1)


def test_version_is_that_of_the_other_interpreter(project):
    """A test that depends on the version asks for that of its programs, not of pytest."""
    other = project.path / "future-python"
    other.write_text("#!/bin/sh\necho 3.99.1\n")
    other.chmod(0o755)
    scenario(project, "asks", "def test_it(run):\n    assert run.version == (3, 99, 1)\n")
    project.runpytest_subprocess(f"--snippet-python={other}").assert_outcomes(passed=1)


def test_missing_interpreter_is_named(project):
    """A wrong `--snippet-python` is told once, not by every test."""
    scenario(project, "idle", "def test_it(run):\n    pass\n")
    result = project.runpytest_subprocess("--snippet-python=/nowhere/python")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--snippet-python: there is no /nowhere/python*"])


def test_interpreter_that_does_not_run_is_named(project):
    """A file that can be run and is no Python, or a broken one: the message tells what it says."""
    scenario(project, "idle", "def test_it(run):\n    pass\n")
    other = project.path / "broken-python"
    other.write_text("#!/bin/sh\necho libpython is gone >&2\nexit 127\n")
    other.chmod(0o755)
    result = project.runpytest_subprocess(f"--snippet-python={other}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        [f"*{other} is no Python that runs (exit code 127): libpython is gone"]
    )


def test_record_is_written_once_and_then_held_against_every_run(project):
    """`--record` writes what it saw; a second time it changes nothing; another output fails."""
    folder = scenario(
        project,
        "records",
        'def test_it(run):\n    run("tells.py", record="tells.txt").wait()\n',
        tells='import os\nprint("pid", os.getpid())\n',
    )
    project.runpytest_subprocess().assert_outcomes(failed=1)
    project.runpytest_subprocess("--record").assert_outcomes(passed=1)
    record = folder / "tells.txt"
    assert record.read_text() == "pid 71001\n"
    written = record.stat().st_mtime_ns
    project.runpytest_subprocess("--record").assert_outcomes(passed=1)
    project.runpytest_subprocess().assert_outcomes(passed=1)
    assert record.stat().st_mtime_ns == written
    record.write_text("process 71001\n")
    result = project.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["-process 71001", "+pid 71001"])


def test_what_an_old_interpreter_lacks_is_skipped_with_the_reason(project):
    """A skip names what is lacking."""
    test = (
        "import pytest\n"
        '@pytest.mark.needs_python("{version}", "time travel")\n'
        'def test_it(run):\n    run("travels.py").wait()\n'
    )
    scenario(project, "future", test.format(version="3.99"), travels="import tardis\n")
    scenario(project, "past", test.format(version="3.11"), travels="import datetime\n")
    result = project.runpytest_subprocess("-rs")
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["*time travel needs Python 3.99, the programs run on 3.*"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt orphans")
def test_process_that_hides_fails_the_run_and_dies(project):
    """Without a trace of its scenario it is still a child of the run."""
    naughty = Path(__file__).parent / "naughty" / "daemonises.py"
    scenario(
        project,
        "hides",
        'def test_it(run):\n    run("daemon.py", "hide").wait()\n',
        daemon=naughty.read_text(encoding="utf-8"),
    )
    result = project.runpytest_subprocess("--evidence=evidence")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert not (project.path / "evidence").exists()
    line = result.stdout.str().split("FAILED: a process hid from its scenario: pid ")[1]
    assert "hidden-daemon" in line.splitlines()[0]
    assert not psutil.pid_exists(int(line.split(",")[0]))


def test_two_runs_take_turns(tmp_path, monkeypatch):
    """A run does not start a folder that another one is at; once that is done it does."""
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path)
    nobody_stops, stopped = threading.Event(), threading.Event()
    stopped.set()
    with turn("folder", nobody_stops), pytest.raises(filelock.Timeout):
        turn("folder", stopped)
    with turn("folder", nobody_stops):
        pass


def lives(pid):
    """Tell whether a process runs: who adopted it may not have looked yet that it has ended."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return leftovers.is_living(psutil.Process(pid))
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_what_a_killed_run_left_is_cleared_by_the_next(project, monkeypatch):
    """Its processes, its folders, its shared memory; a run that lives is let alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(project.path / "cache"))
    monkeypatch.setenv("TMPDIR", str(project.path))
    program = (
        "import os, socket, subprocess, sys, time\n"
        "from multiprocessing import Lock\n"
        "lock = Lock()\n"
        'command = [sys.executable, "-c", "import time; time.sleep(600)"]\n'
        "child = subprocess.Popen(command)\n"
        "with socket.socket(socket.AF_UNIX) as meeting:\n"
        '    meeting.connect("{path}")\n'
        '    meeting.sendall(f"{{os.getpid()}} {{child.pid}}".encode())\n'
        "time.sleep(600)\n"
    )
    test = 'def test_it(run):\n    run("endless.py").wait()\n'
    runs = []
    for name in ("first", "second"):
        path = project.path / name
        with socket.socket(socket.AF_UNIX) as started:
            started.settimeout(60)
            started.bind(str(path))
            started.listen()
            scenario(project, name, test, endless=program.format(path=path))
            command = [sys.executable, "-m", "pytest", f"snippets/ch99/{name}"]
            nowhere = subprocess.DEVNULL
            run = project.popen(command, stdout=nowhere, stderr=nowhere, stdin=nowhere)
            conn, _ = started.accept()
            with conn:
                runs.append((run, [int(pid) for pid in conn.recv(100).split()]))
    (killed, dead), (living, alive) = runs
    killed.kill()
    killed.wait(60)
    assert all(map(lives, dead + alive))
    scenario(project, "third", test, endless="")
    result = project.runpytest_subprocess("snippets/ch99/third")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines([f"killed, as it was left by*: pid {dead[0]}, *endless.py*"])
    assert not any(map(lives, dead))
    assert all(map(lives, alive))
    assert len(list(project.path.glob("run-*"))) == 1
    living.terminate()
    living.wait(60)
    assert not list(project.path.glob("run-*"))
    assert not any((project.path / "cache/run-first/runs").iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_run_leaves_nothing_running(project, number):
    """Ctrl-C and `kill` end a run and all programs of it."""
    path = project.path / "meeting"
    kept = project.path / "evidence/cpython-3.99-linux-x86_64.json"
    kept.parent.mkdir()
    kept.write_text("of the last whole run")
    with socket.socket(socket.AF_UNIX) as started:
        started.settimeout(60)
        started.bind(str(path))
        started.listen()
        scenario(
            project,
            "endless",
            'def test_it(run):\n    run("waits.py").expect("never")\n',
            waits=f"{CALLER.format(path=path)}\nimport time\ntime.sleep(600)\n",
        )
        run = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--evidence=evidence"],
            cwd=project.path,
            stdout=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )
        with started.accept()[0] as caller:
            caller.recv(1)  # closed before that, its next step would fail
    programs = psutil.Process(run.pid).children(recursive=True)
    assert programs
    os.kill(run.pid, number)
    output, _ = run.communicate(timeout=60)
    assert run.returncode == pytest.ExitCode.INTERRUPTED, output
    assert not [program for program in programs if program.is_running()]
    assert [file.read_text() for file in kept.parent.iterdir()] == ["of the last whole run"]


def evidence_of(project, *options, status=pytest.ExitCode.OK):
    """Run the project's scenarios; return what the terminal showed, and the evidence."""
    result = project.runpytest_subprocess("--evidence=evidence", *options)
    assert result.ret == status
    files = list((project.path / "evidence").glob("*"))
    return result, (read(files[0]) if files else None)


def test_a_whole_run_writes_evidence(project):
    """Each test with outcome, method and files; each file with its bytes; where and when."""
    scenario(
        project,
        "starts",
        "def test_it(run, start_method):\n"
        '    run("tells.py", record=f"tells-{start_method}.txt").wait()\n',
        tells="print(1)\n",
    )
    folder = scenario(
        project,
        "mixed",
        "import pytest\n"
        "def test_bad(run):\n    run('bad.py').wait()\n"
        "@pytest.mark.skip(reason='no such machine')\n"
        "def test_lacking(run):\n    run('good.py').wait()\n"
        "def test_says_so(run):\n    pytest.skip('not today')\n"
        "def test_named(run):\n    run.elsewhere('other.txt')\n    run('good.py').wait()\n"
        "def test_order(run):\n"
        "    run('good.py', 'first').wait()\n"
        "    waiting = run('waits.py')\n"
        "    run('good.py', 'second').wait()\n"
        "    run('good.py', 'third', record='nothing.txt').wait()\n"
        "    waiting.close_input()\n"
        "    waiting.wait()\n",
        good="pass\n",
        waits="import sys\nsys.stdin.read()\n",
        bad="raise SystemExit(1)\n",
    )
    (folder / "other.txt").write_text("for others\n", encoding="utf-8")
    (folder / "nothing.txt").write_text("", encoding="utf-8")
    for method in ("fork", "spawn", "forkserver"):
        record = folder.with_name("starts") / f"tells-{method}.txt"
        record.write_text("1\n", encoding="utf-8")
    _, run = evidence_of(project, status=pytest.ExitCode.TESTS_FAILED)
    assert {
        test.id.rpartition("::")[2]: (test.outcome, test.start_method) for test in run.tests
    } == {
        "test_it[fork]": ("passed", "fork"),
        "test_it[spawn]": ("passed", "spawn"),
        "test_it[forkserver]": ("passed", "forkserver"),
        "test_bad": ("failed", None),
        "test_lacking": ("skipped", None),
        "test_says_so": ("skipped", None),
        "test_named": ("passed", None),
        "test_order": ("passed", None),
    }
    tests = {test.id.rpartition("::")[2]: test for test in run.tests}
    starts, mixed = "snippets/ch99/starts", "snippets/ch99/mixed"
    assert tests["test_it[spawn]"].files == [
        f"{starts}/tells-spawn.txt",
        f"{starts}/tells.py",
        f"{starts}/test_starts.py",
    ]
    assert tests["test_it[spawn]"].scenario == "ch99/starts"
    assert tests["test_it[spawn]"].seconds > 0
    assert tests["test_bad"].files == [f"{mixed}/bad.py", f"{mixed}/test_mixed.py"]
    assert "exit code 1" in tests["test_bad"].reason
    assert (tests["test_lacking"].reason, tests["test_lacking"].seconds) == ("no such machine", 0)
    assert tests["test_says_so"].reason == "not today"
    assert tests["test_named"].foreign == [f"{mixed}/other.txt"]
    assert f"{mixed}/other.txt" not in tests["test_named"].files
    assert [(it.terminal, it.command, it.record) for it in tests["test_order"].started] == [
        (1, ["good.py", "first"], None),
        (1, ["waits.py"], None),
        (2, ["good.py", "second"], None),
        (2, ["good.py", "third"], f"{mixed}/nothing.txt"),
    ]
    for name, sha in run.files.items():
        assert hashlib.sha256((project.path / name).read_bytes()).hexdigest() == sha
    assert run.python.version == platform.python_version()
    age = datetime.now(UTC) - datetime.fromisoformat(run.date)
    assert timedelta() <= age < timedelta(hours=1)
    assert run.seconds > 0


def test_less_than_a_whole_run_leaves_the_evidence_as_it_was(project):
    """Whatever was left out, the file of the last whole run stays; the run says why."""
    for name in ("one", "two"):
        test = "def test_a(run):\n    run('a.py').wait()\ndef test_b(run):\n    pass\n"
        scenario(project, name, test, a="pass\n")
    _, before = evidence_of(project)
    assert len(before.tests) == 4
    one = "snippets/ch99/one"
    for options, why in [
        (["-k", "test_a"], "a part of the tests"),
        (["--deselect", f"{one}/test_one.py::test_a"], "a part of the tests"),
        ([f"{one}/test_one.py::test_a", "snippets/ch99/two"], "a part of the tests"),
        ([one], "a part of the scenarios"),
        (["--record"], "--record"),
    ]:
        result, after = evidence_of(project, *options)
        assert after == before, options
        result.stdout.fnmatch_lines([f"no evidence written: *{why}*"])


def test_evidence_that_cannot_be_written_fails_the_run(project):
    """A full disk, or a folder that is no folder: the run has not done what it was asked for."""
    scenario(project, "idle", "def test_it(run):\n    pass\n")
    (project.path / "file").touch()
    result = project.runpytest_subprocess("--evidence=file/evidence")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["FAILED: no evidence written: *file*name another folder*"])


def test_a_run_that_stops_at_a_failure_leaves_the_evidence_as_it_was(project):
    """What it did not come to would count as failed."""
    folder = scenario(project, "first", "def test_a(run):\n    run('a.py').wait()\n", a="pass\n")
    scenario(project, "second", "def test_b(run):\n    pass\n")
    _, before = evidence_of(project)
    (folder / "a.py").write_text("raise SystemExit(1)\n", encoding="utf-8")
    _, after = evidence_of(project, "--exitfirst", status=pytest.ExitCode.TESTS_FAILED)
    assert after == before


def test_a_collection_that_fails_leaves_the_evidence_as_it_was(project):
    """Also where it goes on with the other scenarios."""
    scenario(project, "good", "def test_a(run):\n    pass\n")
    _, before = evidence_of(project)
    scenario(project, "bad", "import nothing_of_that_name\n")
    _, after = evidence_of(project, status=pytest.ExitCode.INTERRUPTED)
    assert after == before
    go_on = "--continue-on-collection-errors"
    _, after = evidence_of(project, go_on, status=pytest.ExitCode.TESTS_FAILED)
    assert after == before


def test_what_changes_during_the_run_is_not_in_the_evidence(project):
    """Nobody knows which bytes have run."""
    scenario(
        project,
        "edits",
        "from pathlib import Path\n"
        "def test_edits(run):\n"
        "    program = run('a.py')\n"
        "    program.wait()\n"
        "    with Path(__file__).with_name('a.py').open('a') as file:\n"
        "        file.write('# more')\n",
        a="pass\n",
    )
    scenario(project, "stays", "def test_stays(run):\n    run('b.py').wait()\n", b="pass\n")
    result, run = evidence_of(project)
    assert [test.scenario for test in run.tests] == ["ch99/stays"]
    assert not [name for name in run.files if "edits" in name]
    result.stdout.fnmatch_lines(["not all of ch99/edits is in it: files changed while they ran"])
