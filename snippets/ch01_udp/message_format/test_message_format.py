def test_chinese_characters_cost_three_bytes_instead_of_six(run):
    """ensure_ascii=False doubles the Chinese text that fits into the same datagram."""
    run("sizes.pycon").wait(exit_code=0)


def test_166_characters_do_not_survive_a_buffer_of_1024(run):
    """165 characters fill 1024 bytes exactly; one more is cut into something that is not JSON."""
    run("original.pycon").wait(exit_code=0)
