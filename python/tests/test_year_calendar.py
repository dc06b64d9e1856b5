"""The calendar: a whole year of real cohorts, what the check refuses, planning again, and the files."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

import tercet
from tests.conftest import COHORTS

STAMP = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
TERMS = [
    ("Autumn", "2026-09-01", "2026-10-23"),
    ("Autumn", "2026-11-02", "2026-12-18"),
    ("Spring", "2027-01-04", "2027-02-12"),
    ("Spring", "2027-02-22", "2027-03-25"),
    ("Summer", "2027-04-12", "2027-05-28"),
    ("Summer", "2027-06-07", "2027-07-21"),
]
HOMES = [(530, 180), (385, 398), (425, 565), (407, 287), (358, 172), (458, 340), (430, 434), (620, 310)]


def real_year(schools: int) -> tercet.Year:
    """Make a year of three terms and eight facilitators, who have room for a tenth more visits than there are."""
    most = schools * 11 // 240 + 1
    return tercet.Year(
        pl.DataFrame(TERMS, schema=["term", "start", "end"], orient="row"),
        events=[{"event": "Opening conference", "start": "2026-09-24"}],
        facilitators=[
            {"facilitator": f"F{n}", "easting": east * 1000, "northing": north * 1000, "visits_a_term": most}
            for n, (east, north) in enumerate(HOMES)
        ],
    )


@pytest.fixture(scope="module", params=["primary_120", "mixed_200"])
def real(request: pytest.FixtureRequest) -> tercet.Calendar:
    cohort = tercet.read_csv(COHORTS / f"{request.param}.csv")
    plan = tercet.solve(cohort, strategy="local_search", work_limit=500)
    return tercet.schedule(plan, real_year(len(cohort)), rounds=40)


def edited(calendar: tercet.Calendar, change: Callable[[dict[str, Any]], object]) -> tercet.Calendar:
    data = json.loads(calendar.to_json())
    change(data)
    return tercet.Calendar.from_json(json.dumps(data), calendar.problem, calendar.year)


def test_the_year_of_a_real_cohort_keeps_every_rule(real: tercet.Calendar) -> None:
    assert (real.status, real.clashes, tercet.check_calendar(real)) == ("feasible", [], [])
    assert sorted(visit["host"] for visit in real.visits) == sorted(school for group in real.groups for school in group)
    assert real.bound is not None
    assert real.value <= real.bound
    assert real.gap is not None
    assert real.gap < 0.05


def test_no_visit_is_on_a_day_on_which_nobody_could_come(real: tercet.Calendar) -> None:
    spans = [(date.fromisoformat(start), date.fromisoformat(end)) for _, start, end in TERMS]
    closed = {date(2026, 9, 24), date(2027, 5, 3)}
    for visit in real.visits:
        assert any(start <= visit["date"] <= end for start, end in spans)
        assert visit["date"].weekday() < 5
        assert visit["date"] not in closed
        assert visit["date"] >= date(2026, 9, 8), "not in the first week"
    for number in range(1, len(real.groups) + 1):
        days = [visit["date"] for visit in real.visits if visit["group"] == number]
        assert all((later - earlier).days >= 21 for earlier, later in pairwise(days))
    led = [(visit["date"], visit["facilitator"]) for visit in real.visits]
    assert len(set(led)) == len(led)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("hosts_once", lambda data: data["visits"].pop()),
        ("hosts_once", lambda data: data["visits"].append(data["visits"][0])),
        ("open", lambda data: data["visits"][0].update(date="2026-12-25")),
        ("open", lambda data: data["visits"][0].update(date="2026-10-10")),
        ("open", lambda data: data["visits"][0].update(date="2026-09-24")),
        ("gap", lambda data: [visit.update(date="2026-11-10") for visit in data["visits"] if visit["group"] == 1]),
        ("facilitator_free", lambda data: [visit.update(facilitator="F0") for visit in data["visits"]]),
        ("facilitator_free", lambda data: data["visits"][0].update(facilitator="F99")),
        ("facilitator_free", lambda data: data["visits"][0].update(facilitator=None)),
        ("value", lambda data: data.update(value=data["value"] + 1)),
        ("value", lambda data: data.update(bound=data["value"] - 1)),
    ],
)
def test_a_changed_calendar_is_refused(
    real: tercet.Calendar, rule: str, change: Callable[[dict[str, Any]], object]
) -> None:
    assert rule in {found["rule"] for found in tercet.check_calendar(edited(real, change))}


def test_a_calendar_is_held_against_another_year_on_request(real: tercet.Calendar) -> None:
    first = real.visits[0]
    year = tercet.Year(
        pl.DataFrame(TERMS, schema=["term", "start", "end"], orient="row"),
        unavailable=[{"school": first["visitors"][0], "start": first["date"]}],
    )
    found = [breach["message"] for breach in tercet.check_calendar(real, year) if breach["rule"] == "open"]
    names = {school["id"]: school["name"] for school in real.problem.cohort.schools}
    away = names[first["visitors"][0]]
    assert any(message.startswith(f"{away} is closed on {first['date']}") for message in found), found


def test_an_edited_table_is_a_calendar_again(real: tercet.Calendar, tmp_path: Path) -> None:
    path = tmp_path / "calendar.csv"
    path.write_text(real.to_csv(), encoding="utf-8", newline="")
    for table in (path, real.to_frame("pandas"), real.to_frame("polars"), real.to_dicts()):
        again = real.edited(table)
        assert (again.visits, again.value, again.bound) == (real.visits, real.value, None)
    rows = real.to_dicts()
    rows[0]["date"] = date(2026, 12, 25)
    moved = real.edited(rows)
    assert "open" in {found["rule"] for found in tercet.check_calendar(moved)}
    assert [change["host"] for change in moved.changes(real)] == [rows[0]["host"]]
    rows[1]["host"] = "nobody"
    rows[2]["host"] = rows[3]["host"]
    with pytest.raises(tercet.InputError) as caught:
        real.edited(rows)
    assert [(issue.file, issue.row, issue.code) for issue in caught.value.issues] == [
        ("visits", 3, "unknown-school"),
        ("visits", 5, "school-twice"),
    ]


def test_one_visit_that_falls_through_moves_alone(real: tercet.Calendar) -> None:
    lost = real.visits[len(real.visits) // 2]
    today = real.visits[len(real.visits) // 3]["date"]
    after = tercet.replan(real, today=today, fell_through=[lost["host"]], rounds=40)
    assert tercet.check_calendar(after) == []
    moved = [change for change in after.changes(real) if change["kind"] == "moved"]
    assert [change["host"] for change in moved] == [lost["host"]]
    assert (moved[0]["old_date"], moved[0]["new_date"] > today if moved[0]["new_date"] else None) == (
        lost["date"],
        True,
    )
    passed = {visit["host"]: visit for visit in real.visits if visit["date"] <= today}
    assert {visit["host"]: visit for visit in after.visits if visit["host"] in passed} == passed


def test_a_day_that_a_school_loses_moves_its_visit(calendar: tercet.Calendar) -> None:
    first = calendar.visits[0]
    year = tercet.Year(
        [{"term": "All", "start": "2026-09-01", "end": "2027-07-21"}],
        unavailable=[{"school": first["visitors"][0], "start": first["date"]}],
    )
    after = tercet.replan(calendar, year)
    assert [change["host"] for change in after.changes(calendar) if change["kind"] == "moved"] == [first["host"]]
    assert "1 visit moves" in after.changes_to_text(calendar)
    assert calendar.changes(calendar) == []
    assert after.bound is None


def test_a_plan_with_other_groups_drops_and_adds_visits(plan: tercet.Plan, calendar: tercet.Calendar) -> None:
    first, second, *rest = plan.groups
    groups = [[second[0], *first[1:]], [first[0], *second[1:]], *rest]
    after = tercet.replan(calendar, plan=groups)
    assert after.groups == groups
    kinds = {change["host"]: change["kind"] for change in after.changes(calendar)}
    assert set(kinds) <= {*first, *second}
    with pytest.raises(tercet.InputError) as caught:
        tercet.replan(calendar, fell_through=["99"])
    assert caught.value.issues[0].school == "99"


def test_groups_that_cannot_meet_are_named_and_the_check_says_nothing_of_them(plan: tercet.Plan) -> None:
    school = plan.groups[0][0]
    year = tercet.Year(
        [{"term": "All", "start": "2026-09-01", "end": "2027-07-21"}],
        unavailable=[{"school": school, "start": "2026-09-01", "end": "2027-07-01"}],
    )
    calendar = tercet.schedule(plan, year, rounds=0)
    assert (calendar.status, [clash["group"] for clash in calendar.clashes]) == ("infeasible", [1])
    name = next(row["name"] for row in plan.problem.cohort.schools if row["id"] == school)
    assert name in calendar.clashes[0]["have"]
    assert tercet.check_calendar(calendar) == []
    assert name in calendar._repr_html_()
    assert f"only {name} is closed" in calendar.to_text()


def test_a_reason_of_all_groups_names_no_single_one(plan: tercet.Plan) -> None:
    few = [{"facilitator": "F1", "visits_a_term": 1}]
    calendar = tercet.schedule(
        plan,
        tercet.Year(terms=[{"term": name, "start": start, "end": end} for name, start, end in TERMS], facilitators=few),
        rounds=0,
    )
    assert [clash["group"] for clash in calendar.clashes] == [1, 3, 4, 0]
    assert "all groups" in calendar._repr_html_()
    assert "group 0" not in calendar._repr_html_()


def test_the_same_seed_gives_the_same_calendar(plan: tercet.Plan, year: tercet.Year) -> None:
    calendars = [tercet.schedule(plan, year, rounds=50, seed=3).to_json() for _ in range(2)]
    assert calendars[0] == calendars[1]


def test_groups_come_from_files_and_lists_too(plan: tercet.Plan, year: tercet.Year, tmp_path: Path) -> None:
    plan.export(tmp_path)
    expected = tercet.schedule(plan, year, rounds=5).to_json()
    for groups in (tmp_path / "plan.json", str(tmp_path / "groups.csv"), plan.groups):
        assert tercet.schedule(groups, year, problem=plan.problem, rounds=5).to_json() == expected
    with pytest.raises(TypeError, match="problem or a cohort"):
        tercet.schedule(plan.groups, year)


def test_groups_that_cannot_be_laid_out_are_refused(
    cohort: tercet.Cohort, plan: tercet.Plan, year: tercet.Year
) -> None:
    with pytest.raises(tercet.OptionsError, match="no groups"):
        tercet.schedule(tercet.solve(cohort, tercet.Rules(sizes=[5])), year)
    with pytest.raises(tercet.InputError) as caught:
        tercet.schedule([["01", "03"], ["01", "99"]], year, problem=plan.problem)
    assert {(issue.school, issue.code) for issue in caught.value.issues} == {
        ("01", "school-twice"),
        ("99", "unknown-school"),
    }
    with pytest.raises(TypeError, match="date"):
        tercet.replan(tercet.schedule(plan, year, rounds=0), today="2026-10-01")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="datetime"):
        tercet.schedule(plan, year, rounds=0).to_ics(stamp="2026-10-01")  # type: ignore[arg-type]


def test_progress_is_told_and_what_it_raises_ends_the_search(plan: tercet.Plan, year: tercet.Year) -> None:
    def stop(progress: tercet.Progress) -> None:
        raise RuntimeError(progress.phase)

    with pytest.raises(RuntimeError, match="search"):
        tercet.schedule(plan, year, rounds=10**9, progress=stop)


@pytest.mark.parametrize(
    ("options", "error"),
    [({"rounds": -1}, "rounds"), ({"time_limit": -1.0}, "time_limit"), ({"on_interrupt": "wait"}, "on_interrupt")],
)
def test_options_that_cannot_be_are_refused(
    plan: tercet.Plan, year: tercet.Year, options: dict[str, Any], error: str
) -> None:
    with pytest.raises(ValueError, match=error):
        tercet.schedule(plan, year, **options)


def test_a_calendar_survives_json_and_a_file(calendar: tercet.Calendar, tmp_path: Path) -> None:
    path = tmp_path / "calendar.json"
    calendar.save(path)
    again = tercet.Calendar.load(path, calendar.problem, calendar.year)
    assert again.to_json() == calendar.to_json() == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        ("{", "invalid-syntax"),
        ("[]", "wrong-kind"),
        ('{"format": "tercet-plan/1"}', "unknown-format"),
        ('{"format": "tercet-calendar/1", "visits": [{"host": 1}]}', "wrong-kind"),
    ],
)
def test_what_is_no_calendar_is_an_input_error(calendar: tercet.Calendar, text: str, code: str) -> None:
    with pytest.raises(tercet.InputError) as caught:
        tercet.Calendar.from_json(text, calendar.problem, calendar.year)
    assert code in {issue.code for issue in caught.value.issues}
    assert {issue.file for issue in caught.value.issues} == {"calendar"}


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_the_visits_are_a_frame_of_the_wanted_kind(calendar: tercet.Calendar, backend: Any) -> None:  # noqa: ANN401
    frame = calendar.to_frame(backend)
    assert type(frame).__module__.startswith(backend)
    assert frame.shape == (12, 6)
    assert [day.isoformat()[:10] for day in nw.from_native(frame, eager_only=True)["date"]] == [
        visit["date"].isoformat() for visit in calendar.visits
    ]
    assert backend != "pandas" or frame["date"].dt.year.isin([2026, 2027]).all()


def test_the_table_of_a_notebook_shows_names_as_they_are(plan: tercet.Plan, year: tercet.Year) -> None:
    cohort = tercet.Cohort.from_csv(plan.problem.cohort.to_csv().replace("Ash Lane Primary", "<b>Ash & Co</b>"))
    calendar = tercet.schedule(tercet.solve(cohort, strategy="greedy"), year, rounds=0)
    assert "&lt;b&gt;Ash &amp; Co&lt;/b&gt;" in calendar._repr_html_()
    assert "<b>" not in calendar._repr_html_()


def test_export_writes_everything_or_nothing(calendar: tercet.Calendar, tmp_path: Path) -> None:
    out = tmp_path / "year"
    calendar.export(out, stamp=STAMP)
    files = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    hosts = [f"{n:02}" for n in range(1, 13)]
    expected = [
        "all.ics",
        "calendar.csv",
        "calendar.json",
        "files.json",
        "mailmerge.csv",
        "year.html",
        *(f"groups/{number}.html" for number in range(1, 5)),
        *(f"facilitators/{who}.ics" for who in ("F1", "F2")),
    ]
    expected += [f"schools/{host}.ics" for host in hosts] + [f"briefs/{host}.md" for host in hosts]
    assert files == sorted(expected)
    assert (out / "all.ics").read_bytes().decode() == calendar.to_ics(stamp=STAMP)
    assert (out / "briefs" / "01.md").read_text(encoding="utf-8") == calendar.brief("01")
    (out / "calendar.json").unlink()
    (out / "calendar.json").mkdir()
    (out / "all.ics").write_text("as before")
    with pytest.raises(OSError, match=r"calendar\.json"):
        calendar.export(out, stamp=STAMP)
    assert (out / "all.ics").read_text() == "as before"


def test_a_brief_of_a_school_without_a_visit_is_a_key_error(calendar: tercet.Calendar) -> None:
    with pytest.raises(KeyError, match="99"):
        calendar.brief("99")


def test_the_representation_fits_on_a_line(calendar: tercet.Calendar) -> None:
    assert repr(calendar).startswith("<Calendar of 12 visits: ")
    assert "\n" not in repr(calendar)
