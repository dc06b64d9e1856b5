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
    return [event for event in events(text) if str(event["SUMMARY"]).startswith("Visit to ")]


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
        found = visits(after.to_ics(stamp=STAMP, school=school, before=calendar))
        cancelled = {str(event["UID"]) for event in found if event.get("STATUS") == "CANCELLED"}
        assert len(found) == len(calendar.groups[0])
        assert len(cancelled) == (len(found) if school == left else 1)
        assert all(event["SEQUENCE"] > known[str(event["UID"])] for event in found)
    assert not any("STATUS" in event for event in visits(after.to_ics(stamp=STAMP, school=stay[0])))
    assert all("STATUS" not in event for event in visits(after.to_ics(stamp=STAMP, before=after)))


def test_a_facilitator_who_gives_a_visit_away_finds_it_cancelled(calendar: tercet.Calendar) -> None:
    rows = calendar.to_dicts()
    rows[0]["facilitator"] = {"F1": "F2", "F2": "F1"}[str(rows[0]["facilitator"])]
    after = calendar.edited(rows)
    old, new = str(calendar.visits[0]["facilitator"]), str(rows[0]["facilitator"])
    gone = [
        (str(event["SUMMARY"]), event["SEQUENCE"])
        for event in visits(after.to_ics(stamp=STAMP, facilitator=old, before=calendar))
        if event.get("STATUS") == "CANCELLED"
    ]
    assert gone == [(f"Visit to {rows[0]['name']}", 1)]
    assert gone[0][0] in {str(event["SUMMARY"]) for event in visits(after.to_ics(stamp=STAMP, facilitator=new))}


def test_another_cohort_has_other_identifiers(calendar: tercet.Calendar) -> None:
    own, other = (calendar.to_ics(stamp=STAMP, cohort=cohort) for cohort in (None, "north-2026"))
    assert calendar.to_ics(stamp=STAMP, cohort="2026") == own, "the year of the first term"
    assert not {str(event["UID"]) for event in events(own)} & {str(event["UID"]) for event in events(other)}


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
