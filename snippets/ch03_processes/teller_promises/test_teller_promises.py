def test_a_synchronous_call_can_fail_half_way(run):
    """To wait for the end is no promise that all or nothing is done."""
    run("half_done.pycon").wait(exit_code=0)


def test_an_asynchronous_call_reports_its_result_or_its_exception(run):
    """Who does not wait can still know what became of it."""
    run("future.pycon").wait(exit_code=0)
