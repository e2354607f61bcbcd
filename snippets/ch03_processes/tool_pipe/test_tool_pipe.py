def test_both_ends_speak_and_the_end_is_seen(run, start_method):
    """Objects go both ways, one answer per question; then EOFError tells of the end."""
    program = run("dialogue.py", record="dialogue.txt", ordered=True)
    program.expect("has seen the end")
    program.wait(exit_code=0)
