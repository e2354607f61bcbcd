def test_only_imap_unordered_hands_out_what_is_done_first(run, start_method):
    """Task 0 ends after task 1; map and imap still begin with 0, imap_unordered with 1."""
    program = run("first_come.py", record="first_come.txt")
    program.wait(exit_code=0)
    assert program.stdout.splitlines() == [
        "map: first result 0",
        "imap: first result 0",
        "imap_unordered: first result 1",
    ]
