import contextlib
import json
import sys
from pathlib import Path

import pytest


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


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_on_a_full_disk_no_ticket_is_lost(run, start_method):
    """A sale that cannot be written down is none: those sold and those left are five."""
    tickets, draft = run.folder / "tickets.json", run.folder / "tickets.draft"
    for _ in range(20):  # the disk may become full after the last sale
        tickets.unlink(missing_ok=True)
        office = run("office.py")
        while not tickets.exists() or not fill(draft):
            run.seconds_left("waiting for the office to open")
        office.wait(exit_code=0)
        lines = office.stdout.splitlines()
        assert json.loads(tickets.read_text("utf-8"))["count"] == 5 - lines.count("sold")
        draft.unlink()
        if "exit codes [0, 0, 0, 0, 0, 0, 0, 0]" not in lines[-1]:
            assert "OSError: [Errno 28] No space left on device" in office.stderr
            break
    else:
        pytest.fail("the disk was full too late, 20 times")


def fill(draft):
    """Have whoever writes a draft find the disk full; tell whether nobody was at it just then."""
    with contextlib.suppress(FileExistsError):
        draft.symlink_to(Path("/dev/full"))
        return True
    return False
