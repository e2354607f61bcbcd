import pytest


def test_lock_stays_taken_when_the_body_raises(run, start_method):
    """Without `with`, an exception skips the release, and everybody else waits in vain."""
    run("raises_broken.py", record="raises_broken.txt").wait(exit_code=0)


def test_with_releases_the_lock_when_the_body_raises(run, start_method):
    """The same exception, and the next one gets the lock."""
    run("raises.py", record="raises.txt").wait(exit_code=0)


def test_lock_can_be_asked_for_without_waiting_for_ever(run):
    """Acquiring without waiting or with a time limit says False; releasing too often raises."""
    run("lock.pycon").wait(exit_code=0)


def test_rlock_has_an_owner_and_counts(run):
    """A Lock knows no owner; an RLock lets its owner in again, and nobody else release it."""
    run("rlock.pycon").wait(exit_code=0)


@pytest.mark.needs_python("3.14", "locked() is new there")
def test_lock_tells_whether_it_is_taken(run):
    """The answer is of the past as soon as it is given; it is for looking, not for deciding."""
    run("locked.pycon").wait(exit_code=0)
