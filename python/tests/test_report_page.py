"""The HTML report in a real browser: without errors, on a phone, on a desk, in the dark, on paper, and to an audit."""

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

LONG = "Saint Bartholomew-the-Great-and-Saint-Mary-Magdalene " * 3 + "W" * 60 + " <b>&amp; Primary"


def _plan() -> tercet.Plan:
    return tercet.solve(tercet.read_csv(COHORTS / "primary_30.csv"), strategy="greedy")


def _no_plan() -> tercet.Plan:
    return tercet.solve(tercet.read_csv(COHORTS / "special_32.csv"), strategy="greedy")


def _odd() -> tercet.Plan:
    """Of a school with a name that no page is made for, one left out, and with warnings."""
    rows = [
        f"{n},{LONG if n == 1 else f'School {n}'},{'4' if n % 2 else ''},{'' if n % 2 else 3},{1 if n > 1 else ''},2"
        for n in range(1, 8)
    ]
    header = "id,name,strength:early_years,strength:reading,need:early_years,need:reading"
    cohort = tercet.Cohort.from_csv("\n".join([header, *rows]) + "\n")
    return tercet.solve(cohort, tercet.Rules(sizes=[3], unmatched=100), strategy="greedy")


PLANS = {"plan": _plan, "no plan": _no_plan, "odd": _odd}


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module", params=PLANS)
def page_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(PLANS[request.param]().to_html(), encoding="utf-8")
    return path


def test_the_page_opens_without_a_complaint(browser: "Browser", page_file: Path) -> None:
    page, complaints = browser.new_page(), Complaints()
    complaints.listen(page)
    page.goto(page_file.as_uri())
    assert page.locator("h1").count() == 1
    assert complaints == []


def test_a_complaint_would_be_heard(browser: "Browser", tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!DOCTYPE html><title>wrong</title><script>nothing.there</script><img src='none.png'>")
    page, complaints = browser.new_page(), Complaints()
    complaints.listen(page)
    page.goto(wrong.as_uri())
    assert any("nothing is not defined" in complaint for complaint in complaints)
    assert any("none.png" in complaint for complaint in complaints)


def test_the_page_names_every_school(browser: "Browser", tmp_path: Path) -> None:
    plan = _plan()
    path = tmp_path / "report.html"
    path.write_text(plan.to_html(), encoding="utf-8")
    text = open_page(browser, path, DESKTOP).inner_text("#groups ~ article, main")
    for school in plan.problem.cohort.schools:
        assert school["name"] in text


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_reaches_beyond_the_edge(browser: "Browser", page_file: Path, size: tuple[int, int]) -> None:
    assert overflow(open_page(browser, page_file, size)) == []


def test_what_reaches_beyond_the_edge_would_be_found(browser: "Browser", tmp_path: Path) -> None:
    wide = tmp_path / "wide.html"
    wide.write_text("<!DOCTYPE html><title>wide</title><body style='overflow: hidden'><p style='width: 400px'>Wide</p>")
    assert "P Wide" in overflow(open_page(browser, wide, PHONE))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@needs_axe
def test_an_accessibility_audit_finds_nothing(
    browser: "Browser", page_file: Path, size: tuple[int, int], theme: Literal["light", "dark"]
) -> None:
    assert violations(open_page(browser, page_file, size, theme)) == []


@needs_axe
def test_the_audit_would_find_what_cannot_be_read(browser: "Browser", tmp_path: Path) -> None:
    faint = tmp_path / "faint.html"
    faint.write_text(
        "<!DOCTYPE html><html lang='en'><title>faint</title><main><h1 style='color: #ccc'>Faint</h1></main>"
    )
    assert [found.split(":")[0] for found in violations(open_page(browser, faint, DESKTOP))] == ["color-contrast"]


def test_nothing_is_cut_off_on_paper(browser: "Browser", page_file: Path) -> None:
    # A4 less the margins of 12 mm, at 96 pixels an inch.
    page = open_page(browser, page_file, (703, 1000))
    page.emulate_media(media="print")
    assert overflow(page) == []


def test_every_printed_page_is_a4_and_holds_text_within_its_margins(browser: "Browser", page_file: Path) -> None:
    for page in printed(browser, page_file).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4_POINTS
        starts = starts_of_text(page)
        assert starts, "a printed page is not empty"
        assert all(MARGIN_POINTS <= start < A4_POINTS[0] - MARGIN_POINTS for start in starts)


def test_a_group_is_printed_whole_on_one_page(browser: "Browser", tmp_path: Path) -> None:
    plan = _plan()
    path = tmp_path / "report.html"
    path.write_text(plan.to_html(), encoding="utf-8")
    pages = [letters(page.extract_text()) for page in printed(browser, path).pages]
    names = {row["school"]: row["name"] for row in plan.to_dicts()}
    for number, group in enumerate(plan.groups, start=1):
        (place,) = [text for text in pages if f"Group{number}:" in text]
        for school in group:
            assert letters(str(names[school])) in place
