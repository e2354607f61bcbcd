def test_result_of_a_connect_is_read_from_the_socket(run):
    """SO_ERROR says whether a connect succeeded, but only once the socket is writable."""
    program = run("connect.py", record="connect.txt")
    program.expect("nobody listens: Connection refused")
    program.expect("somebody listens: Success")
    program.expect("too early to ask: Success")
    program.expect("no longer listens: Connection refused")
    program.wait(exit_code=0)
