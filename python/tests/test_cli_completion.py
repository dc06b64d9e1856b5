"""Shell completion: the scripts are those that shtab makes of the commands, and a shell completes with them.

To renew the scripts after a change of the commands: `TERCET_BLESS=1 python -m pytest tests/test_cli_completion.py`.
"""

import os
import shutil
import subprocess
from importlib import resources
from pathlib import Path
from typing import Literal

import pytest
import shtab

from tercet.cli import commands_of, parser
from tercet.cli.completion import SHELLS
from tests.conftest import Run

FOLDER = Path(str(resources.files("tercet") / "data" / "completion"))


def _script(shell: str) -> str:
    """Make the script of the parser, told which arguments are files."""
    made = parser()
    for command in [made, *commands_of(made).values()]:
        for action in command._actions:
            if action.type is Path:
                action.complete = shtab.DIRECTORY if action.metavar == "DIR" else shtab.FILE  # type: ignore[attr-defined]
    return shtab.complete(made, shell=shell)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_each_shell_is_up_to_date(run: Run, shell: str) -> None:
    path = FOLDER / f"tercet.{shell}"
    if "TERCET_BLESS" in os.environ:
        path.write_text(_script(shell), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == _script(shell)
    done = run("completion", shell)
    assert (done.returncode, done.stdout, done.stderr) == (0, path.read_text(encoding="utf-8"), "")


BASH = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
complete=$(complete -p tercet | sed 's/.*-F \\([^ ]*\\).*/\\1/')
"$complete" tercet "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>/dev/null
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["ma"], ["match"]),
        (["co"], ["compare", "completion", "conflict"]),
        (["match", "--strat"], ["--strategy"]),
        (["match", "--format", "ma"], ["markdown"]),
        (["completion", ""], ["bash", "fish", "zsh"]),
        (["check", "coh"], ["cohort.csv"]),
    ],
    ids=" ".join,
)
def test_bash_completes(tmp_path: Path, typed: list[str], expected: list[str]) -> None:
    (tmp_path / "cohort.csv").touch()
    done = subprocess.run(
        ["bash", "-c", BASH, "bash", FOLDER / "tercet.bash", "tercet", *typed],  # noqa: S607 - whichever bash there is
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
    )
    assert sorted(set(done.stdout.split())) == expected


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_other_shells_can_read_their_scripts(shell: Literal["zsh", "fish"]) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell}")
    done = subprocess.run([program, "-n", FOLDER / f"tercet.{shell}"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
