"""Pages in a real browser: without errors, on a phone, on a desk, in the dark, on paper, and to an audit."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browsing import (
    A4_POINTS,
    DESKTOP,
    MARGIN_POINTS,
    PHONE,
    Complaints,
    needs_axe,
    needs_browser,
    open_page,
    overflow,
    printed,
    starts_of_text,
    violations,
)
from tests.pages import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_browser


@pytest.fixture(scope="module", params=PAGES)
def page_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(PAGES[request.param]().to_html(), encoding="utf-8")
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
