"""`--planning-year`: the year from which the years of a history count, on every command that takes a history."""

import csv
from pathlib import Path

import pytest

import tercet
from tests.conftest import Run

GROUPS = [["01", "10", "12"], ["02", "05", "08"], ["03", "06", "09"], ["04", "07", "11"]]
TABLES = ("--rules", "rules.toml", "--history", "history.csv")


@pytest.fixture
def folder(example_csv: Path) -> Path:
    """Lay out groups of which one was a group in 2025, and a rule that lets it meet again after two years."""
    folder = example_csv.parent
    _write(folder / "groups.csv", [("school", "group"), *((s, str(n)) for n, ids in enumerate(GROUPS) for s in ids)])
    _write(folder / "history.csv", [("year", "group", "school"), *(("2025", "A", school) for school in GROUPS[0])])
    (folder / "rules.toml").write_text("[rules]\nno_repeat_years = 2\n")
    return folder


def _write(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize("year", [None, 2026, 2027, 2028, 2040])
def test_a_group_may_meet_again_once_the_planned_year_is_far_enough(run: Run, folder: Path, year: int | None) -> None:
    stated = () if year is None else ("--planning-year", str(year))
    done = run("check", "example.csv", "groups.csv", *TABLES, *stated)
    rules = tercet.Rules.read(folder / "rules.toml")
    problem = tercet.Problem(tercet.read_csv(folder / "example.csv"), rules, history=folder / "history.csv", year=year)
    expected = tercet.check(problem, GROUPS)
    assert (done.returncode, done.stdout) == (0 if expected.is_valid else 4, expected.to_text())
    assert expected.is_valid == (year is not None and year > 2027)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", ["explain", "compare"])
def test_other_commands_count_from_it_too(run: Run, command: str) -> None:
    plans = ["groups.csv"] * (2 if command == "compare" else 1)
    assert "breaks the rules" in run(command, "example.csv", *plans, *TABLES).stderr
    assert run(command, "example.csv", *plans, *TABLES, "--planning-year", "2030").stderr == ""


def test_match_forms_the_group_again_only_then(run: Run, folder: Path) -> None:
    locked = (folder / "rules.toml").read_text() + 'locked = [["01", "10", "12"]]\n'
    (folder / "rules.toml").write_text(locked)
    assert "locked-breaks-rule" in run("match", "example.csv", *TABLES).stderr
    assert run("match", "example.csv", *TABLES, "--planning-year", "2030").returncode == 0


@pytest.mark.parametrize("command", ["match", "check", "explain", "compare", "calendar", "feedback"])
def test_every_command_with_a_history_has_it(run: Run, command: str) -> None:
    shown = run(command, "--help").stdout
    assert "--history" in shown
    assert "--planning-year" in shown


def test_a_problem_in_json_has_its_year_already(run: Run, folder: Path) -> None:
    tercet.Problem(tercet.read_csv(folder / "example.csv")).save(folder / "problem.json")
    done = run("match", "problem.json", "--planning-year", "2030")
    assert done.returncode == 2
    assert "leave out --planning-year" in done.stderr
