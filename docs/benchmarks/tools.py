"""Many snippets of a second each: our harness beside other tools that run code of documents.

Each tool is used as its own documentation begins with. The snippets are the same for all, in the
form a tool wants: files with a test each for ours, blocks of one Markdown file, notebooks.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.commands import ROOT, seconds
from benchmarks.record import SNIPPETS, Tool

SNIPPET: Final = "import time\n\ntime.sleep({seconds})\nprint('done')\n"
_SETTINGS: Final = "[pytest]\naddopts = --import-mode=importlib -p no:cacheprovider --quiet\n"
_OUR_PLUGIN: Final = 'pytest_plugins = ["harness.plugin"]\n'
_OUR_TEST: Final = """\
def test_wait(run):
    program = run("wait.py")
    program.expect("done")
    program.wait(exit_code=0)
"""
_SYBIL: Final = """\
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

pytest_collect_file = Sybil(parsers=[PythonCodeBlockParser()], patterns=["*.md"]).pytest()
"""
_PYTEST_EXAMPLES: Final = """\
import pytest
from pytest_examples import find_examples

@pytest.mark.parametrize("example", find_examples("README.md"), ids=str)
def test_example(example, eval_example):
    eval_example.run(example)
"""
_MKTESTDOCS: Final = """\
from pathlib import Path
from mktestdocs import check_md_file

def test_readme():
    check_md_file(Path("README.md"))
"""
_JUPYTER_CACHE: Final = """\
import sys
from pathlib import Path
from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor

if __name__ == "__main__":
    cache = get_cache("cache")
    notebooks = sorted(Path.cwd().glob("*.ipynb"))
    for notebook in notebooks:
        cache.add_nb_to_project(str(notebook))
    result = load_executor(sys.argv[1], cache=cache).run_and_cache()
    sys.exit(len(result.succeeded) != len(notebooks))
"""
_PYTEST: Final = ("-m", "pytest")


class Kind(NamedTuple):
    """A tool, and how it is used."""

    name: str
    package: str
    """"" for ours"""
    prepare: Callable[[Path, list[str]], None]
    """takes a folder, which is there, and the snippets"""
    arguments: tuple[str, ...] = _PYTEST
    """of Python, in this folder"""


def _prepare_ours(folder: Path, snippets: list[str]) -> None:
    (folder / "conftest.py").write_text(_OUR_PLUGIN, "utf-8")
    for number, snippet in enumerate(snippets):
        scenario = folder / f"scenario_{number:02}"
        scenario.mkdir()
        (scenario / "wait.py").write_text(snippet, "utf-8")
        (scenario / f"test_{scenario.name}.py").write_text(_OUR_TEST, "utf-8")


def _prepare_page(name: str, text: str) -> Callable[[Path, list[str]], None]:
    """Return what writes snippets as blocks of a page, and a file that has them run."""

    def prepare(folder: Path, snippets: list[str]) -> None:
        page = "\n".join(f"```python\n{snippet}```\n" for snippet in snippets)
        (folder / "README.md").write_text(page, "utf-8")
        (folder / name).write_text(text, "utf-8")

    return prepare


def _prepare_notebooks(folder: Path, snippets: list[str]) -> None:
    (folder / "execute.py").write_text(_JUPYTER_CACHE, "utf-8")
    for number, snippet in enumerate(snippets):
        cell: dict[str, object] = {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {},
            "outputs": [],
            "source": snippet,
        }
        kernel = {"name": "python3", "display_name": "Python 3"}
        notebook = {
            "cells": [cell],
            "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        (folder / f"{number:02}.ipynb").write_text(json.dumps(notebook), "utf-8")


OURS: Final = Kind("Run First", "", _prepare_ours)
KINDS: Final = (
    OURS,
    Kind("sybil", "sybil", _prepare_page("conftest.py", _SYBIL)),
    Kind("pytest-examples", "pytest-examples", _prepare_page("test_it.py", _PYTEST_EXAMPLES)),
    Kind("mktestdocs", "mktestdocs", _prepare_page("test_it.py", _MKTESTDOCS)),
    Kind("jupyter-cache", "jupyter-cache", _prepare_notebooks, ("execute.py", "local-serial")),
    Kind(
        "jupyter-cache, local-parallel",
        "jupyter-cache",
        _prepare_notebooks,
        ("execute.py", "local-parallel"),
    ),
)


def measure(scratch: Path) -> Iterator[Tool]:
    """Run one snippet, and many, with each tool in turn.

    :param scratch: a folder for them
    :raises MeasureError: when a tool fails
    """
    for number, kind in enumerate(KINDS):
        run(kind, 1, scratch / f"{number}-first", each=0)  # nobody pays for what is compiled once
        yield Tool(
            kind.name,
            version(kind.package) if kind.package else "",
            run(kind, 1, scratch / f"{number}-one"),
            run(kind, SNIPPETS, scratch / f"{number}-all"),
        )


def run(kind: Kind, count: int, folder: Path, each: float = 1.0) -> float:
    """Run snippets with a tool; return the seconds that took, with the start of the tool.

    :param kind: the tool
    :param count: how many snippets
    :param folder: where to put them, not there yet
    :param each: seconds that a snippet sleeps
    """
    folder.mkdir(parents=True)
    (folder / "pytest.ini").write_text(_SETTINGS, "utf-8")
    kind.prepare(folder, [SNIPPET.format(seconds=each)] * count)
    env = {**os.environ, "PYTHONPATH": str(ROOT / "snippets")}
    return seconds([sys.executable, *kind.arguments], cwd=folder, env=env)
