def test_one_program_in_two_processes_with_different_data(run):
    """Same file, two pids; each adds up its own numbers and knows nothing of the other's."""
    first = run("total.py", record="first.txt")
    second = run("total.py", record="second.txt")
    pids = [program.expect(r"process (\d+) runs total\.py$")[1] for program in (first, second)]
    assert pids == [str(first.pid), str(second.pid)]
    for program, number, total in [
        (first, 1, 1),
        (second, 100, 100),
        (first, 2, 3),
        (second, 200, 300),
    ]:
        program.send(str(number))
        program.expect(f"total: {total}$")
    for program in (first, second):
        program.close_input()
        program.wait(exit_code=0)


def test_ctrl_c_stops_it(run):
    """It ends quietly while it waits for a number."""
    program = run("total.py")
    program.expect("runs")
    program.interrupt()
