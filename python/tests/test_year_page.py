"""The page of the year in a real browser: what it holds, and how it is printed."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tercet
from tests.browsing import letters, needs_browser, printed
from tests.pages import example_calendar

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_browser


@pytest.fixture(scope="module")
def calendar() -> tercet.Calendar:
    return example_calendar()


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
        assert "Needsthatnovisitorcanhelpwith" in sheet
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
