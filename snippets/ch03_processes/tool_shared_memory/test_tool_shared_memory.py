def test_two_children_fill_one_block(run, start_method):
    """What they write is there without being sent, and the block is gone at the end."""
    program = run("halves.py", record="halves.txt")
    program.expect("ones: 500000 twos: 500000")
    program.expect("in order: True")
    program.wait(exit_code=0)
