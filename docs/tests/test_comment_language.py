"""Bilingual comments: only comments change, and only those with both languages."""

import ast

import pytest

from comment_language import changed_lines


def both(source, suffix=".py"):
    """Return the changed lines for a Chinese page, and for an English one."""
    return tuple(changed_lines(source, suffix, chinese=chinese) for chinese in (True, False))


def test_a_page_keeps_its_half_of_a_comment():
    """A bilingual comment is cut at the first bar, in each language at the same place."""
    line = "size = 9  # 上限 | the most"
    assert both(line) == ({line: "size = 9  # 上限"}, {line: "size = 9  # the most"})


def test_the_first_bar_with_spaces_separates():
    """A bar without spaces belongs to the Chinese, a second one to the English."""
    line = "# 选 a|b | choose a | b"
    assert both(line) == ({line: "# 选 a|b"}, {line: "# choose a | b"})


@pytest.mark.parametrize(
    "line",
    ["# only English | with a bar", "# 只有中文", 'text = "# 中文 | English"', "x = 1 | 2  # 或"],
)
def test_what_is_not_a_bilingual_comment_stays(line):
    """Comments of one language, strings and operators are left alone."""
    assert both(line) == ({}, {})


def test_a_line_within_a_string_stays():
    """What looks like a comment inside of a long string is part of the program."""
    assert both('text = """\n# 中文 | English\n"""') == ({}, {})


def test_a_string_that_looks_like_a_comment_of_the_file_is_refused():
    """Parts of a file are found by their lines: two that look alike would be ambiguous."""
    source = '# 中文 | English\ntext = """\n# 中文 | English\n"""\n'
    with pytest.raises(ValueError, match="line 3 looks like a comment"):
        changed_lines(source, ".py", chinese=True)


def test_sessions_change_in_examples_only():
    """In a doctest file the comments of what is typed change, not those of what is shown."""
    source = ">>> 1 + 1  # 加 | plus\n2\n>>> print('# 出 | out')\n# 出 | out\n"
    chinese, english = both(source, ".pycon")
    assert chinese == {">>> 1 + 1  # 加 | plus": ">>> 1 + 1  # 加"}
    assert english == {">>> 1 + 1  # 加 | plus": ">>> 1 + 1  # plus"}


def test_comments_in_the_continuation_of_an_example_change():
    """The prompt of continuation lines is counted."""
    source = ">>> def one():\n...     # 一 | one\n...     return 1\n...\n"
    assert both(source, ".pycon")[1] == {"...     # 一 | one": "...     # one"}


def test_other_files_have_no_comments():
    """Recorded output is shown as it is."""
    assert both("# 中文 | English", ".txt") == ({}, {})


def test_the_program_stays_the_same():
    """Whatever is cut, Python reads the same program."""
    source = "if True:  # 真 | true\n    # 空 | empty\n    x = '''\n# 中 | no\n'''  # 后 | after\n"
    for changed in both(source):
        lines = [
            line.replace(line.strip(), changed.get(line.strip(), line.strip()))
            for line in source.splitlines()
        ]
        assert len(changed) == 3
        assert ast.dump(ast.parse("\n".join(lines))) == ast.dump(ast.parse(source))
