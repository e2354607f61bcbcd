def test_each_item_is_handled_once_and_all_processes_end(run, start_method):
    """One sentinel a consumer, after the last item: 20 squares, and nobody is left."""
    run("workers.py", record="workers.txt").wait(exit_code=0)


def test_sentinels_of_the_first_producer_send_all_consumers_home(run, start_method):
    """What the second producer puts after them is handled by nobody."""
    run("early_sentinel_broken.py", record="early_sentinel_broken.txt").wait(exit_code=0)
