"""The HTML report in a real browser: what it holds, and how it is printed."""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.browsing import DESKTOP, letters, needs_browser, open_page, printed
from tests.pages import example_plan

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_browser


def test_the_page_names_every_school(browser: "Browser", tmp_path: Path) -> None:
    plan = example_plan()
    path = tmp_path / "report.html"
    path.write_text(plan.to_html(), encoding="utf-8")
    text = open_page(browser, path, DESKTOP).inner_text("#groups ~ article, main")
    for school in plan.problem.cohort.schools:
        assert school["name"] in text


def test_a_group_is_printed_whole_on_one_page(browser: "Browser", tmp_path: Path) -> None:
    plan = example_plan()
    path = tmp_path / "report.html"
    path.write_text(plan.to_html(), encoding="utf-8")
    pages = [letters(page.extract_text()) for page in printed(browser, path).pages]
    names = {row["school"]: row["name"] for row in plan.to_dicts()}
    for number, group in enumerate(plan.groups, start=1):
        (place,) = [text for text in pages if f"Group{number}:" in text]
        for school in group:
            assert letters(str(names[school])) in place
