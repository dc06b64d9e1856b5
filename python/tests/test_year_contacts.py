"""Contacts: named in what is handed out to people, and in nothing that is kept."""

import csv
import pickle
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pandas as pd
import pytest

import tercet
from tests.conftest import COHORTS, Run

STAMP = datetime(2026, 7, 1, 8, tzinfo=UTC)
CONTACTS = """\
school,head,head_email,second,second_email
01,Eve Quillfeather,eve.q@ash.example,Ben Moorhen,ben@ash.example
02,Di Daleford,,,
"""
SECRETS = ("Quillfeather", "eve.q", "Moorhen", "ben@ash", "Daleford")


@pytest.fixture(scope="module")
def calendar() -> tercet.Calendar:
    plan = tercet.solve(tercet.example_cohort(), tercet.Rules(sizes=[3]))
    return tercet.schedule(plan, tercet.example_year(), rounds=20)


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    path = tmp_path / "contacts.csv"
    path.write_text(CONTACTS)
    return path


def found_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def test_people_are_in_the_files_for_people_and_in_no_other(
    calendar: tercet.Calendar, contacts: Path, tmp_path: Path
) -> None:
    calendar.export(tmp_path / "year", stamp=STAMP, contacts=contacts)
    written = {str(path.relative_to(tmp_path / "year")): path for path in (tmp_path / "year").rglob("*.*")}
    naming = {name for name, path in written.items() if found_in(path.read_bytes().decode().replace("\r\n ", ""))}
    assert not naming & {"calendar.json", "calendar.csv"}
    assert {"all.ics", "year.html", "schools/01.ics", "briefs/01.md"} <= naming
    calendar.export(tmp_path / "plain", stamp=STAMP)
    for path in (tmp_path / "plain").rglob("*.*"):
        assert found_in(path.read_bytes().decode().replace("\r\n ", "")) == [], path


def test_nothing_that_is_kept_has_a_name_after_an_export(
    calendar: tercet.Calendar, contacts: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert found_in(calendar.to_html(contacts=contacts)) == ["Quillfeather", "Moorhen", "Daleford"]
    assert found_in(calendar.brief("01", contacts=contacts))
    kept = [
        repr(calendar),
        str(calendar),
        calendar.to_json(),
        calendar.to_csv(),
        calendar.to_html(),
        calendar.brief("01"),
    ]
    kept += [calendar._repr_html_(), pickle.dumps(calendar).decode("latin-1"), repr(calendar.year), calendar.to_text()]
    assert [found_in(text) for text in kept] == [[] for _ in kept]
    assert found_in("".join(capfd.readouterr())) == []


def test_another_library_reads_the_contacts_of_each_visit(calendar: tercet.Calendar, contacts: Path) -> None:
    text = calendar.to_ics(stamp=STAMP, contacts=contacts)
    (group,) = [group for group in calendar.groups if "01" in group]
    attended = {}
    for event in icalendar.Calendar.from_ical(text).walk("VEVENT"):
        listed = event.get("CONTACT", [])
        listed = listed if isinstance(listed, list) else [listed]
        attended[str(event["SUMMARY"])] = {(who.params["ALTREP"], str(who)) for who in listed}
    names = {school["id"]: school["name"] for school in calendar.problem.cohort.schools}
    both = {("mailto:eve.q@ash.example", "Eve Quillfeather"), ("mailto:ben@ash.example", "Ben Moorhen")}
    expected = {f"Visit to {names[host]}": both if host in group else set() for host in names}
    assert {summary: who for summary, who in attended.items() if summary.startswith("Visit")} == expected


def test_a_frame_and_rows_are_taken_too(calendar: tercet.Calendar, contacts: Path) -> None:
    frame = pd.read_csv(contacts, dtype=str)
    rows = [{key: value for key, value in row.items() if isinstance(value, str)} for row in frame.to_dict("records")]
    expected = calendar.brief("01", contacts=contacts)
    assert "Eve Quillfeather (headteacher) and Ben Moorhen (second leader)" in expected
    for table in (frame, rows, CONTACTS.encode()):
        assert calendar.brief("01", contacts=table) == expected


def test_issues_come_at_once_and_repeat_no_name(calendar: tercet.Calendar, contacts: Path) -> None:
    contacts.write_text(CONTACTS.replace("eve.q@ash.example", "eve.q at ash") + "99,Moorhen,,,\n01,,,,\n")
    with pytest.raises(tercet.InputError) as caught:
        calendar.export("year", stamp=STAMP, contacts=contacts)
    found = [(issue.code, issue.row) for issue in caught.value.issues]
    assert sorted(found) == [("duplicate-entry", 5), ("invalid-email", 2), ("unknown-school", 4)]
    assert found_in(str(caught.value)) == []
    assert not Path("year").exists()


def test_the_command_names_people_in_out_alone(
    run: Run, tmp_path: Path, example_csv: Path, contacts: Path, plan: tercet.Plan
) -> None:
    plan.save(tmp_path / "plan.json")
    (tmp_path / "terms.csv").write_text("term,start,end\nAutumn,2026-09-01,2026-12-18\nSpring,2027-01-04,2027-03-25\n")
    command = ("calendar", "example.csv", "plan.json", "--terms", "terms.csv", "--contacts", "contacts.csv")
    assert example_csv.parent == contacts.parent == tmp_path
    done = run(*command, "--out", "year")
    assert (done.returncode, found_in(done.stdout + done.stderr)) == (0, [])
    assert "Eve Quillfeather" in (tmp_path / "year" / "briefs" / "01.md").read_text(encoding="utf-8")
    assert found_in((tmp_path / "year" / "calendar.json").read_text(encoding="utf-8")) == []
    done = run(*command)
    assert (done.returncode, done.stderr) == (
        2,
        "tercet: --contacts names people in the files of --out; give --out also, or leave out --contacts\n",
    )
    contacts.write_text(CONTACTS + "99,,,,\n")
    (tmp_path / "terms.csv").write_text("term,start,end\nAutumn,2026-09-01,18.12.2026\n")
    done = run(*command, "--out", "other")
    assert done.returncode == 2
    assert "error[unknown-school] contacts.csv, row 4" in done.stderr
    assert "error[invalid-date] terms.csv, row 2" in done.stderr, "issues of all files at once"
    assert not (tmp_path / "other").exists()


PERSONAL = {
    "HeadTitle (name)": "Dr",
    "HeadFirstName": "Xanthippe",
    "HeadLastName": "Quillfeather",
    "HeadPreferredJobTitle": "Moorhen-in-chief",
    "TelephoneNum": "02079460998",
}


def test_people_of_the_register_are_dropped_when_it_is_read(tmp_path: Path) -> None:
    """Everything that is made of a register with people in it is searched for them."""
    with (COHORTS / "register_sample.csv").open(encoding="cp1252", newline="") as file:
        rows = [{**row, **PERSONAL} for row in csv.DictReader(file)]
    with (tmp_path / "register.csv").open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    problem = tercet.Problem(
        tercet.read_register(tmp_path / "register.csv"), tercet.Rules(sizes=[3], differ=[], unmatched=10_000)
    )
    plan = tercet.solve(problem, strategy="greedy")
    assert plan.groups
    terms = [{"term": "All", "start": "2026-09-01", "end": "2027-07-01"}]
    calendar = tercet.schedule(plan, tercet.Year(terms), rounds=5)
    plan.export(tmp_path / "plan")
    calendar.export(tmp_path / "year", stamp=STAMP)
    kept = [path.read_bytes().decode() for folder in ("plan", "year") for path in (tmp_path / folder).rglob("*.*")]
    kept += [problem.to_json(), problem.cohort.to_csv(), str(problem.cohort.schools), repr(plan), plan.to_text()]
    kept += [pickle.dumps(kind).decode("latin-1") for kind in (problem, plan, calendar)]
    for secret in ("Xanthippe", "Quillfeather", "Moorhen", "02079460998"):
        assert not any(secret in text for text in kept), secret


def test_what_needs_the_year_is_refused_without_it(calendar: tercet.Calendar) -> None:
    bare = tercet.Calendar.from_json(calendar.to_json(), calendar.problem)
    assert bare.visits == calendar.visits
    for act in (
        bare.to_html,
        lambda: bare.to_ics(stamp=STAMP),
        lambda: bare.brief("01"),
        lambda: bare.edited(calendar.to_frame("pandas")),
        lambda: tercet.check_calendar(bare),
    ):
        with pytest.raises(tercet.OptionsError, match="give the year"):
            act()
    assert tercet.check_calendar(bare, calendar.year) == []
