import subprocess


def version_of(python):
    ask = "import sys; print(*sys.version_info[:2])"
    answer = subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True)  # noqa: S603 - asks a version
    return tuple(map(int, answer.stdout.split()))


def test_hmac_new_without_a_digest_is_a_type_error(run):
    """The parameter has had no default since 3.8; the wording of the error changed in 3.13."""
    since_313 = version_of(run.settings.python) >= (3, 13)
    record = "error_since_3.13.txt" if since_313 else "error_until_3.12.txt"
    program = run("no_digestmod_broken.py", record=record)
    program.expect("^TypeError: Missing required .* 'digestmod'")
    program.wait(exit_code=0)


def test_digest_is_named_and_compared_in_constant_time(run):
    """SHA-256 gives 32 bytes, and compare_digest() takes answers of any length."""
    run("digest.pycon").wait(exit_code=0)
