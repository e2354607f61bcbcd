"""Keep one language of the bilingual comments in a program.

A comment such as ``# 没有数据时立刻返回 | returns at once`` says the same thing twice, on one line.
A page shows the half in its own language: no line is added or removed, and no token of the
program but its comments is touched.
"""

import doctest
import io
import re
import tokenize
from collections.abc import Iterator

# A bilingual comment: Chinese before the first " | ", English after it.
_BILINGUAL = re.compile(r"#\s*(?P<chinese>[^|]*[\u4e00-\u9fff].*?) \| (?P<english>.*)")


def keep_language(line: str, column: int, *, chinese: bool) -> str:
    """Return the line with only one half of the bilingual comment that starts at column."""
    code, comment = line[:column], line[column:]
    match = _BILINGUAL.fullmatch(comment.rstrip("\n"))
    if match is None:
        return line
    half = match["chinese" if chinese else "english"]
    return f"{code}# {half.strip()}{comment[len(comment.rstrip()) :]}"


def comments(source: str) -> Iterator[tuple[int, int]]:
    """Yield row (from 0) and column of each comment in a Python program.

    :raises ValueError: when it is none
    """
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0] - 1, token.start[1]
    except tokenize.TokenError as error:
        what, (row, _column) = error.args
        raise ValueError(f"line {row}: {what}") from None
    except SyntaxError as error:  # from the indentation, or of more in Python 3.12 and later
        raise ValueError(f"line {error.lineno}: {error.msg}") from None


def session_comments(source: str) -> Iterator[tuple[int, int]]:
    """Yield row and column of each comment in the examples of a doctest file."""
    for example in doctest.DocTestParser().get_examples(source):
        prompt = example.indent + len(">>> ")
        for row, column in comments(example.source):
            yield example.lineno + row, prompt + column


def changed_lines(source: str, suffix: str, *, chinese: bool) -> dict[str, str]:
    """Return the lines of a file that a page shows otherwise, each without its indentation.

    :param source: the whole text of the file: only that can be tokenized
    :param suffix: its kind: ``.py`` a program, ``.pycon`` a doctest file; others have no comments
    :param chinese: whether to keep the Chinese half, or the English one
    :raises ValueError: when such a line also stands in the file as something else than a comment,
        or the file is no Python
    """
    find = {".py": comments, ".pycon": session_comments}.get(suffix)
    if find is None:
        return {}
    lines = source.splitlines(keepends=True)
    changed, rows = {}, set()
    for row, column in find(source):
        kept = keep_language(lines[row], column, chinese=chinese)
        if kept != lines[row]:
            changed[lines[row].strip()] = kept.strip()
            rows.add(row)
    for row, line in enumerate(lines):
        if line.strip() in changed and row not in rows:
            raise ValueError(f"line {row + 1} looks like a comment of the file, and is none")
    return changed
