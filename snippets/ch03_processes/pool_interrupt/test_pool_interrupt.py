def test_ctrl_c_ends_the_pool_without_a_traceback(run, start_method):
    """Workers leave Ctrl-C to the main process, which terminates them."""
    program = run("patient.py", record="patient.txt")
    program.expect("working")
    program.interrupt()
    assert program.stdout.endswith("stopped\n")
