"""Audit the built site with tools that need more than Python: ``python docs/audit.py``.

What they measure is printed, and kept in ``build/audit/``.
"""

import argparse
import signal
import sys
from fnmatch import fnmatch
from pathlib import Path

from auditing import STEPS
from auditing.site import Site
from build import BUILD


def main() -> None:
    """Audit what the command line says; exit with 1, and what is wrong last, on failure."""
    parser = argparse.ArgumentParser(description="Audit the built site.")
    parser.add_argument(
        "pages", nargs="*", metavar="PAGE", help="such as '*/ch02-sockets/*'; default: all"
    )
    parser.add_argument("--only", action="append", choices=STEPS, help="default: all")
    parser.add_argument("--site", type=Path, default=BUILD / "site", help="default: build/site")
    parser.add_argument("--out", type=Path, default=BUILD / "audit", help="default: build/audit")
    arguments = parser.parse_args()
    every = sorted(
        it.relative_to(arguments.site).as_posix() for it in arguments.site.rglob("*.html")
    )
    patterns = arguments.pages or ["*"]
    pages = [page for page in every if any(fnmatch(page, pattern) for pattern in patterns)]
    if not pages:
        sys.exit(f"{arguments.site} has no page like {' or '.join(patterns)}: build it first")
    # Ends like Ctrl-C does, so that servers, browsers and temporary files go too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))
    arguments.out.mkdir(parents=True, exist_ok=True)
    site = Site(arguments.site, pages, arguments.out)
    faults = []
    for name in arguments.only or STEPS:
        print(f"\n{name}", flush=True)
        try:
            faults += STEPS[name](site)
        except RuntimeError as error:
            faults.append(f"{name}: {error}")
    if faults:
        sys.exit("\n" + "\n".join(faults))


if __name__ == "__main__":
    main()
