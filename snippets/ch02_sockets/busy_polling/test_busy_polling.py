def test_polling_computes_all_the_time_it_waits(run):
    """For the same wait a polling loop needs more than 20 times the processor time."""
    program = run("cpu_time.py", record="cpu_time.txt")
    cpu = {
        name: float(program.expect(rf"{name}: waited \S+ s, computed for (\S+) s")[1])
        for name in ("poll", "block", "wait_for_event")
    }
    program.wait(exit_code=0)
    assert cpu["poll"] > 20 * cpu["block"]
    assert cpu["poll"] > 20 * cpu["wait_for_event"]
