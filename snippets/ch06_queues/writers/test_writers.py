def test_messages_of_several_writers_get_mixed(run, start_method):
    """A big message goes in pieces; nothing keeps another writer's out from between them."""
    run("torn_broken.py", record="torn_broken.txt").wait(exit_code=0)


def test_lock_keeps_messages_whole(run, start_method):
    """With a lock around each send, all messages of all writers arrive whole."""
    run("locked.py", record="locked.txt").wait(exit_code=0)
