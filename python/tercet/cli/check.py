"""`tercet check`: derives a plan anew, ours or a spreadsheet's."""

import argparse
from pathlib import Path

from tercet import Plan
from tercet import check as check_plan
from tercet.cli.commands import add_command
from tercet.cli.inputs import add_problem, read_problem
from tercet.cli.messages import say_warnings

__all__ = ["add_to"]

NOT_SO = 4

_EXAMPLES = """\
examples:
  tercet check cohort.csv plan/plan.json
  tercet check cohort.csv groups.csv --rules rules.toml
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command.

    Parameters
    ----------
    commands : argparse subparsers
        Where to.
    """
    parser = add_command(
        commands,
        "check",
        summary="derive rules, value and bound of a plan anew",
        description="Derive the rules, the value and the bound of a plan anew, and name every rule that it breaks.",
        examples=_EXAMPLES,
    )
    add_problem(parser)
    parser.add_argument("plan", metavar="PLAN", type=Path, help="a plan.json, or a CSV with the columns school,group")
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    problem = read_problem(arguments)
    if not arguments.quiet:
        say_warnings(problem.warnings)
    is_json = arguments.plan.suffix.lower() == ".json"
    checked = check_plan(problem, Plan.load(arguments.plan, problem) if is_json else arguments.plan)
    if not arguments.quiet:
        print(checked.to_text(), end="")
    return 0 if checked.is_valid else NOT_SO
