"""A real browser for the tests of pages: Chromium, driven by Playwright, and the audit of axe-core from npm."""

import os
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from pypdf import PageObject, PdfReader

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
# A browser under test asks the network for nothing, not for updates either.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

AXE = Path(os.environ.get("AXE", REPOSITORY / ".tools" / "npm" / "node_modules" / "axe-core" / "axe.min.js"))

PHONE = (360, 740)
DESKTOP = (1280, 900)
A4_POINTS = (595, 842)
MARGIN_POINTS = 33  # 12 mm, less what rounding to whole pixels takes

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium or Chrome on the path")
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there: install npm, then `make test`")


@contextmanager
def open_browser() -> Iterator["Browser"]:
    """Start the browser with a profile of its own, and end it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def open_page(
    browser: "Browser", path: Path, size: tuple[int, int], theme: Literal["light", "dark"] = "light"
) -> "Page":
    """Open a page with all that can be opened on it."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=theme)
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    return page


def printed(browser: "Browser", path: Path) -> PdfReader:
    """Print a page to PDF, as it is printed by someone whose screen is dark."""
    target = path.with_suffix(".pdf")
    open_page(browser, path, DESKTOP, "dark").pdf(path=target, prefer_css_page_size=True)
    return PdfReader(target)


def starts_of_text(page: PageObject) -> list[float]:
    """List where on the line, in points, each run of text of a printed page starts."""
    starts: list[float] = []
    _ = page.extract_text(visitor_text=partial(_note_start, starts))
    return starts


def _note_start(starts: list[float], text: str, page: list[float], line: list[float], *_: object) -> None:
    """Note where a run of text starts: its place in the line, as the page is scaled and moved."""
    if text.strip():
        starts.append(line[4] * page[0] + line[5] * page[2] + page[4])


def letters(text: str) -> str:
    """Leave out spaces, where lines may break, and ligatures."""
    return "".join(unicodedata.normalize("NFKC", text).split())


class Complaints(list[str]):
    """What a page says on the console, throws or fails to load."""

    def listen(self, page: "Page") -> None:
        page.on("console", lambda message: self.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on("requestfailed", lambda request: self.append(f"not loaded: {request.url}"))


def overflow(page: "Page") -> list[str]:
    """Name what reaches beyond the right edge of the page, unless it scrolls in a box or a picture cuts it off."""
    found: list[str] = page.evaluate(
        """() => {
            const edge = document.documentElement.clientWidth;
            const scrolls = (element) => element.closest("pre, .scroll, [tabindex='0'], svg *") !== null;
            const says = (element) => `${element.tagName} ${(element.textContent ?? "").trim().slice(0, 40)}`;
            const beyond = [...document.querySelectorAll("body *")].filter((element) => {
                const box = element.getBoundingClientRect();
                return box.width > 0 && box.right > edge + 1 && box.left >= 0 && !scrolls(element);
            });
            const all = beyond.map(says);
            if (document.documentElement.scrollWidth > edge) all.push("the page scrolls sideways");
            return all;
        }"""
    )
    return found


def violations(page: "Page") -> list[str]:
    """Audit the page with axe-core: what it finds wrong, with the first element that has it."""
    # Evaluated and not added as an element: the page's own policy forbids scripts.
    page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found: list[str] = page.evaluate(
        """async () => (await axe.run(document)).violations.map(
            (rule) => `${rule.id}: ${rule.help}; ${rule.nodes.length} times, first ${rule.nodes[0].html}`)"""
    )
    return found
