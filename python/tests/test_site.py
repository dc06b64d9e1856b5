"""The documentation site, built as `make docs` builds it, in a real browser: on a phone, on a desk, and to an audit."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsing import DESKTOP, PHONE, Complaints, needs_axe, needs_browser, open_browser, violations
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_browser

pytest.importorskip("sphinx", reason="install python/requirements-docs.txt")

# One page of each kind.
PAGES = ("index", "tutorial", "how-to/rules", "reference/python", "reference/command-line", "errors", "glossary")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    docs = REPOSITORY / "python" / "docs"
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "--quiet", "-b", "html", str(docs), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with open_browser() as browser:
        yield browser


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pages_open_without_a_complaint_and_fit_the_screen(
    site: Path, browser: "Browser", size: tuple[int, int]
) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    complaints = Complaints()
    complaints.listen(page)
    for name in PAGES:
        page.goto((site / f"{name}.html").as_uri())
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], name
    assert complaints == []


@needs_axe
def test_an_accessibility_audit_finds_nothing(site: Path, browser: "Browser") -> None:
    page = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    for name in PAGES:
        page.goto((site / f"{name}.html").as_uri())
        assert violations(page) == [], name


def test_nothing_is_asked_of_the_network(site: Path, browser: "Browser") -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in PAGES:
        page.goto((site / f"{name}.html").as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
