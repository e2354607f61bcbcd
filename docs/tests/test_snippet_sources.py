"""What every program of the tutorial keeps to, read from its source."""

import ast
import doctest
import re
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from comment_language import comments, session_comments

ROOT = Path(__file__).resolve().parents[2]
SNIPPETS = ROOT / "snippets"
# Linux takes ports for its own use from here on (ip_local_port_range).
FIRST_EPHEMERAL_PORT = 32768
CHINESE = re.compile("[\u4e00-\u9fff]")
WORDS = re.compile(r"^# (?!noqa|type: ).*[A-Za-z]{2,} [A-Za-z]{2,}")
WALL_CLOCKS = {"time.time", "time.time_ns", "datetime.today", "datetime.datetime.now"}
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def programs():
    """Return the programs of all chapters: everything in Python but the tests."""
    found = sorted(SNIPPETS.glob("ch[0-9][0-9]_*/*/*.py"))
    return [path for path in found if not path.name.startswith("test_")]


def place(path, node):
    """Return file and line, to click on."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def is_guard(node):
    """Tell ``if __name__ == "__main__":`` from other statements."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"


def addresses(tree):
    """Yield host, port and node of each address written as a pair."""
    for node in ast.walk(tree):
        match node:
            case ast.Tuple(elts=[ast.Constant(value=str(host)), ast.Constant(value=int(port))]):
                yield host, port, node


def test_there_are_programs():
    """The tests below look at something."""
    assert programs()


def test_programs_lie_one_folder_below_their_chapter():
    """A file elsewhere would be neither run nor checked."""
    stray = [
        path.relative_to(ROOT)
        for path in SNIPPETS.glob("**/*.py")
        if "harness" not in path.parts and len(path.relative_to(SNIPPETS).parts) != 3
    ]
    assert not stray, f"not in snippets/chNN_topic/<scenario>/: {stray}"


@pytest.mark.parametrize("path", programs(), ids=lambda path: str(path.relative_to(SNIPPETS)))
def test_a_program_is_one_that_can_be_pasted(path):
    """It needs nothing but Python, does nothing when imported, and hides no mistake."""
    tree = ast.parse(path.read_text("utf-8"))
    wrong = []
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = ["." if node.level else str(node.module)]
            if any(alias.name == "*" for alias in node.names):
                wrong.append(f"{place(path, node)}: a star import hides where names come from")
        wrong += [
            f"{place(path, node)}: {name} is not in the standard library"
            for name in names
            if name.partition(".")[0] not in sys.stdlib_module_names
        ]
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            wrong.append(f"{place(path, node)}: a bare except also catches Ctrl-C")
    definitions = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.Assert)
    definitions += (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    # A failing twin may do just that: what happens then is the lesson.
    twin = path.stem.endswith("_broken")
    wrong += [
        f"{place(path, node)}: runs on import; put it under the main guard"
        for node in tree.body
        if not twin and not isinstance(node, definitions) and not is_guard(node)
    ]
    if not twin and not any(is_guard(node) for node in tree.body):
        wrong.append(f'{path.relative_to(ROOT)}:1: no `if __name__ == "__main__":`')
    assert not wrong, "\n".join(wrong)


def test_comments_are_in_both_languages():
    """Readers of either language understand every comment."""
    wrong = []
    for path in sorted(SNIPPETS.glob("ch[0-9][0-9]_*/*/*.py*")):
        find = {".py": comments, ".pycon": session_comments}.get(path.suffix)
        if find is None or path.name.startswith("test_"):
            continue
        lines = path.read_text("utf-8").splitlines()
        for row, column in find("\n".join(lines) + "\n"):
            chinese, bar, english = lines[row][column:].partition(" | ")
            both = CHINESE.search(chinese) and bar and not CHINESE.search(english)
            # A number, a name or a symbol needs no translation; nor do marks for tools.
            if not both and (CHINESE.search(chinese + english) or WORDS.search(chinese)):
                wrong.append(f"{path.relative_to(ROOT)}:{row + 1}: {lines[row][column:]}")
    assert not wrong, "not `# 中文 | English`:\n" + "\n".join(wrong)


def test_sessions_import_only_the_standard_library():
    """A doctest session can be typed into any Python."""
    wrong = []
    for path in sorted(SNIPPETS.glob("ch*/*/*.pycon")):
        for example in doctest.DocTestParser().get_examples(path.read_text("utf-8")):
            for name in re.findall(r"^\s*(?:import|from)\s+(\w+)", example.source, re.MULTILINE):
                if name not in sys.stdlib_module_names:
                    where = f"{path.relative_to(ROOT)}:{example.lineno + 1}"
                    wrong.append(f"{where}: {name} is not in the standard library")
    assert not wrong, "\n".join(wrong)


def test_nothing_is_offered_to_the_whole_network():
    """Whoever pastes a program is not exposed by it."""
    wrong = [
        f"{place(path, node)}: {node.value!r} means all interfaces"
        for path in programs()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in ("0.0.0.0", "::")  # noqa: S104 - so it is
    ]
    assert not wrong, "\n".join(wrong)


def test_digests_are_compared_in_constant_time():
    """No test can measure what == betrays by its time; see hmac.compare_digest()."""
    wrong = [
        f"{place(path, node)}: compare_digest() is for this"
        for path in programs()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.Eq | ast.NotEq)
        and "digest" in ast.unparse(node)
    ]
    assert not wrong, "\n".join(wrong)


def test_only_monotonic_clocks_decide():
    """A clock that somebody sets, or that is corrected, ends no wait too early or too late."""
    harness = sorted((SNIPPETS / "harness").rglob("*.py"))
    wrong = [
        f"{place(path, node)}: time.monotonic() is for this"
        for path in [*programs(), *harness]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in WALL_CLOCKS
    ]
    assert not wrong, "\n".join(wrong)


def test_streams_are_sent_whole():
    """What send() returns is not thrown away: it may have sent a part. Datagrams go whole."""
    wrong = []
    for path in programs():
        text = path.read_text("utf-8")
        streams = re.search(r"create_connection|create_server|SOCK_STREAM|socketpair", text)
        if not streams or re.search(r"Pipe\(|listener\.Client", text):
            continue  # a pipe's send() sends all, and a socket is hard to tell from it here
        wrong += [
            f"{place(path, node)}: sendall() sends all"
            for part in ast.parse(text).body
            if "SOCK_DGRAM" not in ast.unparse(part)
            for node in ast.walk(part)
            if isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
            and node.value.func.attr == "send"
            # Here it is the original's fault that is shown.
            and path.parent.name != "chat_original"
        ]
    assert not wrong, "\n".join(wrong)


def test_every_scenario_has_ports_of_its_own():
    """Scenarios run side by side: no two may want the same port, nor one the system gives away."""
    wrong = []
    users = defaultdict(dict)
    for path in programs():
        chapter = int(path.relative_to(SNIPPETS).parts[0][2:4])
        for host, port, node in addresses(ast.parse(path.read_text("utf-8"))):
            if host not in LOOPBACK:
                wrong.append(f"{place(path, node)}: {host!r} is not this machine alone")
            if port == 0:
                continue  # the system chooses
            if port >= FIRST_EPHEMERAL_PORT:
                wrong.append(f"{place(path, node)}: the system may give away port {port}")
            if port // 100 != 90 + chapter:
                numbers = f"{90 + chapter}01 to {90 + chapter}99"
                wrong.append(f"{place(path, node)}: the ports of chapter {chapter} are {numbers}")
            users[port].setdefault(path.parent, place(path, node))
    for port, places in users.items():
        if len(places) > 1:
            wrong.append(f"port {port} is used by several scenarios: {', '.join(places.values())}")
    assert not wrong, "\n".join(wrong)
