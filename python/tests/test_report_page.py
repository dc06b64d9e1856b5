"""The HTML report in a real browser: without errors, on a phone, on a desk, in the dark, on paper, and to an audit."""

import unicodedata
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from pypdf import PdfReader

import tercet
from tests.browsing import (
    A4_POINTS,
    DESKTOP,
    PHONE,
    Complaints,
    needs_axe,
    needs_browser,
    open_browser,
    overflow,
    violations,
)
from tests.conftest import COHORTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_browser

MARGIN_POINTS = 33  # 12 mm, less what rounding to whole pixels takes

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


def _open(browser: "Browser", path: Path, size: tuple[int, int], theme: Literal["light", "dark"] = "light") -> "Page":
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=theme)
    page.goto(path.as_uri())
    # The list of schools is closed at first; what is in it is looked at too.
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    return page


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
    text = _open(browser, path, DESKTOP).inner_text("#groups ~ article, main")
    for school in plan.problem.cohort.schools:
        assert school["name"] in text


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_reaches_beyond_the_edge(browser: "Browser", page_file: Path, size: tuple[int, int]) -> None:
    assert overflow(_open(browser, page_file, size)) == []


def test_what_reaches_beyond_the_edge_would_be_found(browser: "Browser", tmp_path: Path) -> None:
    wide = tmp_path / "wide.html"
    wide.write_text("<!DOCTYPE html><title>wide</title><body style='overflow: hidden'><p style='width: 400px'>Wide</p>")
    assert "P Wide" in overflow(_open(browser, wide, PHONE))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@needs_axe
def test_an_accessibility_audit_finds_nothing(
    browser: "Browser", page_file: Path, size: tuple[int, int], theme: Literal["light", "dark"]
) -> None:
    assert violations(_open(browser, page_file, size, theme)) == []


@needs_axe
def test_the_audit_would_find_what_cannot_be_read(browser: "Browser", tmp_path: Path) -> None:
    faint = tmp_path / "faint.html"
    faint.write_text(
        "<!DOCTYPE html><html lang='en'><title>faint</title><main><h1 style='color: #ccc'>Faint</h1></main>"
    )
    assert [found.split(":")[0] for found in violations(_open(browser, faint, DESKTOP))] == ["color-contrast"]


def test_nothing_is_cut_off_on_paper(browser: "Browser", page_file: Path) -> None:
    # A4 less the margins of 12 mm, at 96 pixels an inch.
    page = _open(browser, page_file, (703, 1000))
    page.emulate_media(media="print")
    assert overflow(page) == []


def test_every_printed_page_is_a4_and_holds_text_within_its_margins(browser: "Browser", page_file: Path) -> None:
    for page in _print(browser, page_file).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4_POINTS
        starts: list[float] = []
        _ = page.extract_text(visitor_text=partial(_note_start, starts))
        assert starts, "a printed page is not empty"
        assert all(MARGIN_POINTS <= start < A4_POINTS[0] - MARGIN_POINTS for start in starts)


def _note_start(starts: list[float], text: str, page: list[float], line: list[float], *_: object) -> None:
    """Note where a run of text starts: its place in the line, as the page is scaled and moved."""
    if text.strip():
        starts.append(line[4] * page[0] + line[5] * page[2] + page[4])


def test_a_group_is_printed_whole_on_one_page(browser: "Browser", tmp_path: Path) -> None:
    plan = _plan()
    path = tmp_path / "report.html"
    path.write_text(plan.to_html(), encoding="utf-8")
    pages = [_letters(page.extract_text()) for page in _print(browser, path).pages]
    names = {row["school"]: row["name"] for row in plan.to_dicts()}
    for number, group in enumerate(plan.groups, start=1):
        (place,) = [text for text in pages if f"Group{number}:" in text]
        for school in group:
            assert _letters(str(names[school])) in place


def _letters(text: str) -> str:
    """Leave out spaces, where lines may break, and ligatures."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _print(browser: "Browser", path: Path) -> PdfReader:
    target = path.with_suffix(".pdf")
    _open(browser, path, DESKTOP, "dark").pdf(path=target, prefer_css_page_size=True)
    return PdfReader(target)
