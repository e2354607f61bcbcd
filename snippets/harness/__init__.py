"""Run the tutorial's programs as real processes and prove what they print.

A reading order: `scenario` (what a test holds in its hands), `program` (one running program),
`transcript` and `versions` (recorded output), `peers` (the other side, played by a test),
`hostile` (the other side at its worst),
`leftovers` (what must not remain), `ahead` (side by side), `evidence` (what a run has proven),
`proof` (what that says of the files as they are now), `gather` (evidence of a run of pytest),
`plugin` (how pytest uses all this), `inject/sitecustomize` (what is set from outside),
`soak` (again and again under load), `mutants` (proof that the tests bite).
"""
