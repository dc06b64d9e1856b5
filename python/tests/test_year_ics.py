"""Calendar files, as another library reads them."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import icalendar
import pytest

import tercet

STAMP = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)


def events(text: str) -> list[Any]:
    parsed = icalendar.Calendar.from_ical(text)
    assert parsed["VERSION"] == "2.0"
    return list(parsed.walk("VEVENT"))


def visits(text: str) -> list[Any]:
    shown = ("Visit to ", "Hosting: ", "Cancelled: ")
    return [event for event in events(text) if str(event["SUMMARY"]).startswith(shown)]


def test_the_dates_are_those_of_the_calendar_and_end_the_day_after(calendar: tercet.Calendar) -> None:
    found = [
        (event["DTSTART"].dt, event["DTEND"].dt, str(event["SUMMARY"]))
        for event in visits(calendar.to_ics(stamp=STAMP))
    ]
    expected = [
        (row["date"], row["date"] + timedelta(days=1), f"Visit to {row['name']}") for row in calendar.to_dicts()
    ]
    assert found == expected
    assert all(type(start) is date for start, *_ in found), "whole days, not times"


def test_the_events_of_the_cohort_are_in_every_file(calendar: tercet.Calendar) -> None:
    for text in (calendar.to_ics(stamp=STAMP), calendar.to_ics(stamp=STAMP, school="01")):
        event = next(event for event in events(text) if event["SUMMARY"] == "Opening conference")
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 9, 24), date(2026, 9, 25))


def test_each_school_gets_the_visits_of_its_group_and_each_facilitator_their_own(calendar: tercet.Calendar) -> None:
    for number, group in enumerate(calendar.groups, start=1):
        dates = [visit["date"] for visit in calendar.visits if visit["group"] == number]
        for school in group:
            text = calendar.to_ics(stamp=STAMP, school=school)
            assert [event["DTSTART"].dt for event in visits(text)] == dates
    for who in calendar.year.facilitators:
        dates = [visit["date"] for visit in calendar.visits if visit["facilitator"] == who]
        assert [event["DTSTART"].dt for event in visits(calendar.to_ics(stamp=STAMP, facilitator=who))] == dates


def test_identifiers_stay_and_only_what_changed_has_a_higher_sequence(calendar: tercet.Calendar) -> None:
    lost = calendar.visits[0]
    after = tercet.replan(calendar, fell_through=[lost["host"]])
    changed = {change["name"] for change in after.changes(calendar)}
    before = {str(event["UID"]): event for event in visits(calendar.to_ics(stamp=STAMP))}
    assert len(before) == 12
    for event in visits(after.to_ics(stamp=STAMP)):
        name = str(event["SUMMARY"]).removeprefix("Visit to ")
        assert before[event["UID"]]["SUMMARY"] == event["SUMMARY"]
        assert event["SEQUENCE"] == before[event["UID"]]["SEQUENCE"] + (name in changed)
    school = {str(event["UID"]) for event in visits(calendar.to_ics(stamp=STAMP, school="01"))}
    assert school <= set(before), "the same visit in every file"


def test_whoever_has_lost_a_visit_finds_it_cancelled(calendar: tercet.Calendar) -> None:
    left, *stay = calendar.groups[0]
    after = tercet.replan(calendar, plan=[stay, *calendar.groups[1:]])
    known = {str(event["UID"]): event["SEQUENCE"] for event in visits(calendar.to_ics(stamp=STAMP))}
    for school in calendar.groups[0]:
        found = visits(after.to_ics(stamp=STAMP, school=school))
        cancelled = {str(event["UID"]) for event in found if event.get("STATUS") == "CANCELLED"}
        assert len(found) == len(calendar.groups[0])
        assert len(cancelled) == (len(found) if school == left else 1)
        assert all(event["SEQUENCE"] > known[str(event["UID"])] for event in found)
    gone = [event for event in visits(after.to_ics(stamp=STAMP)) if event["STATUS"] == "CANCELLED"]
    assert len(gone) == 1, "the visit to the school that left"


def test_a_facilitator_who_gives_a_visit_away_finds_it_cancelled(calendar: tercet.Calendar) -> None:
    rows = calendar.to_dicts()
    rows[0]["facilitator"] = {"F1": "F2", "F2": "F1"}[str(rows[0]["facilitator"])]
    after = calendar.edited(rows)
    old, new = str(calendar.visits[0]["facilitator"]), str(rows[0]["facilitator"])
    gone = [
        (str(event["SUMMARY"]), event["SEQUENCE"])
        for event in visits(after.to_ics(stamp=STAMP, facilitator=old))
        if event.get("STATUS") == "CANCELLED"
    ]
    assert gone == [(f"Cancelled: visit to {rows[0]['name']}", 1)]
    assert f"Visit to {rows[0]['name']}" in {
        str(event["SUMMARY"]) for event in visits(after.to_ics(stamp=STAMP, facilitator=new))
    }


def test_another_programme_has_other_identifiers(plan: tercet.Plan, year: tercet.Year) -> None:
    own, same, other = (
        tercet.schedule(plan, year, name=name, rounds=0).to_ics(stamp=STAMP) for name in (None, "2026", "north-2026")
    )
    assert own == same, "the year of the first term"
    assert not {str(event["UID"]) for event in events(own)} & {str(event["UID"]) for event in events(other)}


class Subscriber:
    """A calendar program that imports one file after another, as RFC 5546 asks: the highest sequence wins."""

    def __init__(self) -> None:
        """Begin without entries."""
        self.known: dict[str, Any] = {}

    def take(self, text: str) -> None:
        """Import a file."""
        assert str(icalendar.Calendar.from_ical(text)["METHOD"]) == "PUBLISH"
        for event in events(text):
            uid = str(event["UID"])
            if uid not in self.known or int(event["SEQUENCE"]) >= int(self.known[uid]["SEQUENCE"]):
                self.known[uid] = event

    def days(self) -> list[date]:
        """Give the days of the entries that stand."""
        standing = (event for event in self.known.values() if event["STATUS"] != "CANCELLED")
        return sorted(event["DTSTART"].dt for event in standing)


def test_sets_that_are_imported_one_after_another_leave_the_visits_that_stand(
    calendar: tercet.Calendar,
) -> None:
    first, later = calendar.visits[0], calendar.visits[5]
    leaver = next(school for school in calendar.groups[0] if school != first["host"])
    editions = [calendar]
    editions.append(tercet.replan(editions[-1], today=first["date"], withdraw=[leaver]))
    host = next(visit["host"] for visit in editions[-1].visits if visit["date"] > later["date"])
    editions.append(tercet.replan(editions[-1], today=later["date"], fell_through=[host]))
    joined = editions[-1].visits[-1]["group"]
    editions.append(tercet.replan(editions[-1], join={leaver: joined}, from_date=later["date"] + timedelta(days=7)))
    event = date(2026, 9, 24)
    schools = {school for group in calendar.groups for school in group}
    for school in schools:
        # Whoever misses an edition has the same in the end.
        for taken in (editions, [editions[0], editions[-1]]):
            program = Subscriber()
            for edition in taken:
                program.take(edition.to_ics(stamp=STAMP, school=school))
            visits_now = [v["date"] for v in editions[-1].visits if school in (v["host"], *v["visitors"])]
            assert program.days() == sorted([event, *visits_now]), school


def test_the_same_stamp_gives_the_same_bytes_in_any_time_zone(calendar: tercet.Calendar) -> None:
    elsewhere = STAMP.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert calendar.to_ics(stamp=STAMP) == calendar.to_ics(stamp=elsewhere)
    assert {event["DTSTAMP"].dt for event in events(calendar.to_ics(stamp=elsewhere))} == {STAMP}
    with pytest.raises(ValueError, match="time zone"):
        calendar.to_ics(stamp=datetime(2026, 7, 1))  # noqa: DTZ001 - that is the point


def test_text_of_every_kind_arrives_as_it_is(plan: tercet.Plan, year: tercet.Year) -> None:
    name = 'St Mary\u2019s, \u00c9cole; "Zo\u00eb\\n" \u4e2d\u6587 ' + "\u00e9" * 80
    table = plan.problem.cohort.to_csv().replace("Ash Lane Primary", f'"{name.replace(chr(34), chr(34) * 2)}"')
    calendar = tercet.schedule(tercet.solve(tercet.Cohort.from_csv(table), strategy="greedy"), year, rounds=0)
    text = calendar.to_ics(stamp=STAMP)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    event = next(event for event in events(text) if "Mary" in str(event["SUMMARY"]))
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (f"Visit to {name}", name)


@pytest.mark.parametrize("whose", [{"school": "99"}, {"facilitator": "F9"}])
def test_a_file_for_nobody_is_a_key_error(calendar: tercet.Calendar, whose: dict[str, str]) -> None:
    with pytest.raises(KeyError, match="9"):
        calendar.to_ics(stamp=STAMP, school=whose.get("school"), facilitator=whose.get("facilitator"))
    with pytest.raises(ValueError, match="not both"):
        calendar.to_ics(stamp=STAMP, school="01", facilitator="F1")
