"""`-`: every command reads standard input, once, and says what is wrong with it as it does of a file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import tercet

RULES = b"[sizes]\nallowed = [3]\n"


def _pipe(text: bytes, *arguments: str | Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tercet", *map(str, arguments)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, input=text, capture_output=True, cwd=folder, env=environment, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_cohort_is_read_as_csv_or_as_a_problem_in_json(example_csv: Path, tmp_path: Path) -> None:
    from_file = _pipe(b"", "match", example_csv, "--format", "json", folder=tmp_path)
    from_csv = _pipe(example_csv.read_bytes(), "match", "-", "--format", "json", folder=tmp_path)
    assert (from_csv.returncode, from_csv.stderr) == (0, "")
    problem = tercet.Problem(tercet.read_csv(example_csv))
    from_json = _pipe(problem.to_json().encode(), "match", "-", "--format", "json", folder=tmp_path)
    for done in (from_csv, from_json):
        assert json.loads(done.stdout) == json.loads(from_file.stdout)


def test_a_byte_order_mark_is_no_matter(example_csv: Path, tmp_path: Path) -> None:
    mark = b"\xef\xbb\xbf"
    assert _pipe(mark + example_csv.read_bytes(), "match", "-", folder=tmp_path).returncode == 0
    problem = tercet.Problem(tercet.read_csv(example_csv))
    assert _pipe(mark + problem.to_json().encode(), "match", "-", folder=tmp_path).returncode == 0


def test_rules_are_read(example_csv: Path, tmp_path: Path) -> None:
    done = _pipe(RULES, "match", example_csv, "--rules", "-", "--format", "json", folder=tmp_path)
    assert {len(group) for group in json.loads(done.stdout)["groups"]} == {3}


@pytest.mark.parametrize("command", ["check", "explain", "compare"])
@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_plan_is_read_in_either_form(example_csv: Path, tmp_path: Path, command: str, form: str) -> None:
    plan = _pipe(b"", "match", example_csv, "--format", form, "--out", "plan", folder=tmp_path).stdout
    file = tmp_path / "plan" / {"json": "plan.json", "csv": "groups.csv"}[form]
    more = [file] if command == "compare" else []
    done = _pipe(plan.encode(), command, example_csv, *more, "-", folder=tmp_path)
    from_file = _pipe(b"", command, example_csv, *more, file, folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, from_file.stdout, "")


def test_issues_name_standard_input(tmp_path: Path, example_csv: Path) -> None:
    done = _pipe(b"id,strength:reading\n1,9\n", "match", "-", folder=tmp_path)
    assert done.returncode == 2
    assert "error[level-out-of-range] standard input, row 2" in done.stderr
    done = _pipe(b"id,name\n1,Sch\xf6n\n", "match", "-", folder=tmp_path)
    assert "error[not-text] standard input, row 2" in done.stderr
    done = _pipe(b"school,group\n99,1\n", "check", example_csv, "-", folder=tmp_path)
    assert "error[unknown-school] standard input, row 2" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["match", "-", "--rules", "-"], "standard input can be read only once; give a file for COHORT or --rules"),
        (["check", "-", "-"], "standard input can be read only once"),
        (["compare", "{cohort}", "-", "-"], "give a file for BEFORE or AFTER"),
        (["match", "{cohort}", "--history", "-"], "--history needs a file"),
        (["match", "-", "--areas", "{cohort}"], "--areas needs COHORT as a file"),
        (["match", "{cohort}", "--rules", "-"], "standard input is not text in UTF-8: byte 2 cannot be read"),
        (["match", "-"], "standard input"),
        (["check", "{cohort}", "-"], "standard input"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_read_ends_with_two(tmp_path: Path, example_csv: Path, arguments: list[str], said: str) -> None:
    done = _pipe(b"\n\xff\xfe", *(part.format(cohort=example_csv) for part in arguments), folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_dash_is_not_a_folder(example_csv: Path, tmp_path: Path) -> None:
    done = _pipe(b"", "match", example_csv, "--out", "-", "--format", "html", folder=tmp_path)
    assert done.stdout.startswith("<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == [example_csv.name]


def test_a_problem_goes_from_one_command_to_the_next(tmp_path: Path) -> None:
    problem = _pipe(b"", "generate", "--schools", "12", "--format", "json", folder=tmp_path).stdout
    assert json.loads(problem)["format"].startswith("tercet-problem/")
    assert _pipe(problem.encode(), "match", "-", folder=tmp_path).returncode == 0
    done = _pipe(b"", "generate", "--schools", "12", "--format", "json", "--out", "problem.json", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "problem.json").read_text(encoding="utf-8") == problem
