"""The HTML report in a real browser: nothing is blocked or broken, and it fits a phone."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import tercet
from tests.conftest import COHORTS

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER = next((found for name in NAMES if (found := shutil.which(name))), None)

pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium or Chrome on the path")

PHONE_PIXELS = 360

# The page forbids scripts, so it is measured from outside, in a frame of a phone's width.
MEASURE = """<!DOCTYPE html><title>measuring</title>
<iframe src="report.html" style="width: {width}px; height: 800px; border: 0"></iframe>
<script>
onload = () => {{
  const page = document.querySelector("iframe").contentDocument;
  const [width, headings] = [page.documentElement.scrollWidth, page.querySelectorAll("h1").length];
  document.body.insertAdjacentHTML("beforeend", `<p id="width">${{width}}</p><p id="headings">${{headings}}</p>`);
}};
</script>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out the report of a real cohort."""
    folder = tmp_path_factory.mktemp("page")
    tercet.solve(tercet.read_csv(COHORTS / "primary_30.csv"), strategy="greedy").export(folder)
    (folder / "measure.html").write_text(MEASURE.format(width=PHONE_PIXELS))
    return folder


def _browse(folder: Path, page: str, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [str(BROWSER), "--headless=new", "--disable-gpu", "--enable-logging=stderr"]
    if os.geteuid() == 0:
        command.append("--no-sandbox")  # Chromium refuses to start as root otherwise.
    command += [f"--user-data-dir={folder}/user", "--allow-file-access-from-files", *options, (folder / page).as_uri()]
    return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=True)


def test_the_page_opens_without_a_complaint_and_names_every_school(folder: Path) -> None:
    done = _browse(folder, "report.html", "--dump-dom")
    assert re.findall(r".*CONSOLE.*", done.stderr) == []
    for school in tercet.read_csv(COHORTS / "primary_30.csv").schools:
        assert school["name"].replace("&", "&amp;") in done.stdout


def test_the_page_fits_the_width_of_a_phone(folder: Path) -> None:
    done = _browse(folder, "measure.html", "--dump-dom")
    assert re.findall(r'<p id="headings">(\d+)</p>', done.stdout) == ["1"]
    (width,) = re.findall(r'<p id="width">(\d+)</p>', done.stdout)
    assert int(width) <= PHONE_PIXELS


def test_the_page_prints(folder: Path) -> None:
    _browse(folder, "report.html", f"--print-to-pdf={folder}/report.pdf")
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF-")
