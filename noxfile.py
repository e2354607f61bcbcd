"""Everything this project does, as sessions: ``nox --list`` shows them.

``nox`` alone does the main job: run every program, build the site from what was run.
What stands after ``--`` is passed on: ``nox -s snippets -- -k udp``.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nox

ROOT = Path(__file__).parent
REQUIREMENTS = ROOT / ".requirements"
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)  # its classifiers
EVIDENCE = "build/evidence"
SNIPPETS = ["snippets", "--ignore=snippets/harness"]
LANGUAGES = {"zh": "zh_CN", "en": "en"}
WORKFLOWS = {
    "github-workflows": ".github/workflows/*.yml",
    "github-actions": ".github/actions/*/action.yml",
    "github-issue-forms": ".github/ISSUE_TEMPLATE/*.yml",
    "dependabot": ".github/dependabot.yml",
    "readthedocs": ".readthedocs.yaml",
}
"""Which schema each of the files that hosts read follows."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Also where the locale is C, in all that is started here: as of Python 3.15 it is so by itself
# (https://peps.python.org/pep-0686/).
os.environ["PYTHONUTF8"] = "1"

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"  # uv where it is installed: it is quicker
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["site"]


def install(session: nox.Session, group: str) -> None:
    """Install a dependency group as it was locked."""
    session.install("--require-hashes", "-r", str(REQUIREMENTS / f"{group}.txt"))


def run(session: nox.Session, *command: str, env: dict[str, str] | None = None) -> None:
    """Run a command; on Ctrl-C wait until it has cleared up, which nox does for half a second."""
    session.run(*command, env=env, interrupt_timeout=60)


def run_snippets(session: nox.Session, *options: str) -> None:
    """Run every program of the tutorial by its tests."""
    run(session, "pytest", *SNIPPETS, *options)


@nox.session
def site(session: nox.Session) -> None:
    """Run every program, then build the site from that; ``-- --strict`` as for publishing."""
    install(session, "site")
    run_snippets(session, "--quiet", f"--evidence={EVIDENCE}")
    run(session, "python", "docs/build.py", f"--evidence={EVIDENCE}", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Test everything: programs, harness, extensions, and the site built from it in a browser.

    What stands after ``--`` selects some, which then run as one: ``-- docs/tests -k tabs``.
    """
    install(session, "tests")
    get_browser(session)
    if session.posargs:
        run(session, "pytest", *session.posargs)
        return
    run_snippets(session, f"--evidence={EVIDENCE}")
    # Pages are looked at one after another: several processes do it together.
    at_once = ["--numprocesses=logical", "--maxprocesses=4", "--dist=worksteal"]
    run(session, "pytest", "snippets/harness", "docs/tests", f"--proven={EVIDENCE}", *at_once)


@nox.session(python=PYTHONS)
def snippets(session: nox.Session) -> None:
    """Run every program on one version of Python, and keep the evidence of it."""
    install(session, "snippets")
    run_snippets(session, f"--evidence={EVIDENCE}", *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """Damage each program in many ways: its tests have to notice; ``-- ch05_locks`` only there."""
    install(session, "tests")
    run(
        session, "python", "-m", "harness.mutants", *session.posargs, env={"PYTHONPATH": "snippets"}
    )


@nox.session
def record(session: nox.Session) -> None:
    """Write the recorded outputs anew where a run shows something else."""
    install(session, "snippets")
    run_snippets(session, "--record", *session.posargs)


@nox.session
def soak(session: nox.Session) -> None:
    """Run every program N times, in random order on a busy machine: ``nox -s soak -- 100``."""
    install(session, "soak")
    rounds, *options = session.posargs or ["10"]
    command = ["python", "-m", "harness.soak", rounds, *(options or SNIPPETS)]
    run(session, *command, env={"PYTHONPATH": "snippets"})


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site only, from programs as they are; ``-- --language en`` builds one language."""
    install(session, "docs")
    run(session, "python", "docs/build.py", *session.posargs)


@nox.session
def offline(session: nox.Session) -> None:
    """Build the site with EPUB, PDF and archives from the evidence there is; ``-- --strict``."""
    install(session, "offline")
    get_browser(session)
    run(session, "python", "docs/offline.py", f"--evidence={EVIDENCE}", *session.posargs)


@nox.session
def linkcheck(session: nox.Session) -> None:
    """Build the site and check all of its links; ``-- --offline`` asks no other host."""
    install(session, "docs")
    run(session, "python", "docs/linkcheck.py", *session.posargs)


@nox.session
def audit(session: nox.Session) -> None:
    """Build the site; ask Nu, axe and Lighthouse; ``-- '*/ch02-sockets/*'`` about some pages."""
    install(session, "tests")
    evidence = [f"--evidence={EVIDENCE}"] if (ROOT / EVIDENCE).is_dir() else []
    run(session, "python", "docs/build.py", *evidence)
    run(session, "python", "docs/audit.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure how fast all of this is; ``-- --tests`` too, ``-- --only builds`` a part of it."""
    install(session, "bench")
    get_browser(session)
    evidence = [f"--evidence={EVIDENCE}"] if (ROOT / EVIDENCE).is_dir() else []
    run(session, "python", "docs/build.py", *evidence)  # its pages are measured
    run(session, "python", "docs/bench.py", *session.posargs)


@nox.session
def serve(session: nox.Session) -> None:
    """Serve one language and rebuild it on every change: ``nox -s serve -- en``."""
    name, *options = session.posargs or ["zh"]
    if name not in LANGUAGES:
        session.error(f"there is no language {name!r}: choose one of {', '.join(LANGUAGES)}")
    install(session, "serve")
    run(
        session,
        "sphinx-autobuild",
        "--watch=snippets",  # the pages include from there
        "--ignore=*.mo",  # the build itself writes them
        *(["--open-browser"] if sys.stdout.isatty() else []),
        *options,
        "docs",
        f"build/serve/{name}",
        env={"SITE_LANGUAGE": LANGUAGES[name]},
    )


@nox.session
def translate(session: nox.Session) -> None:
    """Update the English catalogs from the pages; ``-- --check`` only tells what is missing."""
    install(session, "translate")
    run(session, "python", "docs/translate.py", *session.posargs)


@nox.session
def new(session: nox.Session) -> None:
    """Begin a lesson, in both languages: ``nox -s new -- ch05 my_scenario``."""
    install(session, "translate")
    run(session, "python", "docs/new.py", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, types, spelling and settings; ``-- --fix`` mends what can be mended."""
    install(session, "lint")
    fix = "--fix" in session.posargs
    run(session, "ruff", "check", *(["--fix"] if fix else []))
    run(session, "ruff", "format", *([] if fix else ["--check"]))
    run(session, "mypy")
    run(session, "typos")
    run(session, "taplo", "format", *([] if fix else ["--check", "--diff"]), "pyproject.toml")
    run(session, "yamllint", "--strict", ".")
    # By schemas and an auditor that need no network.
    for schema, where in WORKFLOWS.items():
        files = [str(path) for path in sorted(ROOT.glob(where))]
        run(session, "check-jsonschema", f"--builtin-schema=vendor.{schema}", *files)
    run(session, "zizmor", "--offline", "--quiet", ".")


@nox.session
def lock(session: nox.Session) -> None:
    """Compile the dependency groups to .requirements/, with hashes, for all supported Pythons."""
    install(session, "lock")
    groups = PROJECT["dependency-groups"]
    REQUIREMENTS.mkdir(exist_ok=True)
    everything = Path(session.create_tmp()) / "everything.txt"
    for target, of_groups, constraints in [
        # All groups together first: so none has another version of anything than the others.
        (everything, list(groups), []),
        *(
            (REQUIREMENTS / f"{group}.txt", [group], ["--constraints", str(everything)])
            for group in groups
        ),
    ]:
        session.run(
            "uv",
            "pip",
            "compile",
            "--quiet",
            "--universal",  # one file for every system and Python
            f"--python-version={PYTHONS[0]}",
            "--generate-hashes",
            "--no-annotate",
            "--custom-compile-command=nox -s lock",
            *(f"--group={group}" for group in of_groups),
            *constraints,
            *session.posargs,  # --upgrade, for example
            f"--output-file={target}",
            silent=True,
        )


def get_browser(session: nox.Session) -> None:
    """See to it that the page tests have a browser.

    The system's own is taken; without one, Playwright's; where that cannot be had and this is
    root on Debian, the distribution's, with fonts for Chinese.
    Where none can be had, the page tests fail, and say how to get one.
    """
    if any(map(shutil.which, BROWSERS)):
        return
    ask = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as playwright: print(playwright.chromium.executable_path)"
    )
    path = str(session.run("python", "-c", ask, silent=True)).strip()
    if Path(path).exists():
        return
    session.log("there is no Chromium here: getting one for the page tests")
    if _succeeds(str(Path(session.bin, "playwright")), "install", "chromium"):
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        _succeeds("apt-get", "update", "--quiet")
        _succeeds("apt-get", "install", "--quiet", "--yes", "chromium", "fonts-noto-cjk")


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603 - our own words
