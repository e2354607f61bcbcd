def test_reader_without_the_lock_sees_an_empty_file(run, start_method):
    """A writer inside the lock empties the file first: JSONDecodeError for whoever looks then."""
    run("search_broken.py", record="search_broken.txt").wait(exit_code=0)


def test_reader_of_a_replaced_file_sees_the_old_one_or_the_new_one(run, start_method):
    """While the draft is written, the name still means the old content."""
    run("search.py", record="search.txt").wait(exit_code=0)


def test_killed_writer_leaves_an_empty_file_and_a_taken_lock(run, start_method):
    """A lock does not keep data safe: the tickets are gone, and nobody can sell any more."""
    run("killed_writer_broken.py", record="killed_writer_broken.txt").wait(exit_code=0)


def test_killed_writer_of_a_draft_leaves_the_old_file(run, start_method):
    """Replacing keeps the data whole; the lock stays taken even so."""
    run("killed_writer.py", record="killed_writer.txt").wait(exit_code=0)
