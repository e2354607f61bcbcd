def test_join_returns_when_all_jobs_are_reported_done(run, start_method):
    """The results of all ten are there when `join()` returns."""
    run("jobs.py", record="jobs.txt").wait(exit_code=0)


def test_join_waits_for_reports_not_for_takers(run):
    """A job that was taken and not reported keeps `join()` waiting; one report too many fails."""
    run("jobs.pycon").wait(exit_code=0)
