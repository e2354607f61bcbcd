"""Evidence as files: the schema, both ways, and how a run is merged with others."""

import dataclasses
import json
import platform
import re
import sys

import pytest

from harness import evidence
from harness.evidence import EvidenceError, Python, Result, Run, Start, System, digest
from harness.proof import Place, Proof

LINUX = System("Linux", "Debian GNU/Linux 12", "x86_64")
MACOS = System("macOS", "15.1", "arm64")
TALK = "snippets/ch99/talk"
MODULE = f"{TALK}/test_talk.py"
SERVER = f"{TALK}/server.py"
CLIENT = f"{TALK}/client.py"


@pytest.fixture
def root(tmp_path):
    """Make a repository with a scenario."""
    folder = tmp_path / TALK
    folder.mkdir(parents=True)
    for name in (MODULE, SERVER, CLIENT, f"{TALK}/said_since_3.14.txt"):
        (tmp_path / name).write_text(f"# {name}\n", encoding="utf-8")
    return tmp_path


def result(*files, test="test_talk", **changes):
    """Make the result of a passing test that used some files."""
    usual = Result(
        id=f"{MODULE}::{test}",
        scenario="ch99/talk",
        outcome="passed",
        reason="",
        seconds=1.5,
        start_method=None,
        files=[MODULE, *files],
        foreign=[],
    )
    return dataclasses.replace(usual, **changes)


def run_of(root, version, *tests, system=LINUX, date="2026-11-23T10:00:00+00:00"):
    """Make the evidence of a run with these results, on the files as they are."""
    names = {name for test in tests for name in (*test.files, *test.foreign)}
    return Run(
        python=Python(version, "CPython", free_threaded=False),
        system=system,
        commit="0123456789abcdef",
        dirty=False,
        date=date,
        seconds=2.5,
        files={name: digest(root / name) for name in sorted(names)},
        tests=list(tests),
    )


def labels(places):
    """Return the versions of places."""
    return [place.python.label for place in places]


def test_what_is_written_is_read(root, tmp_path):
    """Nothing is lost on the way through a file."""
    tests = [
        result(
            SERVER,
            start_method="spawn",
            started=[
                Start(["server.py"], 1, f"{TALK}/server.txt"),
                Start(["client.py", "小明"], 2, None),
            ],
        ),
        result(test="test_skipped", outcome="skipped", reason="没有 TLS", seconds=0.0),
        result(SERVER, test="test_said", foreign=[f"{TALK}/said_since_3.14.txt"]),
    ]
    run = run_of(root, "3.13.0", *tests)
    file = evidence.write(run, tmp_path / "deep/evidence")
    assert file == tmp_path / "deep/evidence/cpython-3.13-linux-x86_64.json"
    assert evidence.read(file) == run
    unknown = dataclasses.replace(run, commit=None)
    assert evidence.read(evidence.write(unknown, file.parent)) == unknown
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda data: data.update(schema=1), "schema is 1, this project reads 2"),
        (lambda data: data.pop("schema"), "schema is None, this project reads 2"),
        (lambda data: data.pop("date"), "date is missing"),
        (lambda data: data.update(mood="good"), "mood is not known"),
        (lambda data: data.update(dirty=1), "dirty is 1, not bool"),
        (lambda data: data.update(seconds=True), "seconds is True, not float"),
        (lambda data: data.update(commit=7), "commit is 7, not str | None"),
        (lambda data: data.update(python="3.13"), "python is no object"),
        (lambda data: data["python"].pop("version"), "python.version is missing"),
        (lambda data: data.update(tests={}), "tests is no list"),
        (lambda data: data["tests"][0].update(scenario=[]), "tests[0].scenario is [], not str"),
        (
            lambda data: data["tests"][0].update(outcome="ok"),
            "tests[0].outcome is 'ok', not one of 'failed', 'passed', 'skipped'",
        ),
        (lambda data: data["tests"][0].update(outcome=[]), "tests[0].outcome is [], not one of"),
        (lambda data: data["tests"][0]["files"].append(1), "tests[0].files[2] is 1, not str"),
        (
            lambda data: data["tests"][0].update(started=[{"command": [], "terminal": 1}]),
            "tests[0].started[0].record is missing",
        ),
        (lambda data: data["files"].update(x=None), "files.x is None, not str"),
        (lambda data: data["files"].pop(SERVER), f"files lacks {SERVER}, which a test names"),
    ],
)
def test_what_does_not_follow_the_schema_is_named_with_the_way_out(root, change, complaint):
    """File, field and what to do."""
    file = evidence.write(run_of(root, "3.13.0", result(SERVER)), root)
    data = json.loads(file.read_text(encoding="utf-8"))
    change(data)
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(EvidenceError, match=f"^{re.escape(f'{file}: {complaint}')}.*nox -s snip"):
        evidence.read(file)


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "\x00"])
def test_what_is_no_evidence_at_all_is_named_too(tmp_path, text):
    """Half a file, for example."""
    file = tmp_path / "half.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"half\.json: .*delete it"):
        evidence.read(file)


def test_a_write_that_fails_leaves_the_old_file(root, monkeypatch):
    """There is always one whole file, and nothing beside it."""
    folder = root / "evidence"
    file = evidence.write(run_of(root, "3.13.0", result(SERVER)), folder)
    before = file.read_bytes()

    def crash(*_):
        raise OSError("the disk is gone")

    monkeypatch.setattr("os.replace", crash)
    with pytest.raises(OSError, match="the disk is gone"):
        evidence.write(run_of(root, "3.13.1", result(CLIENT)), folder)
    assert [path.read_bytes() for path in folder.iterdir()] == [before]


def test_an_interpreter_has_one_name():
    """Readers and file names tell builds and implementations apart."""
    names = {
        Python("3.15.0a2", "CPython", free_threaded=False).label: "3.15",
        Python("3.14.1", "CPython", free_threaded=True).label: "3.14t",
        Python("3.11.13", "PyPy", free_threaded=False).label: "PyPy 3.11",
    }
    assert list(names) == list(names.values())


def test_a_file_is_proven_where_a_passing_test_used_it(root):
    """Versions, systems and start methods: those under which it ran, no other."""
    one = run_of(
        root, "3.13.0", *(result(SERVER, test=f"t[{m}]", start_method=m) for m in ("fork", "spawn"))
    )
    two = run_of(root, "3.9.1", result(SERVER), system=MACOS)
    three = run_of(root, "3.14.0", result(SERVER, start_method="spawn"))
    proof = Proof([three, two, one], root)
    assert proof.proven(SERVER) == [
        Place(one.python, "Linux", frozenset({"fork", "spawn"})),
        Place(three.python, "Linux", frozenset({"spawn"})),
        Place(two.python, "macOS", frozenset()),
    ]
    assert proof.proven(CLIENT) == []


@pytest.mark.parametrize("changed", [SERVER, MODULE])
def test_evidence_of_other_bytes_is_no_evidence(root, changed):
    """A test whose program, or own module, has changed since has not run as it is now."""
    run = run_of(root, "3.13.0", result(SERVER, CLIENT), result(CLIENT, test="test_client"))
    assert Proof([run], root).lacking(SERVER, ["3.13"]) == []
    (root / changed).write_text("# something else\n", encoding="utf-8")
    proof = Proof([run], root)
    assert proof.proven(SERVER) == []
    assert proof.lacking(SERVER, ["3.13"]) == ["no run of it as it is now on 3.13"]
    # The client's own test has not used the server.
    assert labels(proof.proven(CLIENT)) == (["3.13"] if changed == SERVER else [])
    (root / changed).unlink()
    assert Proof([run], root).proven(SERVER) == []


def test_a_failing_test_disproves_what_it_used(root):
    """Another test that passes, or another version, does not make up for it."""
    runs = [
        run_of(root, "3.12.0", result(SERVER)),
        run_of(
            root,
            "3.13.0",
            result(SERVER),
            result(SERVER, test="test_bad", outcome="failed", reason="it lies"),
        ),
    ]
    proof = Proof(runs, root)
    assert proof.proven(SERVER) == []
    assert proof.lacking(SERVER, ["3.12", "3.13"]) == [f"failed on 3.13: {MODULE}::test_bad"]


def test_every_version_is_demanded(root):
    """A version without a run is named."""
    proof = Proof([run_of(root, "3.12.4", result(SERVER))], root)
    assert proof.lacking(SERVER, ["3.11", "3.12", "3.13"]) == [
        "no run of it as it is now on 3.11, 3.13"
    ]


def test_a_version_may_have_a_reason(root):
    """A skip excuses what the test uses elsewhere, and nothing else of the folder."""
    skipped = result(test="test_new", outcome="skipped", reason="needs Python 3.13")
    old = run_of(root, "3.12.4", skipped)
    new = run_of(root, "3.13.0", result(SERVER, test="test_new"))
    proof = Proof([old, new], root)
    assert proof.lacking(SERVER, ["3.12", "3.13"]) == []
    assert proof.lacking(CLIENT, ["3.12"]) == ["no run of it as it is now on 3.12"]
    assert labels(proof.proven(SERVER)) == ["3.13"]
    # Its reason is that version's own.
    assert proof.lacking(SERVER, ["3.11"]) == ["no run of it as it is now on 3.11"]
    # Where nobody knows what the test would use, it may be any file beside it.
    assert Proof([old], root).lacking(CLIENT, ["3.12"]) == []
    other = "snippets/ch99/other/client.py"
    assert Proof([old], root).lacking(other, ["3.12"]) == ["no run of it as it is now on 3.12"]


def test_a_test_that_skips_itself_proves_nothing(root):
    """Whatever it has run before."""
    gave_up = result(SERVER, outcome="skipped", reason="not today")
    assert Proof([run_of(root, "3.13.0", gave_up)], root).proven(SERVER) == []


def test_a_record_is_demanded_of_the_versions_it_is_for(root):
    """By its name, or by the word of a test."""
    since = f"{TALK}/said_since_3.14.txt"
    (root / TALK / "kept.txt").write_text("kept\n", encoding="utf-8")
    runs = [
        run_of(root, "3.13.0", result(SERVER, foreign=[f"{TALK}/kept.txt"])),
        run_of(root, "3.14.0", result(SERVER, since, f"{TALK}/kept.txt")),
    ]
    proof = Proof(runs, root)
    assert proof.lacking(since, ["3.13", "3.14"]) == []
    assert proof.lacking(since, ["3.15"]) == ["no run of it as it is now on 3.15"]
    assert proof.lacking(f"{TALK}/kept.txt", ["3.13", "3.14"]) == []
    assert labels(proof.proven(f"{TALK}/kept.txt")) == ["3.14"]


def test_files_of_several_machines_are_one_view(root):
    """They lie in folders as jobs have left them; of two from one place the newer counts."""
    folder = root / "evidence"
    failed = result(SERVER, outcome="failed", reason="no")
    earlier, later = "2026-11-23T10:00:00+00:00", "2026-11-23T10:00:01+00:00"
    evidence.write(run_of(root, "3.13.0", result(SERVER), date=later), folder / "b")
    evidence.write(run_of(root, "3.13.0", failed, date=earlier), folder / "c")
    evidence.write(run_of(root, "3.13.0", result(SERVER), system=MACOS), folder)
    evidence.write(run_of(root, "3.9.1", result(SERVER)), folder / "a/deeper")
    proof = Proof.read(folder, root)
    assert [(run.system.name, run.python.label) for run in proof.runs] == [
        ("Linux", "3.9"),
        ("Linux", "3.13"),
        ("macOS", "3.13"),
    ]
    assert len(proof.proven(SERVER)) == 3
    assert Proof.read(root / "nowhere", root).runs == []


@pytest.mark.skipif(sys.platform == "darwin", reason="Python calls macOS Darwin")
def test_a_place_is_described(tmp_path):
    """Interpreter, system and commit are those of here; without a repository there is no commit."""
    python = evidence.describe_python(sys.executable)
    assert python.label == f"{sys.version_info.major}.{sys.version_info.minor}"
    assert evidence.describe_commit(tmp_path, ".") == (None, False)
    system = evidence.describe_system()
    assert (system.name, bool(system.version)) == (platform.system(), True)
