"""What is sent to another process arrives as it was."""

import multiprocessing
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import ParamSpec, TypeVar

import pytest

import tercet

Given = ParamSpec("Given")
Result = TypeVar("Result")


def in_another_process(call: Callable[Given, Result], *arguments: Given.args, **keywords: Given.kwargs) -> Result:
    """Call a function in a process that starts from nothing."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(call, *arguments, **keywords).result(timeout=120)


def match(problem: tercet.Problem) -> tuple[tercet.Plan, tercet.Checked]:
    plan = tercet.solve(problem, strategy="local_search", work_limit=200)
    return plan, tercet.check(problem, plan)


def refused() -> None:
    tercet.Rules(max_km="far")  # type: ignore[arg-type]


def test_a_problem_goes_to_another_process_and_its_plan_comes_back(cohort: tercet.Cohort) -> None:
    rules = tercet.Rules(sizes=[3], max_km=400, differ=["region"])
    problem = tercet.Problem(cohort, rules, forbidden=[("01", "03")], history=[(2024, ["01", "02"])])
    plan, checked = in_another_process(match, problem)
    here = match(problem)
    assert plan.problem.sha256 == problem.sha256
    assert (plan.to_json(), checked.to_text()) == (here[0].to_json(), here[1].to_text())
    assert checked.is_valid


def test_issues_of_another_process_arrive_whole() -> None:
    with pytest.raises(tercet.InputError) as here:
        refused()
    with pytest.raises(tercet.InputError) as there:
        in_another_process(refused)
    assert there.value.issues == here.value.issues
    assert len(there.value.issues) == 1


@pytest.mark.parametrize(
    "rules",
    [
        tercet.Rules(),
        tercet.Rules(sizes=[3, 5], exactly={3: 2}, aim="worst_first", unmatched=4_000),
        tercet.Rules(differ=[], at_most=[{"attribute": "region", "count": 2}], max_km=12.5, learn_at_least=0.25),
    ],
)
def test_rules_are_the_same_after_pickling(rules: tercet.Rules) -> None:
    assert pickle.loads(pickle.dumps(rules)) == rules


def test_a_cohort_is_the_same_after_pickling() -> None:
    cohort = tercet.generate(40, seed=3)
    copy = pickle.loads(pickle.dumps(cohort))
    assert (copy.schools, copy.areas, copy.attributes) == (cohort.schools, cohort.areas, cohort.attributes)


def draw(plan: tercet.Plan, year: tercet.Year) -> tuple[tercet.Drawing, tercet.NeedAndSupply, tercet.Calendar]:
    return plan.map(), plan.problem.cohort.need_and_supply(), tercet.schedule(plan, year, rounds=5)


def test_what_is_drawn_and_laid_out_elsewhere_is_the_same(cohort: tercet.Cohort) -> None:
    plan, year = tercet.solve(cohort, tercet.Rules(sizes=[3]), work_limit=200), tercet.example_year()
    drawing, supply, calendar = in_another_process(draw, plan, year)
    here = draw(plan, year)
    assert (drawing, supply) == here[:2]
    assert calendar.to_json() == here[2].to_json()
    assert pickle.loads(pickle.dumps(tercet.explain(cohort, plan))).to_json() == tercet.explain(cohort, plan).to_json()
