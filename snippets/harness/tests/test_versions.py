"""Records for some versions of Python: which one a run is held against."""

import pytest

from harness import versions


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ("3.11", "error_until_3.12.txt"),
        ("3.12.9", "error_until_3.12.txt"),
        ("3.13", "error_since_3.13.txt"),
        ("3.15.2", "error_since_3.13.txt"),
    ],
)
def test_record_is_chosen_by_version(tmp_path, version, name):
    """Each version is held against its own record, also past 3.9, where text would sort wrong."""
    for other in "error_until_3.12.txt", "error_since_3.13.txt", "other_since_3.9.txt":
        (tmp_path / other).touch()
    assert versions.record_for(tmp_path, "error.txt", versions.parse(version)).name == name


def test_record_without_versions_is_for_all(tmp_path):
    """A name without versions means itself."""
    (tmp_path / "other_since_3.13.txt").touch()
    assert versions.record_for(tmp_path, "error.txt", (3, 13)) == tmp_path / "error.txt"
    assert versions.fits(tmp_path / "error.txt", (3, 11))


@pytest.mark.parametrize(
    ("version", "runs"),
    [
        ((3, 13, 7), False),
        ((3, 13, 8), True),
        ((3, 14, 0), False),
        ((3, 14, 1), True),
        ((3, 15, 0), True),
    ],
)
def test_fork_server_runs_the_main_file_from_two_releases_on(version, runs):
    """A later minor version can be older than the release with the change."""
    assert versions.fork_server_runs_main(version) is runs
