"""What the tests share: the example cohort, its plan, the command line, and the note of what was left out."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tercet

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REPOSITORY = Path(__file__).parents[2]
COHORTS = REPOSITORY / "tests" / "data" / "cohorts"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def cohort() -> tercet.Cohort:
    return tercet.example_cohort()


@pytest.fixture(scope="session")
def problem(cohort: tercet.Cohort) -> tercet.Problem:
    return tercet.Problem(cohort, tercet.Rules(sizes=[3]))


@pytest.fixture(scope="session")
def plan(problem: tercet.Problem) -> tercet.Plan:
    return tercet.solve(problem, strategy="greedy")


@pytest.fixture(scope="session")
def year() -> tercet.Year:
    return tercet.example_year()


@pytest.fixture(scope="session")
def calendar(plan: tercet.Plan, year: tercet.Year) -> tercet.Calendar:
    return tercet.schedule(plan, year)


@pytest.fixture
def example_csv(tmp_path: Path) -> Path:
    """Copy the example cohort beside the test's other files."""
    path = tmp_path / "example.csv"
    path.write_bytes((Path(tercet.__file__).parent / "data" / "example.csv").read_bytes())
    return path


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command `tercet` in an empty folder."""

    def run_command(*arguments: str | Path, **options: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "tercet", *map(str, arguments)]
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **options}
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", cwd=tmp_path, env=environment, check=False
        )

    return run_command


def pytest_terminal_summary(terminalreporter: "pytest.TerminalReporter") -> None:
    """Note the tests that were left out, for the end of `make test`."""
    note = os.environ.get("LEFT_OUT")
    skipped = terminalreporter.stats.get("skipped", [])
    if note and skipped:
        with Path(note).open("a", encoding="utf-8") as file:
            for report in skipped:
                reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
                file.write(f"{report.nodeid}: {str(reason).removeprefix('Skipped: ')}\n")


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Start the real browser that pages are opened in."""
    from tests.browsing import open_browser  # noqa: PLC0415 - which needs this file

    with open_browser() as browser:
        yield browser
