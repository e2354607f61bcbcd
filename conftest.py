"""Wires the harness into pytest; everything else lives in `snippets/harness/`."""

pytest_plugins = ["harness.plugin", "pytester"]
