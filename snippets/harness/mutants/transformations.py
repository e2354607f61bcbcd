"""What can be damaged in a program about sockets and processes.

Each transformation finds its places in the syntax tree and changes the text there, nothing else.
Headers are changed, not bodies: so nothing has to be indented anew.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOTHING = '__import__("contextlib").nullcontext'
"""A context that neither locks nor closes nor suppresses anything."""

_ANYWHERE = {"127.0.0.1": "0.0.0.0", "localhost": "0.0.0.0", "::1": "::"}  # noqa: S104 - on purpose
_WEAKER = {"RLock": "Lock", "BoundedSemaphore": "Semaphore", "notify_all": "notify"}
_UNSEEN = {
    "args": "without them nothing at all would work",
    "target": "likewise",
    "digestmod": "has a transformation of its own",
    "timeout": "likewise",
    "duplex": "a pipe for both directions carries the same messages in one",
    "encoding": "programs run in UTF-8 mode, and on Python 3.15 that is the default",
}
"""Arguments whose lack is no mutant, with the reasons."""

_OMITTED = frozenset(
    {"acquire", "release", "wait", "set", "clear", "notify", "notify_all", "cancel"}
    | {"join", "join_thread", "cancel_join_thread", "task_done", "put", "waitpid", "setsid"}
    | {"terminate", "kill", "killpg", "exit", "signal", "close", "detach", "shutdown", "unlink"}
    | {"flush", "fsync", "setblocking", "setsockopt", "settimeout", "umask", "unregister"}
)
"""Methods and functions whose call can be left out."""

_WAITING = {"join", "wait"}
_EXACT = re.compile(r"^(recv|read)_(exactly|exact)$|^exactly$")
_CLOSES_ITSELF = re.compile(r"\.makefile\(|Selector\(")
"""What is closed without a warning at the end of the function that made it, `with` or not."""
_LOCKS = re.compile(r"lock|mutex|seat|semaphore|condition|customer|barber", re.IGNORECASE)


_BRANCHES = (ast.If, ast.ExceptHandler, ast.match_case)


@dataclass(frozen=True)
class Mutant:
    """A program with one damage.

    :param program: its path in the repository
    :param transformation: the damage's name
    :param line: the number of the line it begins in, from 1
    :param before: the text of that line, without spaces around it
    :param after: the text that stands there now
    :param text: the whole text of the mutant
    """

    program: str
    transformation: str
    line: int
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return f"{self.program}:{self.line}: {self.transformation}: {self.before} -> {self.after}"


@dataclass(frozen=True)
class Edit:
    """A change of the text from one place to another, in bytes."""

    start: int
    end: int
    text: str


class Source:
    """A program's text and its syntax tree.

    :raises SyntaxError: when it is not Python
    """

    def __init__(self, text: str) -> None:
        self.data = text.encode()
        self.tree = ast.parse(text)
        # A line ends where ast says it does: not at a form feed, for example.
        lines = re.split(rb"(?<=\n)", self.data)
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line))
        self.parents = {
            child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)
        }

    def start(self, node: _Placed) -> int:
        """Where a node begins, in bytes."""
        return self._starts[node.lineno - 1] + node.col_offset

    def end(self, node: _Placed) -> int:
        """Where a node ends, in bytes."""
        return self._starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)

    def of(self, node: _Placed) -> str:
        """Return the text of a node."""
        return self.data[self.start(node) : self.end(node)].decode()

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield what stands around a node within its function, or within the main guard."""
        while (node := self.parents.get(node, node)) in self.parents:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or _is_guard(node):
                return
            yield node

    def replaced(self, node: _Placed, text: str) -> Edit:
        """Put a text in place of a node."""
        return Edit(self.start(node), self.end(node), text)

    def with_arguments(self, call: ast.Call, kept: list[ast.expr | ast.keyword]) -> Edit:
        """Leave a call only some of its arguments."""
        arguments = ", ".join(self.of(argument) for argument in kept)
        return Edit(self.end(call.func), self.end(call), f"({arguments})")


_Placed = ast.expr | ast.stmt | ast.keyword | ast.excepthandler


def mutants(program: Path, root: Path) -> list[Mutant]:
    """Damage a program in every way that fits it, one at a time.

    :param program: its file
    :param root: the root of the repository
    :returns: the mutants, by line; each is valid Python and differs from the program
    """
    source = Source(program.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(source.tree):
        for transform in TRANSFORMATIONS:
            found += [
                _apply(edit, source, program.relative_to(root).as_posix(), name_of(transform))
                for edit in transform(node, source)
            ]
    return sorted(found, key=lambda mutant: mutant.line)


def name_of(transform: Callable[..., object]) -> str:
    """Return a transformation's name, as users write it."""
    return transform.__name__.replace("_", "-")


def _apply(edit: Edit, source: Source, program: str, name: str) -> Mutant:
    data = source.data[: edit.start] + edit.text.encode() + source.data[edit.end :]
    text = data.decode()
    ast.parse(text)
    line = source.data.count(b"\n", 0, edit.start)
    before, after = source.data.decode().split("\n"), text.split("\n")
    return Mutant(program, name, line + 1, before[line].strip(), after[line].strip(), text)


def _method(node: ast.AST | None) -> str:
    """Return the name a call calls, without what stands before its last dot."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _called(node: ast.AST) -> ast.Call | None:
    """Return the call that a statement consists of."""
    if not isinstance(node, ast.Expr):
        return None
    value = node.value.value if isinstance(node.value, ast.Await) else node.value
    return value if isinstance(value, ast.Call) else None


def _is_guard(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"


# What authentication rests on.


def no_digestmod(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Leave the digest of an HMAC open."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "hmac.new":
        others = [keyword for keyword in node.keywords if keyword.arg != "digestmod"]
        if (len(node.args), len(node.keywords)) != (2, len(others)):
            yield source.with_arguments(node, [*node.args[:2], *others])


def plain_comparison(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Compare digests by ==, which tells by its time how much is right."""
    if isinstance(node, ast.Call) and _method(node) == "compare_digest":
        left, right = map(source.of, node.args)
        yield source.replaced(node, f"({left} == {right})")


def known_nonce(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Take zeros for random bytes."""
    if isinstance(node, ast.Call) and _method(node) in {"token_bytes", "urandom"}:
        yield source.replaced(node, f"bytes({', '.join(map(source.of, node.args))})")


# Locks.


def no_lock(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Do without a lock."""
    if isinstance(node, ast.withitem) and not node.optional_vars:
        text = source.of(node.context_expr)
        if _LOCKS.search(text) and not _suppresses(node):
            yield source.replaced(node.context_expr, f"{NOTHING}()")


def weaker(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Take a lock that holds less, wake only one."""
    if isinstance(node, ast.Call) and (name := _method(node)) in _WEAKER:
        func = source.of(node.func)
        yield source.replaced(node.func, func.removesuffix(name) + _WEAKER[name])


# Processes and threads.


def no_guard(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Drop the main guard where a child may import the program."""
    if isinstance(node, ast.If) and _is_guard(node) and b"process" in source.data.lower():
        yield source.replaced(node.test, "True")


def run_for_start(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Run in the caller what should run beside it."""
    if isinstance(node, ast.Call) and _method(node) == "start":
        yield source.replaced(node.func, source.of(node.func).removesuffix("start") + "run")


def join_in_loop(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Wait for each before the next one is started, unless the next line does."""
    inside = source.parents.get(node)
    if isinstance(node, ast.Expr) and isinstance(inside, ast.For | ast.While) and _called(node):
        call = source.of(node)
        join = f"{call.removesuffix('start()')}join()"
        following = inside.body[inside.body.index(node) + 1 :] if node in inside.body else []
        if call.endswith(".start()") and join not in map(source.of, following[:1]):
            yield source.replaced(node, f"{call}; {join}")


def join_before_terminate(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Wait for a process before it is told to end."""
    if isinstance(node, ast.Expr):
        call = source.of(node)
        if call.endswith((".terminate()", ".kill()")):
            yield source.replaced(node, f"{call.rpartition('.')[0]}.join(); {call}")


# Sockets, pipes and files.


def short_read(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Receive once where a number of bytes is wanted."""
    if isinstance(node, ast.Call) and _EXACT.match(_method(node)):
        sock, size, *_ = map(source.of, node.args)
        yield source.replaced(node, f"{sock}.recv({size})")


def send_for_sendall(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Send perhaps only a part."""
    if isinstance(node, ast.Call) and _method(node) == "sendall":
        yield source.replaced(node.func, source.of(node.func).removesuffix("all"))


def no_timeout(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Wait for ever."""
    if not isinstance(node, ast.Call):
        return
    if _method(node) == "poll":  # without a timeout it does not wait at all
        timeouts = [*node.args, *(keyword.value for keyword in node.keywords)]
        yield from (source.replaced(it, "None") for it in timeouts if source.of(it) != "None")
    elif any(keyword.arg == "timeout" for keyword in node.keywords):
        others = [keyword for keyword in node.keywords if keyword.arg != "timeout"]
        yield source.with_arguments(node, [*node.args, *others])
    if _method(node) in _WAITING and len(node.args) == 1 and not _is_text(node.func):
        yield source.with_arguments(node, [])
    if _method(node) == "settimeout":
        yield source.replaced(node.args[0], "None")


def no_bound(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Read, or keep, as much as there comes."""
    bounded = {"readline", "read", "Queue", "JoinableQueue"}
    if not isinstance(node, ast.Call) or ast.unparse(node.func) == "os.read":
        return
    if _method(node) in bounded and node.args:
        yield source.with_arguments(node, [*node.args[1:], *node.keywords])


def unclosed(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Leave open what a ``with`` would close."""
    if not isinstance(node, ast.withitem) or _suppresses(node):
        return
    text = source.of(node.context_expr)
    if _CLOSES_ITSELF.search(text):
        return
    if node.optional_vars:
        yield source.replaced(node.context_expr, f"{NOTHING}({text})")
    elif not _LOCKS.search(text):
        yield source.replaced(node.context_expr, f"{NOTHING}()")


def all_interfaces(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Be there for the whole network."""
    if isinstance(node, ast.Constant) and node.value in _ANYWHERE:
        yield source.replaced(node, f'"{_ANYWHERE[str(node.value)]}"')


# What goes wrong, and how it ends.


def unsuppressed(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Let an exception through that is suppressed."""
    if isinstance(node, ast.withitem) and _suppresses(node):
        yield source.replaced(node.context_expr, f"{NOTHING}()")


def uncaught(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Let an exception through that is caught."""
    if isinstance(node, ast.ExceptHandler) and node.type:
        yield source.replaced(node.type, "()")


def no_finally(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Leave out what has to be done in any case."""
    if isinstance(node, ast.Try) and node.finalbody:
        yield Edit(source.start(node.finalbody[0]), source.end(node.finalbody[-1]), "pass")


def exit_as_if_well(node: ast.AST, source: Source) -> Iterator[Edit]:
    """End with exit code 0, and without a word."""
    exits = {"exit", "_exit", "SystemExit"}
    if isinstance(node, ast.Call) and _method(node) in exits:
        yield from (source.replaced(code, "0") for code in node.args if source.of(code) != "0")


# What is shown.


def other_prompt(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Ask in other words."""
    if isinstance(node, ast.Call) and _method(node) == "input" and node.args:
        yield source.replaced(node.args[0], f'{source.of(node.args[0])} + "?"')


def other_words(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Print something else where a run may pass by."""
    if not isinstance(node, ast.Call) or ast.unparse(node.func) != "print":
        return
    if any(isinstance(outside, _BRANCHES) for outside in source.around(node)):
        rest = source.of(node).removeprefix("print(")
        yield source.replaced(node, f'print("mutant", {rest}')


# Leaving out.


def call_left_out(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Leave out a statement that waits, wakes, tells, limits, ends or closes.

    Not a join that is the last a program does: Python itself joins its children at the end
    (https://docs.python.org/3/library/multiprocessing.html, "Joining processes that ...").
    """
    if not isinstance(node, ast.Expr) or (name := _method(_called(node))) not in _OMITTED:
        return
    if name != "join" or not _is_last(node, source):
        yield source.replaced(node, "pass")


def argument_left_out(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Leave out an argument given by its name: daemon, maxsize, errors, authkey, ..."""
    if isinstance(node, ast.Call):
        for left_out in node.keywords:
            # On a terminal every finished line is flushed; a file has to be told.
            flushed = left_out.arg == "flush" and not any(k.arg == "file" for k in node.keywords)
            if left_out.arg and left_out.arg not in _UNSEEN and not flushed:
                others = [keyword for keyword in node.keywords if keyword is not left_out]
                yield source.with_arguments(node, [*node.args, *others])


def setting_left_out(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Leave out what a class says of all its objects, or a program of one: ``daemon = True``."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
        in_class = isinstance(source.parents.get(node), ast.ClassDef)
        if in_class or isinstance(node.targets[0], ast.Attribute):
            yield source.replaced(node, "pass")


def never(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Take a condition for false."""
    if isinstance(node, ast.If) and not _is_guard(node):
        yield source.replaced(node.test, "False")


def once(node: ast.AST, source: Source) -> Iterator[Edit]:
    """Go through a loop once."""
    if isinstance(node, ast.While):
        yield Edit(source.start(node), source.end(node.test), "for _ in [0]")


def _is_last(node: ast.AST, source: Source) -> bool:
    """Tell whether nothing comes in a program after a statement, or after the loop it ends."""
    parent = source.parents[node]
    body = getattr(parent, "body", [])
    if not body or body[-1] is not node:
        return False
    if isinstance(parent, ast.FunctionDef):
        return parent.name == "main"
    return _is_guard(parent) or (isinstance(parent, ast.For) and _is_last(parent, source))


def _suppresses(item: ast.withitem) -> bool:
    return _method(item.context_expr) == "suppress"


def _is_text(func: ast.expr) -> bool:
    """Tell ``", ".join`` from a process's."""
    return isinstance(func, ast.Attribute) and isinstance(func.value, ast.Constant | ast.JoinedStr)


TRANSFORMATIONS: tuple[Callable[[ast.AST, Source], Iterator[Edit]], ...] = (
    no_digestmod,
    plain_comparison,
    known_nonce,
    no_lock,
    weaker,
    no_guard,
    run_for_start,
    join_in_loop,
    join_before_terminate,
    short_read,
    send_for_sendall,
    no_timeout,
    no_bound,
    unclosed,
    all_interfaces,
    unsuppressed,
    uncaught,
    no_finally,
    exit_as_if_well,
    other_prompt,
    other_words,
    call_left_out,
    argument_left_out,
    setting_left_out,
    never,
    once,
)
