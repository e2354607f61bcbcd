"""Set from outside what a program under test does not say itself.

Python imports this at start-up because the harness puts its folder on ``PYTHONPATH``.
The program stays unmodified and its children, however they start, get the same.
"""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False  # typing's own would have to be imported, by every program
if TYPE_CHECKING:
    from typing import Any

_HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [entry for entry in sys.path if entry != _HERE]

if isinstance(sys.stdout, io.TextIOWrapper):
    # What a terminal does; one write per line keeps lines of several processes whole.
    sys.stdout.reconfigure(line_buffering=True)

_method = os.environ.get("SNIPPET_START_METHOD")
if _method:
    import multiprocessing.context as _context

    # The default only: a program that chooses for itself still does.
    # `set_start_method` would make its choice fail, `force=True` would be overruled by it.
    _default = _context._default_context
    _default._default_context = _default.get_context(_method)  # type: ignore[attr-defined]

_base = os.environ.get("SNIPPET_BASE", "")
if _base:

    def _log(name: str, line: str) -> None:
        with open(os.path.join(_base, name), "a", encoding="utf-8") as log:
            log.write(line + "\n")

    def _note_pid() -> None:
        _log("pids", str(os.getpid()))

    _note_pid()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_note_pid)

    _WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

    def _note_writes_outside(event: str, args: tuple[object, ...]) -> None:
        if event != "open":
            return
        path, _, flags = args
        if isinstance(flags, int) and flags & _WRITES and isinstance(path, str | bytes):
            full = os.path.abspath(os.fsdecode(path))
            if not full.startswith((_base + os.sep, "/dev/", "/proc/")):
                _log("written-outside", full)

    sys.addaudithook(_note_writes_outside)

    def _note_semaphores(module: Any) -> None:
        make = module.SemLock._make_name

        def make_name() -> str:
            name: str = make()
            _log("shared-memory", "sem." + name[1:])
            return name

        module.SemLock._make_name = staticmethod(make_name)

    def _note_shared_memory(module: Any) -> None:
        class Noting:
            shm_unlink = staticmethod(module._posixshmem.shm_unlink)

            @staticmethod
            def shm_open(name: str, *args: Any, **kwargs: Any) -> int:
                _log("shared-memory", name[1:])
                descriptor: int = shm_open(name, *args, **kwargs)
                return descriptor

        shm_open = module._posixshmem.shm_open
        module._posixshmem = Noting

    _WATCHED = {
        "multiprocessing.shared_memory": _note_shared_memory,
        "multiprocessing.synchronize": _note_semaphores,
    }

    class _Noting:
        """Finds two modules as Python would, and has them note what they make in /dev/shm."""

        @staticmethod
        def find_spec(name: str, path: Any, target: Any = None) -> Any:
            watch = _WATCHED.get(name)
            if not watch:
                return None
            spec: Any = sys.meta_path[-1].find_spec(name, path, target)
            execute = spec.loader.exec_module

            def exec_module(module: Any) -> None:
                execute(module)
                watch(module)

            spec.loader.exec_module = exec_module
            return spec

    if sys.platform == "linux":
        sys.meta_path.insert(0, _Noting)
