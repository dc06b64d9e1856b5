"""`tercet feedback`: what it prints, what it writes, how it ends."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

import tercet
from tests.conftest import Run

COMMAND = ("feedback", "example.csv", "calendar.json")


@pytest.fixture
def folder(tmp_path: Path, example_csv: Path, plan: tercet.Plan) -> Path:
    """Lay out a cohort, its calendar, attendance and survey: all come, and all heads plan to use something."""
    calendar = tercet.schedule(plan, tercet.example_year(), rounds=20)
    calendar.save(tmp_path / "calendar.json")
    came = [
        (visit["host"], school, role, f"key{school}{role}")
        for visit in calendar.visits
        for school in [visit["host"], *visit["visitors"]]
        for role in ("head", "second")
    ]
    said = [(visit["host"], school, "head", "yes", "no") for visit in calendar.visits for school in visit["visitors"]]
    _write(tmp_path / "attendance.csv", ("visit", "school", "role", "person"), came)
    _write(tmp_path / "survey.csv", ("visit", "school", "role", "uses", "passes_on"), said)
    return example_csv.parent


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


def _python(folder: Path) -> tercet.Feedback:
    problem = tercet.Problem(tercet.read_csv(folder / "example.csv"))
    calendar = tercet.Calendar.load(folder / "calendar.json", problem)
    return tercet.feedback(calendar, attendance=folder / "attendance.csv", survey=folder / "survey.csv")


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_the_command_gives_what_python_gives(run: Run, folder: Path, form: str) -> None:
    done = run(*COMMAND, "--attendance", "attendance.csv", "--survey", "survey.csv", "--format", form, "--quiet")
    feedback = _python(folder)
    expected = {"text": feedback.to_text(), "json": feedback.to_json(), "csv": feedback.to_csv()}[form]
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, expected.split(), "")
    assert "key01" not in done.stdout


def test_a_person_reads_the_rates_and_the_warnings(run: Run, folder: Path) -> None:
    done = run(*COMMAND, "--survey", "survey.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Evaluation: what participants told us\n")
    assert "12 of 12" in done.stdout
    rows = (folder / "attendance.csv").read_text(encoding="utf-8").splitlines()
    (folder / "attendance.csv").write_text("\n".join([row for row in rows if ",02,head" not in row]) + "\n")
    done = run(*COMMAND, "--attendance", "attendance.csv", "--survey", "survey.csv")
    assert (done.returncode, "warning[not-attended] " in done.stderr) == (0, True)
    done = run(*COMMAND, "--attendance", "attendance.csv", "--survey", "survey.csv", "--quiet")
    assert (done.stdout, done.stderr) == ("", "")


def test_out_gets_all_tables(run: Run, folder: Path) -> None:
    done = run(*COMMAND, "--attendance", "attendance.csv", "--survey", "survey.csv", "--out", "new/feedback")
    assert (done.returncode, done.stderr) == (0, "tercet: the feedback is in new/feedback\n")
    written = {path.name: path.read_bytes().decode() for path in (folder / "new" / "feedback").iterdir()}
    expected = "feedback.json feedback.md figures-unhidden.csv figures.csv leaders.csv suggestions.csv"
    assert sorted(written) == expected.split()
    assert not any("key01" in text for text in written.values())
    assert written["figures.csv"] == _python(folder).to_csv()
    leaders = list(csv.DictReader(io.StringIO(written["leaders.csv"])))
    assert [row["leaders"] for row in leaders] == ["same"] * 12
    assert json.loads(written["feedback.json"])["format"] == "tercet-feedback/1"


@pytest.mark.parametrize("name", ["calendar", "survey"])
def test_a_table_or_the_calendar_comes_from_standard_input(run: Run, folder: Path, name: str) -> None:
    expected = run(*COMMAND, "--survey", "survey.csv").stdout
    piped = {
        "calendar": ("feedback", "example.csv", "-", "--survey", "survey.csv"),
        "survey": (*COMMAND, "--survey", "-"),
    }[name]
    content = (folder / {"calendar": "calendar.json", "survey": "survey.csv"}[name]).read_bytes()
    assert _piped(content, *piped, folder=folder) == (0, expected, "")
    code, _, said = _piped(content, "feedback", "example.csv", "-", "--survey", "-", folder=folder)
    assert (code, said) == (2, "tercet: standard input can be read only once; give a file for CALENDAR or --survey\n")


def _piped(content: bytes, *arguments: str, folder: Path) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "tercet", *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, input=content, capture_output=True, cwd=folder, env=environment, check=False)
    return done.returncode, done.stdout.decode().replace("\r\n", "\n"), done.stderr.decode().replace("\r\n", "\n")


def test_what_is_wrong_is_said_of_both_tables_at_once(run: Run, folder: Path) -> None:
    (folder / "attendance.csv").write_text("visit,school,role,person\n01,01,head,Eve Carr\n")
    (folder / "survey.csv").write_text("visit,school,role,uses,passes_on\n01,02,chef,yes,no\n")
    done = run(*COMMAND, "--attendance", "attendance.csv", "--survey", "survey.csv", "--out", "feedback")
    assert (done.returncode, done.stdout) == (2, "")
    assert "error[not-opaque] attendance.csv, row 2" in done.stderr
    assert "error[unknown-choice] survey.csv, row 2" in done.stderr
    assert "Carr" not in done.stderr
    assert not (folder / "feedback").exists()


def test_nothing_to_sum_up_and_options_out_of_range_are_refused(run: Run, folder: Path) -> None:
    done = run(*COMMAND)
    assert (done.returncode, done.stderr) == (
        2,
        "tercet: there is nothing to sum up: give --attendance, --survey or both\n",
    )
    done = run(*COMMAND, "--survey", "survey.csv", "--strong", "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert run(*COMMAND[:2], "none.json", "--survey", "survey.csv").returncode == 2
    assert folder.exists()
