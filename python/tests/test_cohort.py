"""The cohort as Python sees it, and the readers."""

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import tercet
from tests.conftest import COHORTS


def test_a_cohort_is_held_in_id_order_whatever_the_order_of_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("id,name,strength:reading,need:reading\n2,Elm,4,\n1,Ash,,2\n")
    assert [school["id"] for school in tercet.read_csv(path).schools] == ["1", "2"]


def test_a_school_is_a_dictionary_of_what_it_has_declared(cohort: tercet.Cohort) -> None:
    assert cohort.schools[0] == {
        "id": "01",
        "name": "Ash Lane Primary",
        "location": {"easting": 424000, "northing": 565000},
        "attributes": {"phase": "Primary", "pupils": 210.0, "region": "North East"},
        "strengths": {"mathematics": 4.0, "reading": 5.0},
        "needs": {"behaviour": 3.0, "early_years": 1.0},
    }


def test_attributes_say_what_their_values_are(cohort: tercet.Cohort) -> None:
    assert cohort.attributes == {"phase": "text", "pupils": "number", "region": "text", "trust": "text"}


def test_a_missing_file_is_the_error_that_python_raises_itself(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        tercet.read_csv(tmp_path / "none.csv")
    assert caught.value.filename == str(tmp_path / "none.csv")


def test_every_issue_of_a_file_is_reported_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("id,strength:reading,need:reading\n1,high,1\n1,3,-2\n")
    with pytest.raises(tercet.InputError) as caught:
        tercet.read_csv(path)
    found = {(issue.code, issue.row, issue.school, issue.value) for issue in caught.value.issues}
    assert found >= {("not-a-number", 2, "1", "high"), ("duplicate-id", 3, "1", None)}
    assert any(issue.code == "negative-priority" for issue in caught.value.issues)


def test_a_warning_does_not_stop_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "quiet.csv"
    path.write_text("id,strength:reading,need:reading\n1,3,1\n2,,1\n3,2,\n")
    problem = tercet.Problem(tercet.read_csv(path))
    assert {(issue.severity, issue.code, issue.school) for issue in problem.warnings} == {
        ("warning", "no-strengths", "2"),
        ("warning", "no-needs", "3"),
    }


def test_two_tables_are_the_same_cohort_as_one(tmp_path: Path) -> None:
    (tmp_path / "schools.csv").write_text("id,name\n1,Ash\n2,Elm\n")
    (tmp_path / "areas.csv").write_text("id,area,strength,need\n1,reading,4,\n2,reading,,2\n")
    (tmp_path / "one.csv").write_text("id,name,strength:reading,need:reading\n1,Ash,4,\n2,Elm,,2\n")
    two = tercet.read_tables(tmp_path / "schools.csv", tmp_path / "areas.csv")
    assert two.schools == tercet.read_csv(tmp_path / "one.csv").schools


def test_the_representation_fits_on_a_line(cohort: tercet.Cohort) -> None:
    assert repr(cohort).startswith("<Cohort of 12 schools, 5 areas")
    assert "\n" not in repr(cohort)


@pytest.mark.parametrize("kind", [list, pd.DataFrame, pl.DataFrame], ids=str)
def test_a_cohort_is_the_same_from_a_file_and_from_any_frame(kind: Any) -> None:  # noqa: ANN401 - many kinds
    path = COHORTS / "primary_30.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{name: cell or None for name, cell in row.items()} for row in csv.DictReader(file)]
    assert tercet.Cohort.from_frame(kind(rows)).schools == tercet.read_csv(path).schools


def test_a_frame_of_schools_and_a_long_one_of_areas_make_a_cohort() -> None:
    schools = pd.DataFrame({"id": ["1", "2"], "name": ["Ash Lane", "Birch Road"]})
    areas = pl.DataFrame({"id": ["1", "2"], "area": ["reading"] * 2, "strength": [5.0, None], "need": [None, 2.0]})
    cohort = tercet.Cohort.from_frame(schools, areas)
    assert [school["strengths"] for school in cohort.schools] == [{"reading": 5.0}, {}]
    assert [school["needs"] for school in cohort.schools] == [{}, {"reading": 2.0}]


def test_all_wrong_cells_of_a_frame_are_told_at_once() -> None:
    frame = pd.DataFrame(
        {
            "id": ["1", "2", "2"],
            "name": ["Ash Lane", "Birch Road", "Cedar Hill"],
            "strength:reading": ["strong", 4, 3],
            "need:writing": [1, -2, None],
        }
    )
    with pytest.raises(tercet.InputError) as caught:
        tercet.Cohort.from_frame(frame)
    found = {(issue.row, issue.key, issue.value) for issue in caught.value.issues}
    assert {(2, "strength:reading", "strong"), (3, "need:writing", "-2")} <= found
    assert any(issue.row == 4 and issue.school == "2" for issue in caught.value.issues)
    assert all(issue.fix for issue in caught.value.issues)


def test_the_register_makes_a_cohort() -> None:
    cohort = tercet.read_register(COHORTS / "register_sample.csv")
    assert len(cohort) == len({school["id"] for school in cohort.schools}) > 0
