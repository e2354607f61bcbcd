def test_transactions_sell_each_ticket_once(run, start_method):
    """The database lets one buyer in at a time; no lock of ours, five sales, three refusals."""
    run("office.py", record="office.txt").wait(exit_code=0)


def test_without_a_transaction_one_ticket_is_sold_twice(run, start_method):
    """Each statement is safe by itself; reading and writing together are not."""
    run("no_transaction_broken.py", record="no_transaction_broken.txt").wait(exit_code=0)


def test_transaction_that_locks_late_is_refused(run, start_method):
    """Two that have both read cannot both write: one is told at once, without waiting."""
    run("late_lock_broken.py", record="late_lock_broken.txt").wait(exit_code=0)


def test_killed_buyer_leaves_neither_a_change_nor_a_lock(run, start_method):
    """The kernel frees the lock, the database forgets the half of a transaction."""
    run("killed.py", record="killed.txt").wait(exit_code=0)
