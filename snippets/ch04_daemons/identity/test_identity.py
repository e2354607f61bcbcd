import re


def test_name_set_before_init_is_lost(run, start_method):
    """`Process.__init__()` sets the name: whoever comes earlier is overwritten, without a word."""
    program = run("name_lost_broken.py", record="name_lost_broken.txt")
    program.wait(exit_code=0)
    assert "哪吒" not in program.stdout


def test_name_given_to_init_stays(run, start_method):
    """The child has the name too."""
    run("named.py", record="named.txt").wait(exit_code=0)


def test_attribute_of_ones_own_leaves_the_name_alone(run, start_method):
    """Who the child talks to need not be what the process is called."""
    run("own_attribute.py", record="own_attribute.txt").wait(exit_code=0)


def test_init_of_process_comes_first(run, start_method):
    """The setter of daemon, and start(), need what it prepares."""
    run("order_broken.py", record="order_broken.txt").wait(exit_code=0)


def test_pid_and_name(run, start_method):
    """The pid is there from start() on, the same on both sides; a name may be given twice."""
    program = run("pids.py", record="pids.txt")
    program.wait(exit_code=0)
    ended = re.findall(r"main: (\d+) was", program.stdout)
    assert len(ended) == 3
    for pid in ended:
        assert program.stdout.index(f"I am {pid}") < program.stdout.index(f"{pid} was")


def test_listing_without_its_import(run):
    """A class cannot be made of what has no name."""
    run("no_import.pycon").wait(exit_code=0)
