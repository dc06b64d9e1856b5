"""Ctrl-C while a year is laid out, on a process of its own."""

import signal
import subprocess
import sys

import pytest

SCRIPT = """
import sys, tercet
def tell(progress):
    print("going", flush=True)
cohort = tercet.generate(200, seed=1)
plan = tercet.solve(cohort, strategy="greedy")
try:
    calendar = tercet.schedule(plan, tercet.Year([{"term": "All", "start": "2026-09-01", "end": "2027-07-21"}],
        facilitators=[{"facilitator": f"F{n}", "region": "London"} for n in range(8)]),
        rounds=10**12, progress=tell, on_interrupt=sys.argv[1])
    print(calendar.stop, len(calendar.visits), tercet.check_calendar(calendar))
except KeyboardInterrupt:
    print("KeyboardInterrupt")
"""


@pytest.mark.parametrize(("on_interrupt", "said"), [("raise", "KeyboardInterrupt"), ("return", "interrupted 200 []")])
def test_an_interrupt_ends_the_search_in_the_way_that_was_asked_for(on_interrupt: str, said: str) -> None:
    with subprocess.Popen([sys.executable, "-c", SCRIPT, on_interrupt], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "going\n"
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read().splitlines()
    assert [line for line in rest if line != "going"] == [said]
    assert process.returncode == 0
