"""A page shows only what runs have proven, and says where."""

from pathlib import Path

import pytest

from harness import evidence
from harness.proof import Proof
from shown_files import read_shown

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def proof(evidence_folder):
    """Give what this run has proven, with other runs of the same files."""
    if evidence_folder is None:
        pytest.skip("needs the whole run; only a part of the scenarios was selected")
    return Proof.read(evidence_folder, ROOT)


def test_every_shown_file_was_run(site, proof, request):
    """Each block on a page is a program that a passing test ran, or an output it compared."""
    here = evidence.describe_python(request.config.option.snippet_python).label
    wrong = [
        f"docs/{block['doc']}.md:{block['line']}: {block['file']}: {why}"
        for block in read_shown(site.work / "doctrees" / "zh")
        if block["file"]
        for why in proof.lacking(block["file"], [here])
    ]
    assert not wrong, "\n".join(wrong)
