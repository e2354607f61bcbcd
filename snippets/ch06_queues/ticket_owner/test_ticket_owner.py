def test_one_owner_sells_as_many_as_there_are(run, start_method):
    """Five of eight buyers get a ticket, and nobody needed a lock for it."""
    run("office.py", record="office.txt").wait(exit_code=0)


def test_ticket_of_a_killed_buyer_comes_back(run, start_method):
    """The owner hears of it whether or not its answer was read; others buy as if nothing were."""
    run("killed_buyer.py", record="killed_buyer.txt").wait(exit_code=0)
