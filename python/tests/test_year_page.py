"""The page of the year in a real browser: without errors, on phone and desk, in the dark, on paper, and to an audit."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

import tercet
from tests.browsing import (
    A4_POINTS,
    DESKTOP,
    MARGIN_POINTS,
    PHONE,
    Complaints,
    letters,
    needs_axe,
    needs_browser,
    open_browser,
    open_page,
    overflow,
    printed,
    starts_of_text,
    violations,
)
from tests.conftest import COHORTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_browser

TERMS = [
    {"term": term, "start": start, "end": end}
    for term, start, end in [
        ("Autumn", "2026-09-01", "2026-10-23"),
        ("Autumn", "2026-11-02", "2026-12-18"),
        ("Spring", "2027-01-04", "2027-02-12"),
        ("Spring", "2027-02-22", "2027-03-25"),
        ("Summer", "2027-04-12", "2027-05-28"),
        ("Summer", "2027-06-07", "2027-07-21"),
    ]
]
EVENTS = [
    {"event": "Opening conference", "start": "2026-09-24", "end": ""},
    {"event": "Residential", "start": "2027-02-08", "end": "2027-02-09"},
]
LONG = "Saint Bartholomew-the-Great-and-Saint-Mary-Magdalene " * 3 + "W" * 60 + " <b>&amp; Primary"


def _year(**tables: object) -> tercet.Year:
    facilitators = [{"facilitator": f"F{n}", "name": f"Ada Lake {n}", "visits_a_term": 6} for n in range(1, 4)]
    stated: dict[str, object] = {"events": EVENTS, "facilitators": facilitators, **tables}
    return tercet.Year(TERMS, **stated)  # type: ignore[arg-type]


def _calendar() -> tercet.Calendar:
    plan = tercet.solve(tercet.read_csv(COHORTS / "primary_30.csv"), strategy="greedy")
    return tercet.schedule(plan, _year(), rounds=20)


def _clash() -> tercet.Calendar:
    away = [{"school": "01", "start": "2026-09-01", "end": "2027-07-21"}]
    return tercet.schedule(tercet.solve(tercet.example_cohort()), _year(unavailable=away), rounds=5)


def _odd() -> tercet.Calendar:
    """Of a school and a facilitator with names that no page is made for, and a visit that has nothing to show."""
    rows = [
        f"{n},{LONG if n == 1 else f'School {n}'},{'4' if n % 2 else ''},,{1 if n > 1 else ''},2" for n in range(1, 4)
    ]
    header = "id,name,strength:early_years,strength:reading,need:early_years,need:reading"
    cohort = tercet.Cohort.from_csv("\n".join([header, *rows]) + "\n")
    plan = tercet.solve(cohort, tercet.Rules(sizes=[3]), strategy="greedy")
    return tercet.schedule(plan, _year(facilitators=[{"facilitator": "F1", "name": LONG}]), rounds=5)


CALENDARS = {"calendar": _calendar, "clash": _clash, "odd": _odd}


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def calendar() -> tercet.Calendar:
    return _calendar()


@pytest.fixture(scope="module", params=CALENDARS)
def page_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "year.html"
    path.write_text(CALENDARS[request.param]().to_html(), encoding="utf-8")
    return path


def test_the_page_opens_without_a_complaint(browser: "Browser", page_file: Path) -> None:
    page, complaints = browser.new_page(), Complaints()
    complaints.listen(page)
    page.goto(page_file.as_uri())
    assert page.locator("h1").count() == 1
    assert complaints == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_reaches_beyond_the_edge(browser: "Browser", page_file: Path, size: tuple[int, int]) -> None:
    assert overflow(open_page(browser, page_file, size)) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@needs_axe
def test_an_accessibility_audit_finds_nothing(
    browser: "Browser", page_file: Path, size: tuple[int, int], theme: Literal["light", "dark"]
) -> None:
    assert violations(open_page(browser, page_file, size, theme)) == []


def test_every_printed_page_is_a4_and_holds_text_within_its_margins(browser: "Browser", page_file: Path) -> None:
    page = open_page(browser, page_file, (703, 1000))
    page.emulate_media(media="print")
    assert overflow(page) == []
    for sheet in printed(browser, page_file).pages:
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4_POINTS
        starts = starts_of_text(sheet)
        assert starts, "a printed page is not empty"
        assert all(MARGIN_POINTS <= start < A4_POINTS[0] - MARGIN_POINTS for start in starts)


def test_every_brief_is_printed_on_one_page_of_its_own(
    browser: "Browser", calendar: tercet.Calendar, tmp_path: Path
) -> None:
    path = tmp_path / "year.html"
    path.write_text(calendar.to_html(), encoding="utf-8")
    sheets = [letters(sheet.extract_text()) for sheet in printed(browser, path).pages]
    briefs = sheets[-len(calendar.visits) :]
    names = {school["id"]: letters(str(school["name"])) for school in calendar.problem.cohort.schools}
    for visit, sheet in zip(calendar.visits, briefs, strict=True):
        assert sheet.startswith(f"Visitto{names[visit['host']]}"), sheet[:80]
        assert "Stilluncovered" in sheet
        assert letters(visit["date"].strftime("%A %-d %B %Y")) in sheet


def test_every_visit_is_reached_by_date_by_group_and_by_school(browser: "Browser", calendar: tercet.Calendar) -> None:
    page = browser.new_page()
    page.set_content(calendar.to_html())
    names = {school["id"]: str(school["name"]) for school in calendar.problem.cohort.schools}
    for number, visit in enumerate(calendar.visits, start=1):
        links = page.locator(f"a[href='#b{number}']")
        assert links.count() == 3, "in its month, in its group, in the table"
        heading = page.locator(f"#b{number} h3").text_content()
        assert heading == f"Visit to {names[visit['host']]}"
        day = page.locator(f"#d-{visit['date'].isoformat()}").text_content()
        assert names[visit["host"]] in (day or "")
        assert page.locator(f"a[href='#d-{visit['date'].isoformat()}']").count() == 1
