import json


def test_buyers_of_a_file_that_nobody_made_fail(run, start_method):
    """The office's program must make its file; the exit codes of the buyers tell."""
    run("missing_file_broken.py", record="missing_file_broken.txt").wait(exit_code=0)


def test_one_ticket_is_sold_to_all_who_have_read_before_the_first_writes(run, start_method):
    """Eight sales of one ticket, and the file shows nothing of it."""
    run("oversold_broken.py", record="oversold_broken.txt").wait(exit_code=0)


def test_with_a_lock_as_many_are_sold_as_there_are(run, start_method):
    """Reading and writing under one lock: five tickets, five sales, however many want them."""
    run("locked.py", record="locked.txt").wait(exit_code=0)


def test_office_sells_each_ticket_once(run, start_method):
    """Five sales, three refusals, and a whole file at the end, without a draft beside it."""
    run("office.py", record="office.txt").wait(exit_code=0)
    assert json.loads((run.folder / "tickets.json").read_text("utf-8")) == {"count": 0}
    assert not (run.folder / "tickets.draft").exists()


def test_file_that_is_not_closed_is_warned_about(run):
    """Left to the garbage collector, a file earns a ResourceWarning; `with` does not."""
    run("unclosed.pycon").wait(exit_code=0)
