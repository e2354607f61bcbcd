def test_who_computes_in_the_loop_stops_it(run, start_method):
    """Nothing else happens in the loop, until it is done; a pool computes beside the loop."""
    run("compute.py", record="compute.txt").wait(exit_code=0)
