"""A page shows only what runs have proven, and says where: on the real site."""

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from harness import evidence
from harness.proof import Proof
from shown_files import read_shown

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def proof(evidence_of_whole_run):
    """Give what this run has proven, with other runs of the same files."""
    return Proof.read(evidence_of_whole_run, ROOT)


def test_every_shown_file_was_run(site, proof, here):
    """Each block on a page is a program that a passing test ran, or an output it compared."""
    wrong = [
        f"docs/{block['doc']}.md:{block['line']}: {block['file']}: {why}"
        for block in read_shown(site.work / "doctrees" / "zh")
        if block["file"]
        for why in proof.lacking(block["file"], [here])
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_is_true(site, proof, language):
    """A block has a line where something proves it, and the line names what did, nothing else."""
    wrong = []
    for path, page in site.pages(language).items():
        for caption in page.select(".code-block-caption"):
            file = caption.code.get_text()
            places = proof.proven(file)
            line = caption.select_one(".evidence")
            said = line.get_text() if line else ""
            words = set(re.findall(r"fork(?:server)?|spawn|Linux|macOS|Windows", said))
            expected = {place.system for place in places}.union(*(it.methods for it in places))
            if words != expected or bool(line) != bool(places):
                wrong.append(f"{language}/{path}: {file}: {said!r}, ran on {places}")
    assert not wrong, "\n".join(wrong)


def test_the_matrix_holds_every_result_of_this_run(site, evidence_of_whole_run, here):
    """What became of each scenario under each method, and how long it took, is as the file says."""
    column = f"{here} {evidence.describe_system().name}"
    page = site.pages("en")["verification.html"]
    headings = [cell.get_text() for cell in page.select(".matrix thead th")]
    shown = {
        (cells[0], cells[1]): cells[headings.index(column)]
        for cells in (
            [cell.get_text() for cell in row.select("th, td")]
            for row in page.select(".matrix tbody tr")
        )
    }
    name = f"cpython-{here}-{evidence.describe_system().name.lower()}-*.json"
    (file,) = evidence_of_whole_run.rglob(name)
    rows = defaultdict(list)
    for test in json.loads(file.read_text("utf-8"))["tests"]:
        rows[test["scenario"], test["start_method"] or "default"].append(test)
    assert rows
    wrong = []
    for key, tests in rows.items():
        outcomes = [test["outcome"] for test in tests]
        sign = "✗" if "failed" in outcomes else "✓" if "passed" in outcomes else "–"
        seconds = f"{sum(test['seconds'] for test in tests):.2f} s"
        if not shown[key].startswith(sign) or (sign != "–" and seconds not in shown[key]):
            wrong.append(f"{key}: {shown[key]}, not {sign} {seconds}")
    assert not wrong, "\n".join(wrong)
