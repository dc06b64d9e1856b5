"""Solving from Python: options, progress, and what may be given."""

import math
import threading
from typing import Any

import pytest

import tercet

STRATEGIES = ("auto", "random", "greedy", "local_search", "mip")


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_strategy_gives_a_plan_that_passes_check(problem: tercet.Problem, strategy: Any) -> None:  # noqa: ANN401
    plan = tercet.solve(problem, strategy=strategy)
    assert tercet.check(problem, plan).findings == []
    assert sorted(school for group in plan.groups for school in group) == [f"{n:02}" for n in range(1, 13)]


def test_a_cohort_with_rules_is_the_problem_of_both(cohort: tercet.Cohort, problem: tercet.Problem) -> None:
    plan = tercet.solve(cohort, tercet.Rules(sizes=[3]), strategy="greedy")
    assert plan.to_json() == tercet.solve(problem, strategy="greedy").to_json()


def test_a_problem_has_its_rules_already(problem: tercet.Problem) -> None:
    with pytest.raises(TypeError, match="already has its rules"):
        tercet.solve(problem, tercet.Rules())


def test_a_path_is_not_a_problem() -> None:
    with pytest.raises(TypeError, match="read_csv makes a cohort"):
        tercet.solve("schools.csv")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "options",
    [{"seed": -1}, {"seed": 2**64}, {"time_limit": -1}, {"time_limit": math.nan}, {"threads": 0}, {"work_limit": -5}],
    ids=str,
)
def test_options_out_of_range_are_refused(problem: tercet.Problem, options: dict[str, Any]) -> None:
    with pytest.raises(tercet.OptionsError):
        tercet.solve(problem, **options)


def test_an_unknown_strategy_is_refused_with_the_known_ones(problem: tercet.Problem) -> None:
    with pytest.raises(tercet.OptionsError, match="local_search"):
        tercet.solve(problem, strategy="clever")  # type: ignore[arg-type]


def test_a_strategy_that_cannot_work_towards_the_aim_is_refused_before_anything_is_shown(
    cohort: tercet.Cohort,
) -> None:
    problem = tercet.Problem(cohort, tercet.Rules(aim="worst_first"))
    told: list[tercet.Progress] = []
    with pytest.raises(tercet.OptionsError, match="worst_first"):
        tercet.solve(problem, strategy="mip", progress=told.append)
    assert told == []


def test_an_unknown_way_to_be_interrupted_is_refused(problem: tercet.Problem) -> None:
    with pytest.raises(ValueError, match="on_interrupt"):
        tercet.solve(problem, on_interrupt="ignore")  # type: ignore[arg-type]


def test_what_the_progress_callable_raises_ends_the_solve(cohort: tercet.Cohort) -> None:
    class Enough(Exception):  # noqa: N818
        pass

    def stop(progress: tercet.Progress) -> None:
        raise Enough(repr(progress))

    with pytest.raises(Enough, match="Progress"):
        tercet.solve(cohort, strategy="local_search", progress=stop)


def test_no_plan_is_an_answer_with_reasons(cohort: tercet.Cohort) -> None:
    plan = tercet.solve(cohort, tercet.Rules(at_most=[{"attribute": "phase", "count": 1}], same=[]))
    assert (plan.status, plan.value, plan.groups) == ("infeasible", None, [])
    assert plan.reasons
    assert all(reason["have"] and reason["need"] for reason in plan.reasons)


def test_other_python_threads_go_on_during_a_solve(problem: tercet.Problem) -> None:
    plans: list[tercet.Plan] = []
    threads = [threading.Thread(target=lambda: plans.append(tercet.solve(problem))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert plans[0].to_json() == plans[1].to_json()


def test_seed_and_options_are_those_that_were_used(problem: tercet.Problem) -> None:
    plan = tercet.solve(problem, strategy="random", seed=7, work_limit=3)
    assert (plan.seed, plan.strategy) == (7, "random")
    assert plan.options["work_limit"] == 3
