import sys

import pytest

linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="which start methods there are depends on the system"
)


def test_only_multiprocessing_can_be_imported(run):
    """The three other names that the original uses are names of nothing."""
    program = run("wrong_names_broken.py", record="wrong_names.txt")
    for name in ("multiprocess", "multiproess", "mutiprocessing"):
        program.expect(f"^ModuleNotFoundError: No module named '{name}'")
    program.expect("^multiprocessing: it is there$")
    program.wait(exit_code=0)


def test_a_package_is_a_module_with_a_path(run):
    """The package is both; its Process comes from multiprocessing.context."""
    run("package.pycon").wait(exit_code=0)


def test_parts_cover_the_package(run):
    """Every name of the five parts exists, and what is in none of them is listed."""
    run("parts.py", record="parts.txt").wait(exit_code=0)


@linux_only
def test_default_start_method(run):
    """On Linux the default is fork up to 3.13, forkserver since 3.14."""
    program = run("default_method.py", record="default_method.txt")
    assert program.expect(r"default: (\w+)")[1] == (
        "forkserver" if run.version >= (3, 14) else "fork"
    )
    program.wait(exit_code=0)


def test_asking_for_the_start_method_decides(run):
    """After get_start_method() it is too late to set it, unless asked with allow_none."""
    run("asked.pycon").wait(exit_code=0)


@linux_only
def test_start_method_is_set_once(run):
    """A second choice for the whole program is refused; a context chooses for itself."""
    run("set_twice.pycon").wait(exit_code=0)


@linux_only
def test_contexts_differ_in_what_the_child_is_made_from(run):
    """Only fork copies what main has made; only under forkserver is the OS parent another."""
    program = run("contexts.py", record="contexts.txt")
    program.wait(exit_code=0)
    assert "fork: knows ['what main said'], started by main" in program.stdout
    assert "spawn: knows [], started by main" in program.stdout
    assert "forkserver: knows [], started by the fork server" in program.stdout
