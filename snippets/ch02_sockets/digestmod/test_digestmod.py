def test_hmac_new_without_a_digest_is_a_type_error(run):
    """The parameter has had no default since 3.8; the wording of the error changed in 3.13."""
    program = run("no_digestmod_broken.py", record="error.txt")
    program.expect("^TypeError: Missing required .* 'digestmod'")
    program.wait(exit_code=0)


def test_digest_is_named_and_compared_in_constant_time(run):
    """In pieces or not, SHA-256 gives the same 32 bytes; compare_digest() takes any length."""
    run("digest.pycon").wait(exit_code=0)
