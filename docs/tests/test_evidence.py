"""A page shows only what this very run has proven."""

from shown_files import read_shown


def test_every_shown_file_was_run(site, executed_files):
    """Each block on a page is a program that a passing test ran, or an output it compared."""
    wrong = [
        f"docs/{block['doc']}.md:{block['line']}: {block['file']}: no passing test has used it"
        for block in read_shown(site.work / "doctrees" / "zh")
        if block["file"] and (site.root / block["file"]).resolve() not in executed_files
    ]
    assert not wrong, "\n".join(wrong)
