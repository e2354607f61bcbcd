"""The proof that the tests bite: what is damaged, and what becomes of it."""

import os
import re
import signal
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from harness.mutants.__main__ import main
from harness.mutants.equivalent import Equivalents, ListError
from harness.mutants.transformations import TRANSFORMATIONS, mutants, name_of
from harness.mutants.trial import Tree

SNIPPETS = Path(__file__).parents[2]
OPEN = '__import__("contextlib").nullcontext'
EXAMPLES = {
    "no-digestmod": ("d = hmac.new(k, m, digestmod=sha256)", "d = hmac.new(k, m)"),
    "plain-comparison": ("if hmac.compare_digest(a, b): go()", "if (a == b): go()"),
    "known-nonce": ("nonce = secrets.token_bytes(32)", "nonce = bytes(32)"),
    "no-lock": ("with lock, open(f) as g: go()", f"with {OPEN}(), open(f) as g: go()"),
    "weaker": ("lock = threading.RLock()", "lock = threading.Lock()"),
    "no-guard": (
        'import multiprocessing\nif __name__ == "__main__": go()',
        "import multiprocessing\nif True: go()",
    ),
    "run-for-start": ("p.start()", "p.run()"),
    "join-in-loop": ("for p in ps:\n    p.start()", "for p in ps:\n    p.start(); p.join()"),
    "join-before-terminate": ("p.terminate()", "p.join(); p.terminate()"),
    "short-read": ("a = recv_exactly(conn, 4)", "a = conn.recv(4)"),
    "send-for-sendall": ("conn.sendall(b)", "conn.send(b)"),
    "no-timeout": ("a = q.get(True, timeout=1)", "a = q.get(True)"),
    "no-bound": ("line = f.readline(100)", "line = f.readline()"),
    "unclosed": ("with make() as sock: go()", f"with {OPEN}(make()) as sock: go()"),
    "all-interfaces": ('a = ("127.0.0.1", 9101)', 'a = ("0.0.0.0", 9101)'),
    "unsuppressed": ("with suppress(OSError): go()", f"with {OPEN}(): go()"),
    "uncaught": ("try: go()\nexcept OSError as e: no()", "try: go()\nexcept () as e: no()"),
    "no-finally": (
        "try:\n    go()\nfinally:\n    a()\n    b()",
        "try:\n    go()\nfinally:\n    pass",
    ),
    "exit-as-if-well": ('sys.exit("no")', "sys.exit(0)"),
    "other-prompt": ('a = input("> ")', 'a = input("> " + "?")'),
    "other-words": ('if a: print("no", end="")', 'if a: print("mutant", "no", end="")'),
    "call-left-out": ("event.set()", "pass"),
    "argument-left-out": ("p = Process(daemon=True, target=f)", "p = Process(target=f)"),
    "setting-left-out": ("p.daemon = True", "pass"),
    "never": ("if a > b: go()", "if False: go()"),
    "once": ("while len(d) < 4:\n    go()", "for _ in [0]:\n    go()"),
}
PROGRAM = """\
import threading

lock = threading.Lock()


def tell(ready):
    ready.set()


def main():
    with lock:
        print("holding")
    ready = threading.Event()
    threading.Thread(target=tell, args=[ready]).start()
    if ready.wait(25):
        ready.clear()
        print("ready")


if __name__ == "__main__":
    main()
"""
TEST = """\
def test_it(run):
    program = run("program.py")
    program.expect("holding")
    program.expect("ready")
    program.wait(exit_code=0)
"""


def made(folder, text):
    """Return the mutants of a program."""
    program = folder / "program.py"
    program.write_text(text, encoding="utf-8")
    return mutants(program, folder)


def listed(folder, *entries):
    """Write a list of equivalent mutants."""
    file = folder / "equivalent.toml"
    lines = []
    for entry in entries:
        lines += ["[[mutant]]", *(f"{name} = {value!r}" for name, value in entry.items())]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_every_transformation_has_an_example():
    """So each is tested below."""
    assert EXAMPLES.keys() == set(map(name_of, TRANSFORMATIONS))


@pytest.mark.parametrize("name", EXAMPLES)
def test_transformation_changes_what_it_says(tmp_path, name):
    """One place, and nothing else."""
    before, after = EXAMPLES[name]
    found = [mutant for mutant in made(tmp_path, before) if mutant.transformation == name]
    assert [mutant.text for mutant in found] == [after]
    assert found[0].program == "program.py"


@pytest.mark.parametrize(
    "text",
    [
        'print("hello", flush=True)',
        'line = ", ".join(names)',
        'if __name__ == "__main__":\n    for p in ps:\n        p.join()',
        "def main():\n    p.join()",
        'file.write_text("a", encoding="utf-8")',
        "code = sys.exit(0)",
        "d = hmac.new(k, m)",
        "a = conn.poll(None)",
        "with sock.makefile() as lines: go()",
        "with selectors.DefaultSelector() as selector: go()",
    ],
)
def test_what_no_run_could_notice_is_no_mutant(tmp_path, text):
    """A join at the very end, text in UTF-8 mode: leaving that out changes nothing."""
    assert not made(tmp_path, text)


def test_join_is_added_where_there_is_none(tmp_path):
    """Waiting for each twice is no other program; printing before it waits is."""
    text = "for p in ps:\n    p.start()\n    {}p.join()\nprint(1)"
    kinds = [
        {mutant.transformation for mutant in made(tmp_path, text.format(between))}
        for between in ("", "print(2)\n    ")
    ]
    assert "join-in-loop" not in kinds[0]
    assert "join-in-loop" in kinds[1]


def test_mutants_know_their_lines_behind_chinese_text(tmp_path):
    """Columns count bytes there, and a string may have several lines."""
    text = 'a = """一\n二"""\nb = "三"; conn.sendall(b)  # 发 | send\n'
    (found,) = [m for m in made(tmp_path, text) if m.transformation == "send-for-sendall"]
    assert (found.line, found.after) == (3, 'b = "三"; conn.send(b)  # 发 | send')
    assert found.text == text.replace("sendall", "send")


@pytest.fixture(scope="module")
def tutorial():
    """Make all mutants of the tutorial; each is parsed, and so known to be Python."""
    programs = [file for file in SNIPPETS.glob("ch*/*/*.py") if not file.name.startswith("test_")]
    return [mutant for program in programs for mutant in mutants(program, SNIPPETS.parent)]


def test_no_mutant_of_the_tutorial_is_the_program_itself(tutorial):
    """What changes nothing would survive."""
    texts = {}
    for mutant in tutorial:
        if mutant.program not in texts:
            texts[mutant.program] = (SNIPPETS.parent / mutant.program).read_text("utf-8")
        assert mutant.text != texts[mutant.program]
    assert texts


def test_list_of_equivalents_names_no_mutant_that_is_gone(tmp_path):
    """Otherwise a reason would stay for ever."""
    entry = {"program": "p.py", "transformation": "never", "line": "if a:", "reason": "so"}
    with pytest.raises(ListError, match=r"never of snippets/p\.py in a line 'if a:'"):
        Equivalents(listed(tmp_path, entry)).check([])


def test_entry_without_a_reason_is_refused(tmp_path):
    """The reason is what the list is for."""
    entry = {"program": "p.py", "transformation": "never", "line": "if a:"}
    with pytest.raises(ListError, match="check reason"):
        Equivalents(listed(tmp_path, entry))


def test_tutorial_lists_only_mutants_that_there_are(tutorial):
    """The list follows the programs."""
    Equivalents().check(tutorial)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Make a repository with one program."""
    root = tmp_path / "project"
    scenario = root / "snippets/ch99_sample/talk"
    scenario.mkdir(parents=True)
    (scenario / "program.py").write_text(PROGRAM, encoding="utf-8")
    (scenario / "test_talk.py").write_text(TEST, encoding="utf-8")
    (root / "docs/tests").mkdir(parents=True)
    (root / "docs/tests/test_snippet_sources.py").write_text("def test(): pass\n", encoding="utf-8")
    (root / "conftest.py").write_text('pytest_plugins = ["harness.plugin"]\n', encoding="utf-8")
    (root / "pytest.ini").write_text(
        f"[pytest]\npythonpath = '{SNIPPETS}'\naddopts = --import-mode=importlib\n",
        encoding="utf-8",
    )
    (root / ".gitignore").write_text("build/\n__pycache__/\n", encoding="utf-8")
    (tmp_path / "tmp").mkdir()
    # Of that module only: scenarios run beside this test, and make folders of their own.
    here = partial(TemporaryDirectory, dir=tmp_path / "tmp")
    monkeypatch.setattr("harness.mutants.__main__.TemporaryDirectory", here)
    git = ["git", "-C", str(root), "init", "--quiet"]
    subprocess.run(git, check=True)  # noqa: S603 - our own words
    return root


def use_list(monkeypatch, file):
    """Have another list of equivalents read."""
    monkeypatch.setattr("harness.mutants.equivalent.Equivalents.__init__.__defaults__", (file,))


def test_survivor_is_told_with_file_and_line(project, tmp_path, monkeypatch, capsys):
    """And the others are killed; the checkout stays as it is, and nothing is left behind."""
    use_list(monkeypatch, listed(tmp_path))
    assert main(["--jobs=2", "--only=no-lock", "--only=never"], project) == 1
    told = capsys.readouterr().out
    place = "snippets/ch99_sample/talk/program.py"
    survivors = [line for line in told.splitlines() if line.startswith("survived: ")]
    assert survivors == [f"survived: {place}:11: no-lock: with lock: -> with {OPEN}():"]
    counts = {line.split()[0]: line.split()[1:] for line in told.splitlines() if line}
    assert counts["never"] == ["1", "0", "0", "0"]
    assert (project / place).read_text("utf-8") == PROGRAM
    assert not list((tmp_path / "tmp").iterdir())


def test_listed_mutant_is_left_out(project, tmp_path, monkeypatch, capsys):
    """When all others are killed, the exit code says so."""
    entry = {
        "program": "ch99_sample/talk/program.py",
        "transformation": "no-lock",
        "line": "with lock:",
        "reason": "there is one thread only",
    }
    use_list(monkeypatch, listed(tmp_path, entry))
    assert main(["--only=no-lock", "--only=never", "ch99_sample/talk"], project) == 0
    counts = capsys.readouterr().out.splitlines()
    assert counts[-3].split() == ["no-lock", "0", "0", "0", "1"]
    assert counts[-2].split() == ["never", "1", "0", "0", "0"]


def test_hang_is_told(project, tmp_path, monkeypatch, capsys):
    """A deadline killed it, and not an assertion."""
    use_list(monkeypatch, listed(tmp_path))
    monkeypatch.setattr("harness.mutants.trial.LEAST_SECONDS", 3.0)
    main(["--only=call-left-out"], project)
    told = capsys.readouterr().out
    place = "snippets/ch99_sample/talk/program.py"
    assert re.search(
        f"^hung in .* s .test_it.: {place}:7: call-left-out: ready.set", told, re.MULTILINE
    )


def test_pytest_that_does_not_end_is_killed(project, tmp_path, monkeypatch):
    """A test that hangs in a call of its own keeps it from ending on Ctrl-C."""
    monkeypatch.setattr("harness.mutants.trial.PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr("harness.mutants.trial.ENDING_SECONDS", 0.1)
    deaf = "import signal as s; s.signal(2, s.SIG_IGN); s.alarm(30); print(flush=True); s.pause()"
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", deaf],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        process.stdout.readline()
        tree = Tree(project, tmp_path / "copy", threading.Event())
        with pytest.raises(TimeoutError, match="the deadline of 0 s passed"):
            tree._output_of(process)  # noqa: SLF001 - no run of pytest shall take so long here
    assert process.returncode == -signal.SIGKILL


def test_mutant_whose_tests_do_not_end_has_hung(project, tmp_path, monkeypatch, capsys):
    """No deadline of a test ended them, but it is told as one."""
    use_list(monkeypatch, listed(tmp_path))
    output_of = Tree._output_of  # noqa: SLF001 - likewise

    def wait_in_vain(tree, process):
        output = output_of(tree, process)
        if any(it.startswith("--longest") for it in process.args):
            raise TimeoutError("the deadline passed")
        return output

    monkeypatch.setattr(Tree, "_output_of", wait_in_vain)
    assert main(["--only=never"], project) == 0
    assert re.search("^hung in .* s .no test came to its end.: ", capsys.readouterr().out)


def test_scenario_that_fails_as_it_is_proves_nothing(project, tmp_path, monkeypatch, capsys):
    """Tests that fail anyway would kill every mutant."""
    use_list(monkeypatch, listed(tmp_path))
    program = project / "snippets/ch99_sample/talk/program.py"
    program.write_text(PROGRAM.replace("holding", "waiting"), encoding="utf-8")
    assert main(["--only=never"], project) == 2
    assert "snippets/ch99_sample/talk fails as it is: " in capsys.readouterr().err
    assert not list((tmp_path / "tmp").iterdir())


def test_mutant_whose_tests_are_skipped_is_not_tried(project, tmp_path, monkeypatch, capsys):
    """That it survives would say nothing."""
    use_list(monkeypatch, listed(tmp_path))
    test = 'import pytest\n\n@pytest.mark.needs_python("4.0", "this")\n' + TEST
    (project / "snippets/ch99_sample/talk/test_talk.py").write_text(test, encoding="utf-8")
    assert main(["--only=never"], project) == 0
    told = capsys.readouterr().out
    assert "not tried, for their tests are skipped here: 1, of" in told
    assert "  snippets/ch99_sample/talk/program.py: this needs Python 4.0, the programs" in told


def test_mutant_whose_tests_are_skipped_is_tried_on_a_newer_python(
    project, tmp_path, monkeypatch, capsys
):
    """The newest one on the path that runs; others of its name do not count."""
    use_list(monkeypatch, listed(tmp_path))
    test = 'import pytest\n\n@pytest.mark.needs_python("3.99", "this")\n' + TEST
    (project / "snippets/ch99_sample/talk/test_talk.py").write_text(test, encoding="utf-8")
    older = "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    code = f"""\
import os, platform, sys
if sys.argv[1] != "-c": {older}
platform.python_version = lambda: "3.99.0"
sys.version_info = (3, 99, 0)
exec(sys.argv[2])
"""
    names = {"python3.9": code, "python3.99": code, "python3.99-config": code}
    for name, text in (names | {"python3.100": "raise SystemExit(1)"}).items():
        file = tmp_path / "bin" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!{sys.executable}\n{text}", encoding="utf-8")
        file.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    assert main(["--only=never"], project) == 0
    told = capsys.readouterr().out
    assert f"talk: tests that are skipped run on {tmp_path}/bin/python3.99" in told
    assert re.search(r"^never +1 +0 +0 +0$", told, re.MULTILINE)
