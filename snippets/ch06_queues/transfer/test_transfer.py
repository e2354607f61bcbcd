import re


def milliseconds(program):
    """Return the times by size and way."""
    sizes = re.split(r"^(\d+ \w+)\n", program.stdout, flags=re.MULTILINE)[1:]
    return {
        size: {name: float(value) for name, value in re.findall(r"  (.+?) +([\d.]+) ms", rows)}
        for size, rows in zip(sizes[::2], sizes[1::2], strict=True)
    }


def test_what_a_transfer_costs_depends_on_the_way(run, start_method):
    """A Manager passes everything through one more process; shared memory spares the copying."""
    program = run("transfer.py", record="transfer.txt")
    program.wait(exit_code=0)
    times = milliseconds(program)
    assert times["16 bytes"]["Manager"] > 1.5 * times["16 bytes"]["Pipe"]
    assert times["1 MiB"]["Manager"] > 1.5 * times["1 MiB"]["shared memory"]
