def test_result_of_a_connect_is_read_from_the_socket(run):
    """A writable socket has only finished connecting; SO_ERROR says whether it succeeded."""
    program = run("connect.py", record="connect.txt")
    program.expect("nobody listens: Connection refused")
    program.expect("somebody listens: Success")
    program.wait(exit_code=0)
