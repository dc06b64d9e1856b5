"""`tercet calendar`: what it prints, what it writes, how it ends."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

import tercet
from tests.conftest import Run

TABLES = {
    "terms": "term,start,end\nAutumn,2026-09-01,2026-12-18\nSpring,2027-01-04,2027-03-25\nSummer,2027-04-12,2027-07-21",
    "events": "event,start\nOpening conference,2026-09-24\n",
    "facilitators": "facilitator,region,visits_a_term\nF1,London,6\nF2,North West,6\n",
}
STAMP = "2026-07-01T08:00:00Z"


@pytest.fixture
def folder(tmp_path: Path, example_csv: Path, plan: tercet.Plan) -> Path:
    """Lay out a cohort, its plan and the tables of a year."""
    plan.save(tmp_path / "plan.json")
    (tmp_path / "tables").mkdir()
    for name, text in TABLES.items():
        (tmp_path / "tables" / f"{name}.csv").write_text(text)
    return example_csv.parent


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_calendar_is_summed_up_on_standard_output_and_nothing_is_written(run: Run, folder: Path) -> None:
    before = files(folder)
    done = run("calendar", "example.csv", "plan.json", "--year", "tables")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("12 visits of 4 groups\n")
    assert "Ash Lane Primary" in done.stdout
    assert files(folder) == before


def test_the_command_line_gives_the_calendar_that_python_gives(run: Run, folder: Path, plan: tercet.Plan) -> None:
    done = run("calendar", "example.csv", "plan.json", "--year", "tables", "--gap-days", "28", "--format", "json")
    terms, events, facilitators = (folder / "tables" / f"{name}.csv" for name in TABLES)
    calendar = tercet.schedule(plan, tercet.Year(terms, events=events, facilitators=facilitators, gap_days=28))
    data = json.loads(done.stdout)
    assert data["visits"] == json.loads(calendar.to_json())["visits"]
    assert data["value"] == calendar.value


def test_out_gets_the_calendar_and_its_files(run: Run, folder: Path) -> None:
    command = ("calendar", "example.csv", "plan.json", "--year", "tables", "--stamp", STAMP, "--name", "north")
    done = run(*command, "--out", "new/year")
    assert (done.returncode, done.stderr) == (0, "tercet: the calendar and its files are in new/year\n")
    written = files(folder / "new" / "year")
    assert {"all.ics", "calendar.csv", "calendar.json", "briefs/01.md", "schools/01.ics", "facilitators/F1.ics"} <= set(
        written
    )
    content = {name: (folder / "new" / "year" / name).read_bytes() for name in written}
    assert run(*command, "--out", "new/year", "--quiet").stdout == ""
    assert {name: (folder / "new" / "year" / name).read_bytes() for name in written} == content, "the same stamp"
    events = icalendar.Calendar.from_ical(content["all.ics"]).walk("VEVENT")
    assert len(events) == 13
    rows = list(csv.DictReader(io.StringIO(content["calendar.csv"].decode())))
    assert len(rows) == 12


def test_tables_are_given_one_by_one_too_and_go_before_the_folder(run: Run, folder: Path) -> None:
    (folder / "other.csv").write_text("facilitator\nF9\n")
    done = run(
        "calendar", "example.csv", "plan.json", "--year", "tables", "--facilitators", "other.csv", "--format", "csv"
    )
    assert {row["facilitator"] for row in csv.DictReader(io.StringIO(done.stdout))} == {"F9"}
    done = run("calendar", "example.csv", "plan.json", "--terms", "tables/terms.csv", "--format", "csv")
    assert {row["facilitator"] for row in csv.DictReader(io.StringIO(done.stdout))} == {""}


def test_the_rules_of_the_calendar_come_from_the_folder_or_a_file(run: Run, folder: Path) -> None:
    command = ("calendar", "example.csv", "plan.json", "--year", "tables", "--format", "csv")
    (folder / "tables" / "rules.toml").write_text('weekdays = "tue"\n')
    (folder / "other.toml").write_text('weekdays = "wed"\n')
    for extra, weekday in ((), 1), (("--year-rules", "other.toml"), 2):
        rows = csv.DictReader(io.StringIO(run(*command, *extra).stdout))
        assert {date.fromisoformat(row["date"]).weekday() for row in rows} == {weekday}
    (folder / "other.toml").write_text("weekday = 3\n")
    done = run(*command, "--year-rules", "other.toml")
    assert (done.returncode, "error[unknown-key] other.toml, row 1" in done.stderr) == (2, True)


def test_a_year_is_planned_again_and_says_what_changes(run: Run, folder: Path) -> None:
    command = ("calendar", "example.csv", "plan.json", "--year", "tables")
    assert run(*command, "--out", "year").returncode == 0
    before = json.loads((folder / "year" / "calendar.json").read_text())["visits"]
    lost = before[1]
    again = ("--replan", "year/calendar.json", "--today", before[0]["date"], "--fell-through", lost["host"])
    done = run(*command, *again, "--out", "year")
    assert done.returncode == 0
    assert done.stdout.startswith("1 visit moves to another day.\n")
    after = {visit["host"]: visit for visit in json.loads((folder / "year" / "calendar.json").read_text())["visits"]}
    assert [visit["host"] for visit in before if after[visit["host"]]["date"] != visit["date"]] == [lost["host"]]
    assert after[lost["host"]]["sequence"] == 1
    assert after[lost["host"]]["date"] > before[0]["date"]
    assert run(*command, "--check", "year/calendar.json").returncode == 0


def test_a_calendar_that_breaks_a_rule_ends_with_four(run: Run, folder: Path) -> None:
    command = ("calendar", "example.csv", "plan.json", "--year", "tables")
    assert run(*command, "--out", "year", "--quiet").returncode == 0
    path = folder / "year" / "calendar.json"
    data = json.loads(path.read_text())
    data["visits"][0]["date"] = "2026-12-25"
    path.write_text(json.dumps(data))
    done = run(*command, "--check", path)
    assert done.returncode == 4
    assert "is closed on 2026-12-25: a bank holiday" in done.stdout
    assert run(*command, "--check", path, "--quiet").stdout == ""


def test_an_edited_table_is_taken_if_it_keeps_every_rule(run: Run, folder: Path) -> None:
    command = ("calendar", "example.csv", "plan.json", "--year", "tables")
    assert run(*command, "--out", "year", "--quiet").returncode == 0
    table = (folder / "year" / "calendar.csv").read_text(encoding="utf-8")
    first = table.splitlines()[1].split(",")[0]
    (folder / "edited.csv").write_text(table.replace(first, "2026-12-25", 1), encoding="utf-8")
    done = run(*command, "--replan", "year/calendar.json", "--edited", "edited.csv", "--out", "year")
    assert done.returncode == 4
    assert "a bank holiday" in done.stdout
    assert (folder / "year" / "calendar.csv").read_text(encoding="utf-8") == table
    (folder / "edited.csv").write_text(table.replace(first, "2026-09-14", 1), encoding="utf-8")
    done = run(*command, "--replan", "year/calendar.json", "--edited", "edited.csv", "--out", "year")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "1 visit moves to another day.")
    events: list[Any] = list(icalendar.Calendar.from_ical((folder / "year" / "all.ics").read_bytes()).walk("VEVENT"))
    assert [str(event["DTSTART"].dt) for event in events if event["SEQUENCE"] > 0] == ["2026-09-14"]


def test_a_group_that_cannot_meet_ends_with_three_and_the_others_are_written(run: Run, folder: Path) -> None:
    (folder / "tables" / "unavailable.csv").write_text("school,start,end\n01,2026-09-01,2027-07-01\n")
    done = run("calendar", "example.csv", "plan.json", "--year", "tables", "--out", "year")
    assert done.returncode == 3
    assert "1 of 4 groups cannot meet; the others have their visits." in done.stdout
    assert "some groups have no visits; the calendar has the visits of the other groups; it is in year" in done.stderr
    assert "only Ash Lane Primary is closed on" in done.stderr
    written = json.loads((folder / "year" / "calendar.json").read_text())
    assert len(written["visits"]) == 9
    assert not (folder / "year" / "briefs" / "01.md").exists()


def test_a_school_that_leaves_was_at_the_visits_that_took_place(run: Run, folder: Path) -> None:
    command = ("calendar", "example.csv", "plan.json", "--year", "tables")
    assert run(*command, "--out", "year", "--name", "north", "--quiet").returncode == 0
    before = json.loads((folder / "year" / "calendar.json").read_text())
    group = next(group for group in before["groups"] if before["visits"][0]["host"] in group)
    leaver = next(school for school in group if school != before["visits"][0]["host"])
    today = before["visits"][0]["date"]
    start = (date.fromisoformat(today) + timedelta(days=1)).isoformat()
    (folder / "year" / "notes.txt").write_text("mine")
    again = ("--replan", "year/calendar.json", "--withdraw", leaver, "--from", start)
    done = run(*command, *again, "--out", "year")
    assert done.returncode == 0, done.stderr
    assert "has 2 schools left" in done.stdout
    assert "the group stays as it is" in done.stdout.lower()
    after = json.loads((folder / "year" / "calendar.json").read_text())
    assert after["visits"][0] == before["visits"][0]
    assert after["programme"] == "north"
    assert [(part["school"], part["until"]) for part in after["memberships"]] == [(leaver, today)]
    assert not (folder / "year" / "briefs" / f"{leaver}.md").exists(), "its own visit is cancelled"
    assert (folder / "year" / "notes.txt").read_text() == "mine"
    (folder / "attendance.csv").write_text(f"visit,school,role\n{after['visits'][0]['host']},{leaver},head\n")
    done = run("feedback", "example.csv", "year/calendar.json", "--attendance", "attendance.csv")
    assert done.returncode == 0, done.stderr
    # The plan that the year began with does not bring the school back, and another name is refused.
    done = run(*command, "--replan", "year/calendar.json", "--quiet", "--format", "json", "--out", "again")
    assert json.loads((folder / "again" / "calendar.json").read_text())["visits"] == after["visits"]
    done = run(*command, "--replan", "year/calendar.json", "--name", "south")
    assert (done.returncode, "error[name-changed]" in done.stderr) == (2, True)


def test_the_issues_of_all_files_come_at_once(run: Run, folder: Path) -> None:
    (folder / "tables" / "terms.csv").write_text("term,start,end\nAutumn,1.9.2026,2026-12-18\n")
    (folder / "tables" / "events.csv").write_text("event,date\nConference,2026-09-24\n")
    (folder / "plan.json").write_text("{}")
    done = run("calendar", "example.csv", "plan.json", "--year", "tables", "--out", "year")
    assert (done.returncode, done.stdout) == (2, "")
    for file in ("tables/terms.csv", "tables/events.csv", "plan.json"):
        assert file in done.stderr
    assert "error[invalid-date] tables/terms.csv, row 2, `start`" in done.stderr
    assert done.stderr.endswith("errors to fix; nothing was written\n")
    assert not (folder / "year").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--year", "none"],
        ["--terms", "none.csv"],
        ["--year", "tables", "--today", "2026-11-03"],
        ["--year", "tables", "--fell-through", "01"],
        ["--year", "tables", "--edited", "example.csv"],
        ["--year", "tables", "--withdraw", "01"],
        ["--year", "tables", "--replan", "plan.json", "--join", "01"],
        ["--year", "tables", "--replan", "none.json"],
        ["--year", "tables", "--replan", "plan.json"],
        ["--year", "tables", "--replan", "plan.json", "--check", "plan.json"],
        ["--year", "tables", "--replan", "plan.json", "--today", "3.11.2026"],
        ["--year", "tables", "--stamp", "2026-07-01T08:00:00"],
        ["--year", "tables", "--rounds", "-1"],
        ["--year", "tables", "--gap-days", "-1"],
        ["--year", "tables", "--format", "pdf"],
        ["--year", "tables", "--out", "example.csv"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_asked_ends_with_two(run: Run, folder: Path, arguments: list[str]) -> None:
    before = files(folder)
    done = run("calendar", "example.csv", "plan.json", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert files(folder) == before


def test_help_shows_examples(run: Run) -> None:
    done = run("calendar", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "  tercet calendar cohort.csv plan/plan.json --year tables --out year\n" in done.stdout
