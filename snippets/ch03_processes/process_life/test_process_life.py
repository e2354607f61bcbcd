def test_object_outlives_the_process(run, start_method):
    """Initial, started, stopped, closed: the object says which of the four it is."""
    program = run("life.py", record="life.txt")
    for state in ("initial", "started", "stopped exitcode=0", "closed"):
        program.expect(rf"{state}>$")
    program.wait(exit_code=0)


def test_members(run):
    """Seven methods up to 3.13, interrupt() since 3.14, and seven attributes: no more."""
    program = run("members.py", record="members.txt")
    methods = program.expect("^methods: (.*)")[1].split()
    attributes = program.expect("^attributes: (.*)")[1].split()
    program.wait(exit_code=0)
    newer = {"interrupt"} if run.version >= (3, 14) else set()
    assert {*methods} == newer | {
        *("close", "is_alive", "join", "kill", "run", "start", "terminate"),
    }
    assert {*attributes} == {
        *("authkey", "daemon", "exitcode", "ident", "name", "pid", "sentinel"),
    }
