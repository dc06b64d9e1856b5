"""What differs where a person looks: colours and progress on a terminal, neither in pipes; and quiet broken pipes."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import COHORTS, Run

ESCAPE = "\033["
CLEARED = "\r\033[K"


def _on_terminal(*arguments: str | Path, **options: str) -> tuple[int, str]:
    """Run the command with its output on a terminal, and give back its exit code and what it showed."""
    environment = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "COLUMNS"}}
    command = [sys.executable, "-m", "tercet", *map(str, arguments)]
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env={**environment, "TERM": "xterm", **options}
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += (part := os.read(ours, 65536))
            except OSError:  # Linux says so when the other end is closed.
                break
            if not part:
                break
    os.close(ours)
    return process.returncode, shown.decode().replace("\r\n", "\n")


def test_a_terminal_shows_headings_in_bold_and_progress_that_goes_away(example_csv: Path) -> None:
    code, shown = _on_terminal("match", example_csv, "--strategy", "local_search")
    assert code == 0
    assert f"{ESCAPE}1mGroup 1: " in shown
    assert "bound" in shown.split(CLEARED, maxsplit=1)[0]
    assert shown.rsplit(CLEARED, maxsplit=1)[1].startswith(f"{ESCAPE}1m12 schools in ")


def test_the_line_of_progress_fits_a_narrow_terminal(example_csv: Path) -> None:
    _, shown = _on_terminal("match", example_csv, "--strategy", "local_search", COLUMNS="30")
    lines = [part.removesuffix(f"{ESCAPE}K") for part in shown.split("\n")[0].split("\r")]
    assert any(lines)
    assert all(len(line) < 30 for line in lines if not line.startswith(ESCAPE))


def test_issues_and_verdicts_are_coloured_on_a_terminal(example_csv: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("id,strength:reading\n1,9\n")
    assert f"{ESCAPE}1;31merror[level-out-of-range]{ESCAPE}0m" in _on_terminal("match", bad)[1]
    groups = tmp_path / "groups.csv"
    groups.write_text("school,group\n01,1\n02,1\n")
    assert f"{ESCAPE}1;31mThis plan breaks" in _on_terminal("check", example_csv, groups)[1]
    assert _on_terminal("match", example_csv, "--out", tmp_path / "plan")[0] == 0
    assert f"{ESCAPE}1;32mThe plan keeps" in _on_terminal("check", example_csv, tmp_path / "plan" / "plan.json")[1]


@pytest.mark.parametrize("options", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_no_colours_where_they_are_not_wanted(example_csv: Path, options: dict[str, str]) -> None:
    _, shown = _on_terminal("match", example_csv, **options)
    assert "Group 1: " in shown
    assert f"{ESCAPE}1" not in shown


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "html"])
def test_only_text_for_people_is_coloured(example_csv: Path, form: str) -> None:
    _, shown = _on_terminal("match", example_csv, "--format", form)
    assert f"{ESCAPE}1" not in shown


def test_quiet_shows_nothing_on_a_terminal_either(example_csv: Path, tmp_path: Path) -> None:
    assert _on_terminal("match", example_csv, "--quiet", "--out", tmp_path / "plan") == (0, "")


def test_pipes_get_neither_colours_nor_progress(run: Run, example_csv: Path) -> None:
    for arguments in (["match", example_csv], ["match", COHORTS / "special_32.csv"]):
        done = run(*arguments)
        assert ESCAPE not in done.stdout + done.stderr


@pytest.fixture(params=["", "1"], ids=["buffered", "unbuffered"])
def buffering(request: pytest.FixtureRequest) -> dict[str, str]:
    """Environments in which Python holds its output back, as it does by itself, and in which it does not."""
    return {**os.environ, "PYTHONUNBUFFERED": request.param}


@pytest.mark.parametrize(
    "command",
    [
        "match {cohort}",
        "generate --schools 5000",
        "schema",
        "explain {cohort} {groups}",
        "match --help",
        "completion zsh",
    ],
)
def test_a_reader_that_has_seen_enough_is_not_told_of_it(
    example_csv: Path, tmp_path: Path, command: str, buffering: dict[str, str]
) -> None:
    groups = tmp_path / "groups.csv"
    groups.write_text("school,group\n01,1\n03,1\n05,1\n")
    arguments = command.format(cohort=example_csv, groups=groups).split()
    ours, theirs = os.pipe()
    os.close(ours)  # No one reads from the start.
    command_line = [sys.executable, "-m", "tercet", *arguments]
    done = subprocess.run(command_line, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False, env=buffering)
    os.close(theirs)
    complaints = [line for line in done.stderr.splitlines() if "does not keep the rules" not in line]
    assert (done.returncode, complaints) == (0, [])


def test_an_error_that_no_one_reads_still_ends_with_two(tmp_path: Path, buffering: dict[str, str]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    command = [sys.executable, "-m", "tercet", "match", str(tmp_path / "none.csv")]
    done = subprocess.run(command, stdout=theirs, stderr=theirs, check=False, env=buffering)
    os.close(theirs)
    assert done.returncode == 2
