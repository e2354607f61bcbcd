"""Pages and catalogs hold prose only: code and output come from files that were run."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
ENGLISH = DOCS / "locales/en/LC_MESSAGES"

# Directives whose content is prose again.
PROSE = {
    *("admonition", "attention", "caution", "container", "danger", "error", "glossary", "hint"),
    *("group-tab", "important", "note", "seealso", "tab", "tabs", "tip", "topic", "warning"),
}
# Directives whose content is not shown as text.
OTHER = {
    *("errata", "errata-chapter", "errata-filter"),
    *("downloads", "figure", "figures", "image", "literalinclude", "plot", "run-map"),
    *("sections", "toctree", "verification"),
}
# What would be a program or an output in the middle of a sentence.
INLINE_PROGRAM = re.compile(r">>> |\n|;\s*\w|^(import|from) .*import|\bpython\S* -c\b")

PARSER = create_md_parser(
    MdParserConfig(enable_extensions={"attrs_inline", "colon_fence", "deflist"}), RendererHTML
)


def pages():
    """Return the Markdown files that become pages."""
    found = (path.relative_to(DOCS) for path in DOCS.rglob("*.md"))
    return sorted(path for path in found if path.parts[0] not in {"_book", "locales", "tests"})


def typed(text, first=1):
    """Yield line and complaint for everything that should have been included from a file."""
    for token in PARSER.parse(text):
        line = first + (token.map[0] if token.map else 0)
        if token.type == "code_block":
            yield line, "an indented code block"
        elif token.type == "html_block":
            yield line, "raw HTML"
        elif token.type in {"fence", "colon_fence"}:
            directive = re.match(r"\{([\w:-]+)\}", token.info.strip())
            if directive is None:
                yield line, "a fenced code block"
            elif directive[1] in PROSE:
                yield from typed(token.content, line + 1)
            elif directive[1] not in OTHER:
                yield line, f"the directive {directive[1]}, which is not known to hold prose"
        for child in token.children or ():
            if child.type == "code_inline" and INLINE_PROGRAM.search(child.content):
                yield line, f"a program in a sentence: {child.content}"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("```\nx\n```", "a fenced code block"),
        ("~~~python\nx\n~~~", "a fenced code block"),
        ("para\n\n    x = 1\n", "an indented code block"),
        ("- item\n\n      x = 1\n", "an indented code block"),
        ("```{code-block} python\nx\n```", "the directive code-block"),
        (":::{note}\n```\nx\n```\n:::", "a fenced code block"),
        ("::::{tabs}\n:::{tab} A\n```{code} python\nx\n```\n:::\n::::", "the directive code"),
        ("<pre>x</pre>", "raw HTML"),
        ("Type `>>> 1 + 1`.", "a program in a sentence"),
        ("Run `import socket; socket.socket()`.", "a program in a sentence"),
    ],
)
def test_typed_code_is_found_wherever_it_hides(text, what):
    """The check below sees all ways in which a page can hold code of its own."""
    assert [complaint for _line, complaint in typed(text) if complaint.startswith(what)]


def test_prose_and_included_files_are_allowed():
    """The check below does not cry wolf."""
    text = (
        "# T\n\nRun `python server.py`.\n\n```{literalinclude} a.py\n:emphasize: x\n```\n\n"
        "::::{tabs}\n:::{tab} A\n```{literalinclude} a.py\n```\n:::\n::::\n"
    )
    assert not list(typed(text))


def test_lines_are_counted_inside_of_directives():
    """A complaint leads to the line to change."""
    text = "::::{tabs}\n:::{tab} A\ntext\n\n```\nx\n```\n:::\n::::\n"
    assert [line for line, _complaint in typed(text)] == [5]


@pytest.mark.parametrize("page", pages(), ids=str)
def test_a_page_includes_all_its_code_and_output(page):
    """Whatever looks like a program or its output is a file that was run."""
    found = [
        f"docs/{page}:{line}: {what}" for line, what in typed((DOCS / page).read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


def shape(text):
    """Return the kinds of blocks that a text is parsed into."""
    return [token.type for token in PARSER.parse(text)]


def messages():
    """Return catalog and message of everything there is to translate."""
    for path in sorted(ENGLISH.rglob("*.po")):
        with path.open("rb") as file:
            yield from ((path, message) for message in read_po(file) if message.id)


def test_translations_have_the_shape_of_what_they_translate():
    """No translation silently becomes a list, a heading, code, or loses its second paragraph."""
    wrong = [
        f"{path.relative_to(ROOT)}: {message.string!r} is not built like {message.id!r}"
        for path, message in messages()
        if message.string and shape(message.string) != shape(message.id)
    ]
    assert not wrong, "\n".join(wrong)


def test_translations_hold_no_code_of_their_own():
    """English readers, too, see only what was run."""
    wrong = [
        f"{path.relative_to(ROOT)}: {what}: {message.string!r}"
        for path, message in messages()
        for _line, what in typed(message.string)
    ]
    assert not wrong, "\n".join(wrong)


def test_everything_is_translated():
    """No entry is empty, which would show Chinese, or fuzzy, which would be ignored."""
    wrong = [
        f"{path.relative_to(ROOT)}: {'fuzzy' if message.fuzzy else 'empty'}: {message.id!r}"
        for path, message in messages()
        if message.fuzzy or not message.string
    ]
    assert not wrong, "\n".join(wrong)


def test_every_page_has_a_catalog():
    """A page without one would be Chinese on the English site."""
    missing = [page for page in pages() if not (ENGLISH / page).with_suffix(".po").is_file()]
    assert not missing, f"no English catalog: {', '.join(map(str, missing))}"
