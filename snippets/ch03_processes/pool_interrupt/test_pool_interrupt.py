import signal

import psutil


def assert_waits(program):
    """Whoever waits a second again and again goes on for more than one, and does not compute."""
    program.goes_on(1.5)
    used = psutil.Process(program.pid).cpu_times()
    assert used.user + used.system < 1


def test_ctrl_c_ends_the_pool_without_a_traceback(run, start_method):
    """Workers leave Ctrl-C to the main process, which terminates them."""
    program = run("patient.py", record="patient.txt")
    program.expect("working")
    assert_waits(program)
    program.interrupt()
    assert program.stdout.endswith("stopped\n")


def test_left_alone_each_worker_answers_ctrl_c_with_a_traceback(run, start_method):
    """Ctrl-C reaches the workers too, and nothing there catches KeyboardInterrupt."""
    program = run("tracebacks_broken.py")
    program.expect("working")
    assert_waits(program)
    program.signal(signal.SIGINT)
    program.expect("press Enter")
    run.wait_for(
        lambda: program.stderr.splitlines().count("KeyboardInterrupt") == 2 or None,
        "both workers to print a traceback",
    )
    program.send("")
    program.wait(exit_code=0)
    assert program.stdout.endswith("\npress Enter\n")
