"""The plan: its numbers, its renderings and its files."""

import csv
import json
from pathlib import Path

import pytest

import tercet


def test_the_rows_hold_every_school_once_with_its_benefit(plan: tercet.Plan) -> None:
    rows = plan.to_dicts()
    assert sorted(str(row["school"]) for row in rows) == [f"{n:02}" for n in range(1, 13)]
    assert sum(row["benefit"] for row in rows if isinstance(row["benefit"], int)) == plan.value
    assert list(rows[0]) == ["group", "school", "name", "benefit", "learn", "share", "learns"]


def test_a_school_left_out_has_a_row_without_a_group(cohort: tercet.Cohort) -> None:
    rules = tercet.Rules(sizes=[5], unmatched=100, differ=[])
    rows = tercet.solve(cohort, rules, strategy="greedy").to_dicts()
    left_out = [row for row in rows if row["group"] is None]
    assert len(left_out) >= 2
    assert all(row["benefit"] is None and row["learns"] is None for row in left_out)


def test_a_plan_survives_json_and_a_file(plan: tercet.Plan, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    plan.save(path)
    assert json.loads(path.read_text(encoding="utf-8"))["groups"] == plan.groups
    for again in (tercet.Plan.load(path, plan.problem), tercet.Plan.from_json(plan.to_json(), plan.problem)):
        assert again.to_json() == plan.to_json()


def test_export_writes_the_plan_and_its_reports(plan: tercet.Plan, tmp_path: Path) -> None:
    plan.export(tmp_path / "out")
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == ["groups.csv", "plan.json", "report.html", "report.md"]
    with (tmp_path / "out" / "groups.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 12


def test_export_to_where_nothing_can_be_written_is_an_os_error(plan: tercet.Plan, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with pytest.raises(OSError, match="file"):
        plan.export(in_the_way)
    assert in_the_way.read_text() == ""


def test_the_renderings_name_every_school(plan: tercet.Plan) -> None:
    names = [school["name"] for school in plan.problem.cohort.schools]
    for text in (plan.to_text(), plan.to_markdown(), plan.to_html(), plan.to_csv(), plan._repr_html_()):
        assert all(name in text for name in names)


def test_the_representation_fits_on_a_line(plan: tercet.Plan) -> None:
    assert repr(plan).startswith("<Plan of 4 groups: ")
    assert "\n" not in repr(plan)


def test_a_tampered_file_is_an_input_error(plan: tercet.Plan) -> None:
    with pytest.raises(tercet.InputError) as caught:
        tercet.Plan.from_json('{"format": "tercet-plan/9"}', plan.problem)
    assert caught.value.issues[0].code == "unknown-format"
