"""`--quiet` and `--format`: every command knows the first, and what is asked for is printed all the same."""

import pytest

import tercet
from tercet.cli import commands_of, parser
from tests.conftest import Run


@pytest.mark.parametrize("command", sorted(commands_of(parser())))
def test_every_command_can_be_quiet(command: str) -> None:
    assert "--quiet" in commands_of(parser())[command].format_help()


def test_a_quiet_schema_is_still_printed(run: Run) -> None:
    for arguments in (["--quiet"], ["--format", "json"], ["--quiet", "--format", "json"]):
        done = run("schema", "rules", *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (0, tercet.schema("rules") + "\n", "")
    assert run("schema", "rules", "--format", "toml").returncode == 2


def test_a_quiet_cohort_is_still_printed(run: Run) -> None:
    done = run("generate", "--schools", "9", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, tercet.generate(9).to_csv(), "")


def test_a_quiet_script_for_a_shell_is_still_printed(run: Run) -> None:
    loud, quiet = run("completion", "bash"), run("completion", "bash", "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, loud.stdout, "")
