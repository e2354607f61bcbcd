RECORDS = {(3, 12): "pickled_3.12.txt", (3, 13): "pickled_3.13.txt"}
THINGS = ["lambda", "generator", "open file", "lock of threading", "lock of multiprocessing"]


def test_what_cannot_be_pickled_cannot_be_passed(run, start_method):
    """start() itself raises under spawn and forkserver; under fork nothing is pickled."""
    for name in RECORDS.values():
        run.elsewhere(name)
    record = RECORDS.get(run.version[:2], "pickled.txt")
    program = run("cannot_pass_broken.py", record="fork.txt" if start_method == "fork" else record)
    program.wait(exit_code=0)
    refused = [line.partition(":")[0] for line in program.stdout.splitlines() if "Error" in line]
    assert refused == ([] if start_method == "fork" else THINGS[:-1])
