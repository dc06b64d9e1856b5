"""Checking plans from Python."""

import json
from pathlib import Path

import tercet

TRIOS = [["01", "03", "05"], ["02", "06", "09"], ["04", "07", "11"], ["08", "10", "12"]]


def test_bare_groups_are_checked_without_claims(problem: tercet.Problem) -> None:
    checked = tercet.check(problem, TRIOS)
    assert checked.basis == "unclaimed"
    assert checked.value is not None
    assert checked.value > 0


def test_each_broken_rule_is_named_with_its_schools(problem: tercet.Problem) -> None:
    checked = tercet.check(problem, [["01", "02", "05"], ["03", "06", "09"], ["04", "07", "11"], ["08", "10", "12"]])
    assert not checked.is_valid
    assert {(broken["rule"], tuple(broken["schools"])) for broken in checked.broken} >= {("differ", ("01", "02"))}


def test_a_school_left_out_of_the_groups_is_unmatched(problem: tercet.Problem) -> None:
    assert "unmatched" in {broken["rule"] for broken in tercet.check(problem, TRIOS[:-1]).broken}


def test_a_school_that_the_cohort_does_not_have_is_named(problem: tercet.Problem) -> None:
    checked = tercet.check(problem, [*TRIOS[:-1], ["08", "10", "99"]])
    assert any("99" in finding for finding in checked.findings)


def test_a_spreadsheet_is_checked_like_the_groups_it_holds(problem: tercet.Problem, tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    rows = [f"{school},{number}" for number, group in enumerate(TRIOS) for school in group]
    path.write_text("\n".join(["school,group", *rows]) + "\n")
    assert tercet.check(problem, path).value == tercet.check(problem, TRIOS).value


def test_a_plan_that_claims_too_much_is_found_out(plan: tercet.Plan) -> None:
    claims = json.loads(plan.to_json())
    claims["value"] += 1
    checked = tercet.check(plan.problem, tercet.Plan.from_json(json.dumps(claims), plan.problem))
    assert "value" in {mismatch["claim"] for mismatch in checked.claims}
    assert checked.value == plan.value
