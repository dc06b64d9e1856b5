"""The year: tables of every kind, their issues, and what comes back."""

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import tercet
from tests.test_pickling import in_another_process

TERMS = [
    {"term": "Autumn", "start": "2026-09-01", "end": "2026-12-18"},
    {"term": "Spring", "start": "2027-01-04", "end": "2027-03-25"},
]
FACILITATORS = [
    {"facilitator": "F1", "easting": 530_000, "northing": 180_000, "visits_a_term": 9},
    {"facilitator": "F2", "easting": None, "northing": None, "visits_a_term": None},
]

DEFAULT_WEIGHTS = {
    "spread": 4,
    "edges": 4,
    "months": 3,
    "weeks": 1,
    "days": 1,
    "avoid": 4,
    "travel": 3,
    "continuity": 2,
    "workload": 1,
    "preferred": 1,
}


def codes(error: tercet.InputError) -> list[tuple[str | None, int | None, str]]:
    return [(issue.file, issue.row, issue.code) for issue in error.issues]


def arrow(rows: list[dict[str, object]]) -> Any:  # noqa: ANN401 - an Arrow table has no types
    return pl.DataFrame(rows).to_arrow()


@pytest.mark.parametrize("kind", [list, pd.DataFrame, pl.DataFrame, pl.LazyFrame, arrow], ids=str)
def test_a_year_is_the_same_from_rows_and_from_any_kind_of_frame(kind: Any) -> None:  # noqa: ANN401 - many kinds
    year = tercet.Year(kind(TERMS), facilitators=kind(FACILITATORS))
    assert year == tercet.Year(TERMS, facilitators=FACILITATORS)
    assert year.terms == ["Autumn", "Spring"]
    assert year.facilitators == ["F1", "F2"]
    assert (year.start, year.end) == (date(2026, 9, 1), date(2027, 3, 25))


def test_dates_of_every_kind_are_dates() -> None:
    texts = tercet.Year(TERMS)
    dates = [{**term, **{end: date.fromisoformat(term[end]) for end in ("start", "end")}} for term in TERMS]
    for table in (
        dates,
        pl.DataFrame(dates),
        pd.DataFrame(dates),
        pd.DataFrame(dates).astype({"start": "datetime64[s]"}),
    ):
        assert tercet.Year(table) == texts


def test_what_pandas_calls_missing_is_blank() -> None:
    frame = pd.DataFrame(
        {"school": ["01", "02", "03"], "start": pd.to_datetime(["2026-09-08"] * 3), "end": [pd.NaT, None, pd.NaT]}
    )
    rows = [{"school": school, "start": "2026-09-08"} for school in ("01", "02", "03")]
    assert tercet.Year(TERMS, unavailable=frame) == tercet.Year(TERMS, unavailable=rows)
    whole = pd.DataFrame(FACILITATORS).astype({"visits_a_term": "Int64"})
    assert tercet.Year(TERMS, facilitators=whole) == tercet.Year(TERMS, facilitators=FACILITATORS)


def test_a_year_is_read_from_files(tmp_path: Path) -> None:
    pd.DataFrame(TERMS).to_csv(tmp_path / "terms.csv", index=False)
    pd.DataFrame(FACILITATORS).astype({"visits_a_term": "Int64", "easting": "Int64", "northing": "Int64"}).to_csv(
        tmp_path / "who.csv", index=False
    )
    year = tercet.Year(tmp_path / "terms.csv", facilitators=str(tmp_path / "who.csv"), gap_days=14)
    assert repr(year) == "<Year from 2026-09-01 to 2027-03-25: 2 terms, 2 facilitators>"
    assert year.rules["gap_days"] == 14
    with pytest.raises(FileNotFoundError, match=r"none\.csv"):
        tercet.Year(tmp_path / "none.csv")


def test_the_issues_of_all_tables_and_rules_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("event,start\nConference,24.9.2026\n")
    with pytest.raises(tercet.InputError) as caught:
        tercet.Year(
            [*TERMS, {"term": "Summer", "start": "2027-07-21", "end": "2027-04-12"}],
            events=tmp_path / "events.csv",
            facilitators=[{"facilitator": "F1", "weekdays": "mon dienstag"}, {"facilitator": "F1"}],
            fixed=[{"school": "", "date": "2026-10-13"}],
            gap_days=-1,
            weights={"spreading": 1},
        )
    assert sorted(codes(caught.value), key=str) == sorted(
        [
            ("terms", 4, "empty-range"),
            (str(tmp_path / "events.csv"), 2, "invalid-date"),
            ("facilitators", 2, "unknown-choice"),
            ("facilitators", 3, "duplicate-entry"),
            ("fixed", 2, "missing-value"),
            (None, None, "number-out-of-range"),
            (None, None, "unknown-key"),
        ],
        key=str,
    )
    assert {issue.key for issue in caught.value.issues if issue.file is None} == {
        "gap_days",
        "weights.spreading",
    }


def test_rules_come_from_a_file_and_keywords_go_before_it(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text('gap_days = 28\nweekdays = ["tue", "wed"]\n[weights]\ntravel = 9\n')
    year = tercet.Year(TERMS, rules=path, gap_days=14, weights={"spread": 0})
    assert year.rules == {
        "gap_days": 14,
        "weekdays": "tue wed",
        "max_km": None,
        "zero_at_km": 250,
        "facilitator": "any",
        "visits_a_day": None,
        "visits_a_week": None,
        "weights": {**DEFAULT_WEIGHTS, "spread": 0, "travel": 9},
        "files": dict.fromkeys(("starts", "ends", "reminder_days", "organiser", "organiser_email")),
    }
    assert pickle.loads(pickle.dumps(year)) == year
    path.write_text("gap_day = 28\n")
    with pytest.raises(tercet.InputError) as caught:
        tercet.Year([], rules=path, max_km="far")  # type: ignore[arg-type]
    assert {(issue.file, issue.key, issue.code) for issue in caught.value.issues} == {
        ("terms", None, "empty-file"),
        (str(path), "gap_day", "unknown-key"),
        (None, "max_km", "wrong-kind"),
    }


@pytest.mark.parametrize("table", [{"term": "Autumn"}, 5, ["Autumn"], object()], ids=str)
def test_what_is_no_table_is_a_type_error(table: Any) -> None:  # noqa: ANN401 - that is the point
    with pytest.raises(TypeError, match="table"):
        tercet.Year(table)


def test_a_table_without_rows_is_a_table() -> None:
    year = tercet.Year(
        TERMS, unavailable=[], events=pd.DataFrame(), facilitators=pl.DataFrame(), fixed=(), available=[]
    )
    assert year == tercet.Year(TERMS)
    assert tercet.Year(TERMS, holidays=[]) != year, "no holidays at all"
    with pytest.raises(tercet.InputError) as caught:
        tercet.Year([])
    assert codes(caught.value) == [("terms", None, "empty-file")]


def test_a_rule_that_does_not_exist_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="gap_day'"):
        tercet.Year(TERMS, gap_day=14)  # type: ignore[call-arg]


def test_names_that_the_cohort_does_not_have_are_found_when_the_year_is_planned(plan: tercet.Plan) -> None:
    year = tercet.Year(
        TERMS, unavailable=[{"school": "99", "start": "2026-10-13"}], fixed=[{"school": "01", "date": "2026-12-25"}]
    )
    with pytest.raises(tercet.InputError) as caught:
        tercet.schedule(plan, year)
    assert ("unavailable", 2, "unknown-school") in codes(caught.value)
    assert ("fixed", 2, "fixed-breaks-rule") in codes(caught.value)


def test_days_without_known_holidays_are_refused_unless_holidays_are_given(plan: tercet.Plan) -> None:
    terms = [{"term": "Autumn", "start": "2035-09-03", "end": "2036-03-21"}]
    with pytest.raises(tercet.InputError) as caught:
        tercet.schedule(plan, tercet.Year(terms))
    assert [issue.code for issue in caught.value.issues] == ["holidays-unknown"]
    year = tercet.Year(terms, holidays=[{"date": "2035-12-25"}, {"date": "2035-12-26"}])
    assert tercet.check_calendar(tercet.schedule(plan, year)) == []


def scheduled(plan: tercet.Plan, year: tercet.Year) -> tercet.Calendar:
    return tercet.schedule(plan, year, rounds=30)


def test_a_year_and_its_calendar_go_to_another_process_and_back(plan: tercet.Plan, tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    pd.DataFrame(TERMS).to_csv(path, index=False)
    year = tercet.Year(path, facilitators=FACILITATORS, gap_days=14, weights={"travel": 1})
    path.unlink()
    assert pickle.loads(pickle.dumps(year)) == year
    calendar = in_another_process(scheduled, plan, year)
    assert calendar.to_json() == scheduled(plan, year).to_json()
    assert calendar.year == year
    weights = {**DEFAULT_WEIGHTS, "travel": 1}
    assert (calendar.year.rules["gap_days"], calendar.year.rules["weights"]) == (14, weights)
