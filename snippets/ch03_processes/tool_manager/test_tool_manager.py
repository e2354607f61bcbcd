def test_children_and_parent_see_the_same_dict_and_list(run, start_method):
    """What children put into a manager's dict and list is there for the parent."""
    program = run("shared_dict.py", record="shared_dict.txt")
    program.expect(r"DictProxy \{'lock': 4, 'queue': 5, 'pipe': 4\}")
    program.wait(exit_code=0)


def test_a_change_inside_an_ordinary_list_is_lost(run, start_method):
    """The child changed a copy: no error, nothing changed."""
    program = run("nested_broken.py", record="nested_broken.txt")
    program.expect(r"^\[\] exit code 0")
    program.wait(exit_code=0)


def test_a_change_inside_a_list_of_the_manager_is_kept(run, start_method):
    """A nested object must be one of the manager too."""
    program = run("nested.py", record="nested.txt")
    program.expect(r"^\['alice'\] exit code 0")
    program.wait(exit_code=0)
