"""Feedback from Python: tables of every kind, their issues, rates, a chart, and nothing of a person left."""

import xml.etree.ElementTree as ET
from typing import Any

import pandas as pd
import polars as pl
import pytest

import tercet
from tests.test_pickling import in_another_process

ROLES = ("head", "second")


@pytest.fixture(scope="module")
def calendar() -> tercet.Calendar:
    return tercet.schedule(
        tercet.solve(tercet.example_cohort(), tercet.Rules(sizes=[3])), tercet.example_year(), rounds=20
    )


def came(calendar: tercet.Calendar) -> list[dict[str, str]]:
    return [
        {"visit": visit["host"], "school": school, "role": role, "person": f"key{school}{role}"}
        for visit in calendar.visits
        for school in [visit["host"], *visit["visitors"]]
        for role in ROLES
    ]


def answers(calendar: tercet.Calendar) -> list[dict[str, str]]:
    """All visitors answer; the heads plan to use something, the others do not say."""
    return [
        {
            "visit": visit["host"],
            "school": school,
            "role": role,
            "uses": "yes" if role == "head" else "",
            "passes_on": "no",
        }
        for visit in calendar.visits
        for school in visit["visitors"]
        for role in ROLES
    ]


@pytest.mark.parametrize("kind", [list, pd.DataFrame, pl.DataFrame], ids=str)
def test_rates_are_the_same_from_rows_and_from_any_frame(kind: Any, calendar: tercet.Calendar) -> None:  # noqa: ANN401
    feedback = tercet.feedback(calendar, attendance=kind(came(calendar)), survey=kind(answers(calendar)))
    uses = feedback.rate("uses")
    assert uses is not None
    # Each of the twelve heads answers after two visits, and counts once.
    assert (uses["count"], uses["of"], uses["share"]) == (12, 12, 1.0)
    assert uses["low"] == pytest.approx(12 / (12 + 1.959963984540054**2))
    assert feedback.rate("uses", "phase", "no such phase") is None
    assert {row["leaders"] for row in feedback.leaders} == {"same"}


def test_no_key_of_a_person_is_kept(calendar: tercet.Calendar) -> None:
    feedback = tercet.feedback(calendar, attendance=came(calendar))
    for text in (feedback.to_json(), feedback.to_csv(), feedback.to_markdown(), feedback._repr_html_(), str(feedback)):
        assert "key01" not in text


def test_a_leader_who_is_another_person_is_seen(calendar: tercet.Calendar) -> None:
    rows = came(calendar)
    changed = next(row for row in rows if row["visit"] != row["school"])
    changed["person"] = "somebody"
    leaders = {row["school"]: row["leaders"] for row in tercet.feedback(calendar, attendance=rows).leaders}
    assert leaders.pop(changed["school"]) == "changed"
    assert set(leaders.values()) == {"same"}


def test_all_issues_of_both_tables_are_told_at_once(calendar: tercet.Calendar) -> None:
    attendance = [{"visit": "01", "school": "01", "role": "caretaker"}]
    survey = [{"visit": "01", "school": "01", "role": "head", "uses": "perhaps", "passes_on": ""}]
    with pytest.raises(tercet.InputError) as caught:
        tercet.feedback(calendar, attendance=attendance, survey=survey)
    assert {(issue.file, issue.row) for issue in caught.value.issues} == {("attendance", 2), ("survey", 2)}


def test_a_visit_that_the_calendar_does_not_have_is_an_issue(calendar: tercet.Calendar) -> None:
    with pytest.raises(tercet.InputError) as caught:
        tercet.feedback(calendar, attendance=[{"visit": "99", "school": "01", "role": "head"}])
    assert [issue.code for issue in caught.value.issues] == ["unknown-visit"]


def test_thresholds_out_of_range_are_told(calendar: tercet.Calendar) -> None:
    for options in ({"strong": 0}, {"strong": 101}, {"schools": 0}):
        with pytest.raises(tercet.OptionsError):
            tercet.feedback(calendar, **options)


def test_small_counts_are_hidden_in_every_form(calendar: tercet.Calendar) -> None:
    few = answers(calendar)[:4]
    feedback = tercet.feedback(calendar, survey=few)
    groups = [row for row in feedback.figures if row["by"] == "group"]
    assert groups
    assert all(row["count"] is None and row["share"] is None for row in groups if row["measure"] == "uses")
    assert "hidden" in feedback.chart("group").to_svg()
    assert "hidden" in feedback._repr_html_()


def test_the_chart_has_a_bar_for_each_rate_that_is_shown(calendar: tercet.Calendar) -> None:
    feedback = tercet.feedback(calendar, attendance=came(calendar), survey=answers(calendar))
    for by in ("overall", "group", "phase"):
        shown = [row for row in feedback.figures if row["by"] == by and row["share"] is not None]
        chart = ET.fromstring(feedback.chart(by).to_svg())  # noqa: S314 - it is our own
        assert len(chart.findall("{http://www.w3.org/2000/svg}rect")) == len(shown)
    assert "no rates" in tercet.feedback(calendar).chart("phase").to_svg()
    with pytest.raises(ValueError, match="give one of overall, group, phase, area"):
        feedback.chart("region")  # type: ignore[arg-type]


def test_a_frame_has_a_row_a_rate(calendar: tercet.Calendar) -> None:
    feedback = tercet.feedback(calendar, survey=answers(calendar))
    frame = feedback.to_frame("polars")
    assert frame.shape == (len(feedback.figures), 8)


def test_feedback_goes_to_another_process(calendar: tercet.Calendar) -> None:
    feedback = tercet.feedback(calendar, survey=answers(calendar))
    assert in_another_process(tercet.Feedback.to_json, feedback) == feedback.to_json()


@pytest.mark.parametrize("options", [{"strong": 300}, {"strong": 0}, {"strong": -1}, {"schools": 0}, {"schools": -1}])
def test_a_level_or_a_number_of_schools_out_of_range_is_refused(options: dict[str, int]) -> None:
    calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year(), rounds=5)
    with pytest.raises(tercet.OptionsError, match="give 1 to 100 for strong, 1 or more for schools"):
        tercet.feedback(calendar, **options)


def test_the_sentence_that_a_report_quotes_is_in_the_text(calendar: tercet.Calendar) -> None:
    text = tercet.feedback(calendar, attendance=came(calendar), survey=answers(calendar)).to_text()
    sentence = "100% of participants (12 of 12; 95% interval 76 to 100%) plan to use something they have seen."
    assert sentence in " ".join(text.split())


def test_whoever_runs_the_programme_has_every_figure_and_the_rest_have_none_of_a_school(
    calendar: tercet.Calendar,
) -> None:
    feedback = tercet.feedback(calendar, survey=answers(calendar))
    of_schools = [row for row in feedback.unhidden if row["by"] == "school" and row["measure"] == "uses"]
    assert [(row["count"], row["of"]) for row in of_schools] == [(1, 1)] * 12
    assert not any(row["by"] == "school" for row in feedback.figures)
    assert "school" not in feedback.to_csv()


def test_answers_are_read_as_forms_write_them(calendar: tercet.Calendar) -> None:
    words = {"head": "Headteacher", "second": "Senior leader", "yes": "Yes", "no": "No", "": ""}
    shown = ("role", "uses", "passes_on")
    survey = [{key: words[word] if key in shown else word for key, word in row.items()} for row in answers(calendar)]
    plain, read = (tercet.feedback(calendar, survey=rows) for rows in (answers(calendar), survey))
    assert read.figures == plain.figures
