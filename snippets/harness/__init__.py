"""Run the tutorial's programs as real processes and prove what they print.

A reading order: `scenario` (what a test holds in its hands), `program` (one running program),
`transcript` and `versions` (recorded output), `peers` (the other side, played by a test),
`leftovers` (what must not remain), `ahead` (side by side),
`plugin` (how pytest uses all this), `inject/sitecustomize` (what is set from outside).
"""
