"""`tercet check`: checks a plan that was made by Tercet or in a spreadsheet."""

import argparse
import sys

from tercet import Checked
from tercet import check as check_plan
from tercet.cli.colours import good, wrong
from tercet.cli.commands import add_command, add_format, add_quiet
from tercet.cli.inputs import add_plan, add_problem, read_plan, read_problem
from tercet.cli.messages import say_warnings

__all__ = ["add_to"]

NOT_SO = 4

_EXAMPLES = """\
examples:
  tercet check cohort.csv plan/plan.json
  tercet check cohort.csv groups.csv --rules rules.toml
  tercet match cohort.csv --format json | tercet check cohort.csv -

The exit code is 4 if the plan breaks a rule or makes a false claim.
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command.

    Parameters
    ----------
    commands : argparse subparsers
        The commands so far.
    """
    parser = add_command(
        commands,
        "check",
        summary="check the rules, the value and the bound of a plan",
        description="Check the rules, the value and the bound of a plan, and name the rules that the plan breaks. "
        "The check uses the problem alone.",
        examples=_EXAMPLES,
    )
    add_problem(parser)
    add_plan(parser, "plan", "the plan to check")
    add_format(parser, ("text", "json"))
    add_quiet(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    problem = read_problem(arguments)
    if not arguments.quiet:
        say_warnings(problem.warnings)
    checked = check_plan(problem, read_plan(arguments.plan, problem))
    if arguments.format or not arguments.quiet:
        print(checked.to_json() + "\n" if arguments.format == "json" else _text(checked), end="")
    return 0 if checked.is_valid else NOT_SO


def _text(checked: Checked) -> str:
    verdict, rest = checked.to_text().split("\n", maxsplit=1)
    paint = good if checked.is_valid else wrong
    return f"{paint(verdict, sys.stdout)}\n{rest}"
