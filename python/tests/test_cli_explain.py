"""`tercet explain` and `tercet compare`."""

import json
from pathlib import Path

import pytest

import tercet
from tests.conftest import Run

FIRST = [["01", "10", "12"], ["02", "05", "08"], ["03", "06", "09"], ["04", "07", "11"]]
SECOND = [["01", "04", "07"], ["02", "05", "08"], ["03", "06", "09"], ["10", "11", "12"]]


@pytest.fixture
def folder(example_csv: Path) -> Path:
    for name, groups in (("first.csv", FIRST), ("second.csv", SECOND)):
        rows = [f"{school},{number}" for number, group in enumerate(groups, start=1) for school in group]
        (example_csv.parent / name).write_text("\n".join(["school,group", *rows]) + "\n")
    return example_csv.parent


def test_a_plan_is_explained_as_python_does(run: Run, folder: Path) -> None:
    cohort = tercet.read_csv(folder / "example.csv")
    parts = tercet.explain(cohort, FIRST)
    done = run("explain", "example.csv", "first.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, parts.to_text(), "")
    done = run("explain", "example.csv", "first.csv", "--format", "json")
    assert json.loads(done.stdout) == json.loads(parts.to_json())


def test_schools_are_found_by_id_and_by_name(run: Run, folder: Path) -> None:
    parts = tercet.explain(tercet.read_csv(folder / "example.csv"), FIRST)
    both = ["--school", "01", "--school", "elm grove PRIMARY"]
    assert run("explain", "example.csv", "first.csv", *both).stdout == parts.to_text(["01", "05"])
    done = run("explain", "example.csv", "first.csv", *both, "--format", "json")
    assert json.loads(done.stdout) == [parts.school("01"), parts.school("05")]


def test_a_school_that_is_not_there_ends_with_two_and_the_nearest_name(run: Run, folder: Path) -> None:
    done = run("explain", "example.csv", "first.csv", "--school", "Ash Lane Primry")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'did you mean "Ash Lane Primary"?' in done.stderr
    rows = (folder / "example.csv").read_text().replace("Birch Hill Primary", "Ash Lane Primary")
    (folder / "example.csv").write_text(rows)
    done = run("explain", "example.csv", "first.csv", "--school", "Ash Lane Primary")
    assert done.returncode == 2
    assert "give one of the ids 01, 02" in done.stderr


def test_a_school_without_a_group_is_named_so_in_both_formats(run: Run, folder: Path) -> None:
    (folder / "short.csv").write_text("school,group\n01,1\n03,1\n05,1\n")
    done = run("explain", "example.csv", "short.csv", "--school", "02", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Without a group\n  Birch Hill Primary")
    done = run("explain", "example.csv", "short.csv", "--school", "02", "--quiet", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [None])


def test_two_plans_are_compared_as_python_does(run: Run, folder: Path) -> None:
    comparison = tercet.compare(tercet.read_csv(folder / "example.csv"), FIRST, SECOND)
    done = run("compare", "example.csv", "first.csv", "second.csv")
    assert (done.returncode, done.stdout) == (0, comparison.to_text())
    done = run("compare", "example.csv", "first.csv", "second.csv", "--format", "json")
    assert json.loads(done.stdout) == json.loads(comparison.to_json())


def test_a_plan_that_breaks_rules_is_explained_with_a_word_of_warning(run: Run, folder: Path) -> None:
    (folder / "broken.csv").write_text("school,group\n01,1\n02,1\n03,1\n")
    for arguments in (["explain", "example.csv", "broken.csv"], ["compare", "example.csv", "first.csv", "broken.csv"]):
        done = run(*arguments)
        assert done.returncode == 0
        assert "does not keep the rules: Ash Lane Primary and Birch Hill Primary have the same region" in done.stderr
        assert run(*arguments, "--quiet").stderr == ""


def test_check_gives_what_it_found_as_json(run: Run, folder: Path) -> None:
    done = run("check", "example.csv", "first.csv", "--format", "json")
    checked = tercet.check(tercet.read_csv(folder / "example.csv"), FIRST)
    assert json.loads(done.stdout) == json.loads(checked.to_json())
    assert done.returncode == (0 if checked.is_valid else 4)
