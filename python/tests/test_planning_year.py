"""The year that is being planned, from which the age of past groups is counted: in Python and in every command."""

import json
from pathlib import Path

import pytest

import tercet
from tests.conftest import Run

RULES = "[rules]\nno_repeat_years = 3\n"


@pytest.fixture
def files(run: Run, example_csv: Path, tmp_path: Path) -> dict[str, Path]:
    """Write a plan, and a history that says that its groups met in 2020."""
    assert run("match", example_csv, "--out", "plan").returncode == 0
    plan = tercet.Plan.load(tmp_path / "plan" / "plan.json", tercet.Problem(tercet.read_csv(example_csv)))
    rows = [f"2020,{number},{school}" for number, group in enumerate(plan.groups) for school in group]
    (tmp_path / "history.csv").write_text("\n".join(["year,group,school", *rows]) + "\n")
    (tmp_path / "rules.toml").write_text(RULES)
    return {"cohort": example_csv, "groups": tmp_path / "plan" / "groups.csv", "history": tmp_path / "history.csv"}


def _arguments(files: dict[str, Path], *planning_year: str) -> list[str | Path]:
    return ["--rules", "rules.toml", "--history", files["history"], *planning_year]


def test_groups_may_meet_again_once_enough_years_have_passed(files: dict[str, Path]) -> None:
    cohort, rules = tercet.read_csv(files["cohort"]), tercet.Rules.from_toml(RULES)
    history = str(files["history"])
    soon = tercet.Problem(cohort, rules, history=history, planning_year=2021)
    later = tercet.Problem(cohort, rules, history=history, planning_year=2024)
    groups = tercet.groups_from_csv(later, files["groups"].read_bytes())
    assert (tercet.check(soon, groups).is_valid, tercet.check(later, groups).is_valid) == (False, True)
    assert tercet.solve(cohort, rules, history=history, planning_year=2024, strategy="greedy").problem.sha256 == (
        later.sha256
    )


def test_check_explain_and_compare_count_from_the_year_that_is_stated(run: Run, files: dict[str, Path]) -> None:
    soon, later = _arguments(files, "--planning-year", "2021"), _arguments(files, "--planning-year", "2024")
    cohort, groups = files["cohort"], files["groups"]
    assert run("check", cohort, groups, *soon).returncode == 4
    assert run("check", cohort, groups, *later).returncode == 0
    for command, plans in (("explain", [groups]), ("compare", [groups, groups])):
        assert "does not keep the rules" in run(command, cohort, *plans, *soon).stderr
        assert run(command, cohort, *plans, *later).stderr == ""


def test_match_and_calendar_count_from_the_year_that_is_stated(
    run: Run, files: dict[str, Path], tmp_path: Path
) -> None:
    later = _arguments(files, "--planning-year", "2024")
    done = run("match", files["cohort"], *later, "--format", "json")
    met = [{*group} for group in tercet.groups_from_csv(tercet.example_cohort(), files["groups"].read_bytes())]
    assert [{*group} for group in json.loads(done.stdout)["groups"]] == met
    again = json.loads(run("match", files["cohort"], *_arguments(files, "--planning-year", "2021"), "--format", "json").stdout)["groups"]
    assert not any({*group} in met for group in again)
    (tmp_path / "terms.csv").write_text("term,start,end\nAll,2026-09-01,2027-07-21\n")
    arguments = ["--terms", "terms.csv", "--rounds", "0", "--format", "json"]
    made = run("calendar", files["cohort"], files["groups"], *later, *arguments)
    problem = tercet.Problem(
        tercet.read_csv(files["cohort"]),
        tercet.Rules.from_toml(RULES),
        history=str(files["history"]),
        planning_year=2024,
    )
    assert json.loads(made.stdout)["problem_sha256"] == problem.sha256


def test_a_problem_in_json_states_its_own_planning_year(run: Run, files: dict[str, Path], tmp_path: Path) -> None:
    tercet.Problem(tercet.read_csv(files["cohort"])).save(tmp_path / "problem.json")
    done = run("match", "problem.json", "--planning-year", "2024")
    assert (done.returncode, "leave out --planning-year" in done.stderr) == (2, True)


def test_the_year_never_follows_from_the_history(run: Run, files: dict[str, Path]) -> None:
    cohort, rules = tercet.read_csv(files["cohort"]), tercet.Rules.from_toml(RULES)
    with pytest.raises(tercet.InputError) as raised:
        tercet.Problem(cohort, rules, history=[(2010, ["01", "02"])])
    assert [issue.code for issue in raised.value.issues] == ["missing-year"]
    done = run("match", files["cohort"], *_arguments(files))
    assert (done.returncode, "missing-year" in done.stderr) == (2, True)


def test_the_year_follows_from_the_terms(run: Run, files: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "year").mkdir()
    (tmp_path / "year" / "terms.csv").write_text("term,start,end\nAll,2024-09-01,2025-07-21\n")
    arguments = [*_arguments(files), "--year", "year", "--format", "json"]
    made = json.loads(run("match", files["cohort"], *arguments).stdout)
    stated = [*_arguments(files, "--planning-year", "2024"), "--format", "json"]
    assert made["problem_sha256"] == json.loads(run("match", files["cohort"], *stated).stdout)["problem_sha256"]
    year = tercet.Year([{"term": "All", "start": "2024-09-01", "end": "2025-07-21"}])
    rules = tercet.Rules(no_repeat_years=3, common_days=3)
    cohort = tercet.read_csv(files["cohort"])
    problem = tercet.Problem(cohort, rules, history=str(files["history"]), usable_days=year)
    assert problem.sha256 == tercet.Problem(
        cohort, rules, history=str(files["history"]), usable_days=year, planning_year=2024
    ).sha256
