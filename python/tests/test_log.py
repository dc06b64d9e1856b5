"""What a solve tells `logging`, and that it tells nobody else."""

import logging
import subprocess
import sys

import pytest

import tercet


def test_start_and_end_are_said_with_what_was_found(problem: tercet.Problem, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="tercet"):
        plan = tercet.solve(problem, strategy="local_search", seed=3)
    assert [(record.name, record.levelname) for record in caplog.records] == [("tercet", "INFO")] * 2
    start, end = caplog.messages
    assert start == "solving for 12 schools: strategy local_search, seed 3"
    for part in (
        "12 schools",
        f"status {plan.status}",
        f"value {plan.value}",
        f"bound {plan.bound}",
        f"gap {plan._gap_in_words}",
        f"stop {plan.stop}",
    ):
        assert part in end


def test_phases_and_incumbents_are_for_those_who_debug(
    problem: tercet.Problem, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[tercet.Progress] = []
    with caplog.at_level(logging.DEBUG, logger="tercet"):
        plan = tercet.solve(problem, progress=seen.append)
    told = [record.getMessage() for record in caplog.records if record.levelname == "DEBUG"]
    assert any(message.startswith(f"phase {seen[-1].phase} after") for message in told)
    assert any(message.startswith(f"incumbent {plan.value}, bound") for message in told)
    assert seen, "whoever asked for progress still has it"


def test_a_solve_that_ends_without_a_plan_says_why(problem: tercet.Problem, caplog: pytest.LogCaptureFixture) -> None:
    def stop(_: tercet.Progress) -> None:
        message = "enough"
        raise LookupError(message)

    with caplog.at_level(logging.INFO, logger="tercet"), pytest.raises(LookupError):
        tercet.solve(problem, progress=stop)
    assert caplog.messages[-1] == "the solve ended without a plan: enough"


def test_a_problem_without_a_plan_is_logged_as_such(caplog: pytest.LogCaptureFixture) -> None:
    problem = tercet.Problem(tercet.generate(7, seed=1), tercet.Rules(sizes=[2], differ=[], same=[]))
    with caplog.at_level(logging.INFO, logger="tercet"):
        tercet.solve(problem)
    assert "status infeasible, value none" in caplog.messages[-1]


def test_without_a_handler_nothing_is_shown() -> None:
    script = (
        "import logging, tercet\n"
        "assert [type(handler) for handler in logging.getLogger('tercet').handlers] == [logging.NullHandler]\n"
        "logging.getLogger('tercet').setLevel(logging.DEBUG)\n"
        "tercet.solve(tercet.example_cohort())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
