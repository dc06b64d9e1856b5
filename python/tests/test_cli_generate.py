"""`tercet generate`: what it writes, and how it ends."""

from pathlib import Path

import pytest

import tercet
from tests.conftest import Run


def test_the_command_line_gives_the_cohort_that_python_gives(run: Run, tmp_path: Path) -> None:
    done = run("generate", "--schools", "30", "--seed", "7", "--out", "cohort.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "cohort.csv").read_text(encoding="utf-8") == tercet.generate(30, seed=7).to_csv()


def test_standard_output_gets_it_by_default_and_by_name(run: Run, tmp_path: Path) -> None:
    for arguments in ([], ["--out", "-"]):
        done = run("generate", "--schools", "12", *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (0, tercet.generate(12).to_csv(), "")
    assert list(tmp_path.iterdir()) == []


def test_every_option_reaches_the_cohort(run: Run) -> None:
    options = "--schools 24 --areas 6 --regions 5 --spread even --phases 2 --in-trust-percent 75 --largest-trust 2"
    done = run("generate", *options.split(), "--strengths", "1", "2", "--needs", "1", "3", "--seed", "5")
    cohort = tercet.generate(
        24,
        areas=6,
        regions=5,
        spread="even",
        phases=2,
        in_trust_percent=75,
        largest_trust=2,
        strengths=(1, 2),
        needs=(1, 3),
        seed=5,
    )
    assert done.stdout == cohort.to_csv()


def test_what_is_generated_can_be_matched(run: Run) -> None:
    assert run("generate", "--schools", "31", "--out", "cohort.csv").returncode == 0
    done = run("match", "cohort.csv", "--strategy", "greedy")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--schools", "0"], "tercet: schools is 0; give 1 to 100000"),
        (["--regions", "10", "--phases", "4"], "tercet: regions is 10; give 1 to 9. phases is 4; give 1 to 3"),
        (["--seed", "-1"], "tercet: seed is -1; give a whole number from 0"),
        (["--spread", "odd"], "tercet: spread is 'odd'; give 'uneven' or 'even'"),
        (["--needs", "3", "2"], "tercet: needs is 3 to 2; give the smaller number first"),
        (["--schools", "many"], "usage: tercet generate"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_shape_that_no_cohort_has_ends_with_two_and_writes_nothing(
    run: Run, tmp_path: Path, options: list[str], message: str
) -> None:
    done = run("generate", *options, "--out", "cohort.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_ends_with_two_and_leaves_what_is_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    for place in ("taken", "no/such/cohort.csv"):
        done = run("generate", "--out", place)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr
        assert place in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
