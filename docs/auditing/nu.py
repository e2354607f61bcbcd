"""The Nu checker of HTML, which the W3C uses too: no error and no warning on any page.

https://validator.github.io/validator/
"""

import json
import re
import shutil
import subprocess
from typing import Any, Final

from auditing import node
from auditing.server import serve
from auditing.site import Site

_JAR: Final = "node_modules/vnu-jar/build/dist/vnu.jar"
# It asks no host of this machine else: https://github.com/validator/validator/issues/1477
_HERE_TOO: Final = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
# It takes data for a script, and the digests of what has several lines for wrong: what a browser
# takes is in docs/tests/test_policy.py.
_NOT_SO: Final = re.compile(r"Inline (?:script|style) violates Content Security Policy")
_AT_ONCE: Final = 60
"""Pages for one run of the checker, which needs a second to start."""


def check(site: Site) -> list[str]:
    """Check the pages as a browser gets them; keep what is found as ``nu.json``.

    :param site: the site
    :raises RuntimeError: when there is no Java, or the checker cannot be had or does not work
    """
    java = shutil.which("java")
    if java is None:
        raise RuntimeError("there is no java: install Java 11 or newer")
    jar = node.install(site.out / "node") / _JAR
    messages: list[dict[str, Any]] = []
    # From a server: of files, the checker takes every script for that of a stranger.
    with serve(site.html) as address:
        for first in range(0, len(site.pages), _AT_ONCE):
            pages = [f"{address}/{page}" for page in site.pages[first : first + _AT_ONCE]]
            done = subprocess.run(  # noqa: S603 - our own words
                [
                    java,
                    _HERE_TOO,
                    "-jar",
                    str(jar),
                    "--format",
                    "json",
                    "--exit-zero-always",
                    *pages,
                ],
                check=False,
                capture_output=True,
                text=True,
                encoding="utf-8",
            )
            try:
                found = json.loads(done.stderr)["messages"]
            except ValueError as error:
                raise RuntimeError(f"the Nu checker failed: {done.stderr[-500:]}") from error
            messages += [it for it in found if not _NOT_SO.match(it["message"])]
    for message in messages:
        message["url"] = str(message.get("url", "")).removeprefix(f"{address}/")
    (site.out / "nu.json").write_text(json.dumps(messages, indent=1, ensure_ascii=False), "utf-8")
    print(f"{len(messages)} messages on {len(site.pages)} pages")
    return [
        f"{it['url']}:{it.get('lastLine', '')}: {it.get('subType', it['type'])}: {it['message']}"
        f" [{it.get('extract', '').strip()}]"
        for it in messages
    ]
