def test_child_changes_its_own_global(run, start_method):
    """Each of three children counts down from 100, and the parent's number stays."""
    run("global_n.py", record="global_n.txt", ordered=True).wait(exit_code=0)


def test_whether_a_child_sees_a_change_made_under_the_guard_depends_on_the_method(
    run, start_method
):
    """A forked child has copied it; others run the file again and have not. Arguments arrive."""
    program = run("changed_before_start.py", record=f"changed_before_start-{start_method}.txt")
    program.wait(exit_code=0)
    seen = 55 if start_method == "fork" else 100
    assert program.stdout == f"child: n is {seen}, the argument is 55\n"


def test_parent_by_the_system_is_the_fork_server(run, start_method):
    """os.getppid() names the fork server; parent_process() names who called start()."""
    program = run("parents.py", record=f"parents-{start_method}.txt")
    program.wait(exit_code=0)
    assert f"os.getppid() is the main process: {start_method != 'forkserver'}\n" in program.stdout
    assert "parent_process().pid is the main process: True\n" in program.stdout


def test_fork_server_keeps_the_environment_it_started_with(run, start_method):
    """What is changed after the first start() reaches forked and spawned children only."""
    program = run("late_environment.py", record=f"late_environment-{start_method}.txt")
    program.wait(exit_code=0)
    second = "red" if start_method == "forkserver" else "blue"
    assert program.stdout == f"child 0: COLOR is red\nchild 1: COLOR is {second}\n"
