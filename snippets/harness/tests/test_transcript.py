"""Records: what counts as the same output, and what does not."""

import itertools

import pytest

from harness.transcript import Event, Normaliser, match, render

MAIN, CHILD = 500, 501


def out(pid, *lines):
    """Make the events of a process that prints some lines."""
    return [Event(pid, "out", f"{line}\n".encode()) for line in lines]


def same(recorded, events, known=None, *, ordered=False):
    """Tell whether a run shows what a record says."""
    return next(match(recorded, events, MAIN, known or {}, ordered=ordered), None) is not None


def interleavings(first, second):
    """Yield every order in which the events of two processes can arrive."""
    length = len(first) + len(second)
    for places in itertools.combinations(range(length), len(first)):
        ours, theirs = iter(first), iter(second)
        yield [next(ours) if place in places else next(theirs) for place in range(length)]


def test_every_order_between_processes_is_the_same_output():
    """Scheduling decides nothing: a record holds for all ways the processes take turns."""
    record = "main    │ a\nmain    │ b\nmain    │ c\nchild 1 │ d\nchild 1 │ e\nchild 1 │ f\n"
    runs = list(interleavings(out(MAIN, "a", "b", "c"), out(CHILD, "d", "e", "f")))
    assert len(runs) == 20
    assert all(same(record, run) for run in runs)


def test_order_within_a_process_counts():
    """Of all orders of a process's own lines exactly one is right."""
    record = "a\nb\nc\nd\n"
    right = [order for order in itertools.permutations("abcd") if same(record, out(MAIN, *order))]
    assert right == [("a", "b", "c", "d")]


@pytest.mark.parametrize(
    "lines", [["a"], ["a", "b", "c"], ["a", "x"], ["a", "b", "b"], []], ids=repr
)
def test_missing_extra_and_other_lines_are_differences(lines):
    """Nothing may be lost, added or changed."""
    assert not same("a\nb\n", out(MAIN, *lines))


def test_a_line_by_another_process_is_a_difference():
    """Who printed a line is part of what a record says."""
    record = "main    │ a\nmain    │ b\nchild 1 │ c\n"
    assert same(record, out(MAIN, "a", "b") + out(CHILD, "c"))
    assert not same(record, out(MAIN, "a") + out(CHILD, "b", "c"))


@pytest.mark.parametrize("ordered", [False, True])
def test_an_empty_line_has_its_writer_too(ordered):
    """A line with nothing on it is shown, and matched, as any other."""
    events = out(MAIN, "a", "", "b") + out(CHILD, "", "c")
    record = render(events, MAIN, Normaliser(set()))
    assert record.splitlines()[1:4] == ["main    │", "main    │ b", "child 1 │"]
    assert same(record, events, ordered=ordered)
    assert not same(record, out(MAIN, "a", "b") + out(CHILD, "", "c"), ordered=ordered)
    assert not same(record, out(MAIN, "a", "", "b") + out(CHILD, "c"), ordered=ordered)


def test_children_are_named_in_any_order_but_main_is_main():
    """Which child came first is chance; which process is the program itself is not."""
    record = "main    │ a\nchild 1 │ b\nchild 2 │ c\n"
    assert same(record, out(MAIN, "a") + out(501, "c") + out(502, "b"))
    assert not same(record, out(501, "a") + out(MAIN, "b") + out(502, "c"))


def test_in_an_ordered_record_one_order_is_right():
    """Where order is the lesson, a record holds for that order only, whoever writes."""
    record = "main    │ a\nchild 1 │ b\nmain    │ c\nchild 2 │ d\n"
    first, second = out(501, "b"), out(502, "d")
    right = [
        run
        for run in itertools.permutations([*out(MAIN, "a", "c"), *first, *second])
        if same(record, run, ordered=True)
    ]
    assert right == [(*out(MAIN, "a"), *first, *out(MAIN, "c"), *second)]
    assert not same(record, out(MAIN, "a") + first + out(MAIN, "c") + out(501, "d"), ordered=True)
    assert not same(record, out(501, "a") + out(MAIN, "b"), ordered=True)


def test_an_ordered_record_says_nothing_of_stderr_among_stdout():
    """Two channels have no order between them, and each has its own."""
    record = "main    │ a\nchild 1 │ oops\nchild 1 │ b\n"
    error = [Event(CHILD, "err", b"oops\n")]
    for run in interleavings(out(MAIN, "a") + out(CHILD, "b"), error):
        assert same(record, run, ordered=True)
    assert not same(record, out(CHILD, "b") + out(MAIN, "a") + error, ordered=True)


def test_pids_bind():
    """Equal pids stay equal, different ones different, whatever their values."""
    record = "parent 71001\nchild 71002 of 71001\n"
    assert same(record, out(MAIN, "parent 7", "child 8 of 7"))
    assert not same(record, out(MAIN, "parent 7", "child 8 of 9"))
    assert not same(record, out(MAIN, "parent 7", "child 7 of 7"))


def test_ports_bind_across_records():
    """The port one program prints as its own is the one the other sees."""
    client, server = "I am ('127.0.0.1', 61001)\n", "hello from 127.0.0.1:61001\n"
    (known,) = match(client, out(MAIN, "I am ('127.0.0.1', 40123)"), MAIN, {})
    assert same(server, out(CHILD, "hello from 127.0.0.1:40123"), known)
    assert not same(server, out(CHILD, "hello from 127.0.0.1:40124"), known)


def test_what_is_measured_is_free_and_other_numbers_are_not():
    """Only what is marked as seconds, or as memory, may differ."""
    record = "2 answers in 0.25 s\n"
    assert same(record, out(MAIN, "2 answers in 3.75 s"))
    assert not same(record, out(MAIN, "3 answers in 0.25 s"))
    assert not same("ratio 1.5\n", out(MAIN, "ratio 1.6"))
    assert same("one client: 12.5 KiB\n", out(MAIN, "one client: 13.0 KiB"))
    assert not same("one client: 12.5 KiB\n", out(MAIN, "one client: 12.5 MiB"))
    assert not same("64 KiB\n", out(MAIN, "32 KiB"))


def test_streams_of_one_process_may_overlap():
    """Stdout and stderr are two channels: between them there is no order to rely on."""
    error = [Event(MAIN, "err", b"oops\n")]
    for run in interleavings(out(MAIN, "a", "b"), error):
        assert same("a\noops\nb\n", run)
    assert not same("a\noops\nb\n", out(MAIN, "b", "a") + error)


def test_rendering_normalises_and_names_writers():
    """A record has no value that another run could not have."""
    events = out(MAIN, f"parent {MAIN}, peer 127.0.0.1:50321") + out(CHILD, f"child {CHILD} of 500")
    assert render(events, MAIN, Normaliser({MAIN, CHILD})) == (
        "main    │ parent 71001, peer 127.0.0.1:61001\nchild 1 │ child 71002 of 71001\n"
    )


def test_teaching_ports_are_not_normalised():
    """A port the reader types stays the one in the program."""
    assert Normaliser(set()).line("listening on 127.0.0.1:9101") == "listening on 127.0.0.1:9101"


def test_what_is_recorded_matches_its_own_run():
    """Recording twice changes nothing: the second run finds its record right."""
    events = [
        *out(MAIN, "parent 500"),
        *out(CHILD, "child 501"),
        Event(MAIN, "out", b"> "),
        Event(MAIN, "in", "你好\n".encode()),
        *out(MAIN, "took 1.25 s"),
        *out(CHILD, "bye"),
    ]
    record = render(events, MAIN, Normaliser({MAIN, CHILD}))
    assert "> 你好\n" in record
    assert same(record, events)


def test_text_split_inside_a_character_is_put_together():
    """Bytes arrive in any pieces; text is decoded from the whole."""
    data = "套接字\n".encode()
    events = [Event(MAIN, "out", bytes([byte])) for byte in data]
    assert render(events, MAIN, Normaliser(set())) == "套接字\n"
