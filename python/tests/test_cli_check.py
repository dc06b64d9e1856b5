"""`tercet check` and `tercet schema`."""

import json
from pathlib import Path

import pytest

import tercet
from tests.conftest import Run

TRIOS = [["01", "03", "05"], ["02", "06", "09"], ["04", "07", "11"], ["08", "10", "12"]]


def _groups_csv(groups: list[list[str]]) -> str:
    rows = [f"{school},{number}" for number, group in enumerate(groups, start=1) for school in group]
    return "\n".join(["school,group", *rows]) + "\n"


def test_a_plan_in_order_ends_with_zero(run: Run, example_csv: Path) -> None:
    assert run("match", example_csv, "--out", "plan").returncode == 0
    done = run("check", example_csv, "plan/plan.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The plan keeps every rule")
    assert run("check", example_csv, "plan/plan.json", "--quiet").stdout == ""


def test_a_broken_rule_ends_with_four_and_is_named(run: Run, example_csv: Path) -> None:
    groups = [["01", "02", "05"], ["03", "06", "09"], ["04", "07", "11"], ["08", "10", "12"]]
    (example_csv.parent / "groups.csv").write_text(_groups_csv(groups))
    done = run("check", example_csv, "groups.csv")
    assert done.returncode == 4
    assert "differ" in done.stdout
    assert "Ash Lane Primary" in done.stdout
    assert "Birch Hill Primary" in done.stdout


def test_a_false_claim_ends_with_four(run: Run, example_csv: Path) -> None:
    assert run("match", example_csv, "--out", "plan").returncode == 0
    path = example_csv.parent / "plan" / "plan.json"
    claims = json.loads(path.read_text())
    path.write_text(json.dumps({**claims, "bound": claims["bound"] - 1, "value": claims["value"] + 1}))
    assert run("check", example_csv, path).returncode == 4


def test_a_plan_for_another_problem_ends_with_four(run: Run, example_csv: Path) -> None:
    assert run("match", example_csv, "--out", "plan").returncode == 0
    (example_csv.parent / "rules.toml").write_text("[rules]\nmax_km = 900\n")
    assert run("check", example_csv, "plan/plan.json", "--rules", "rules.toml").returncode == 4


@pytest.mark.parametrize("kind", ["problem", "rules", "plan"])
def test_the_schema_is_the_one_that_python_gives(run: Run, kind: str) -> None:
    done = run("schema", kind)
    assert done.returncode == 0
    assert json.loads(done.stdout) == json.loads(tercet.schema(kind))  # type: ignore[arg-type]
    assert "$schema" in json.loads(done.stdout)
