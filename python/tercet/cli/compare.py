"""`tercet compare`: compares two plans."""

import argparse
import sys

from tercet import compare as compare_plans
from tercet.cli.colours import headed
from tercet.cli.commands import add_command, add_format, add_quiet
from tercet.cli.inputs import add_plan, add_problem, read_plan, read_problem
from tercet.cli.messages import say_if_broken, say_warnings

__all__ = ["add_to"]

_EXAMPLES = """\
examples:
  tercet compare cohort.csv plan/plan.json groups.csv
  tercet compare cohort.csv last/groups.csv plan/plan.json --rules rules.toml --format json

The groups of the two plans are paired so that the fewest schools move. The points that all schools gain or lose add up
to the difference between the values of the plans.
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
        "compare",
        summary="compare two plans: which schools move, and what each gains or loses",
        description="Compare a second plan with a first: which schools move, and what each school gains or loses.",
        examples=_EXAMPLES,
    )
    add_problem(parser)
    add_plan(parser, "before", "the first plan")
    add_plan(parser, "after", "the second plan")
    add_format(parser, ("text", "json"))
    add_quiet(parser, "print no warnings")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    problem = read_problem(arguments)
    before, after = read_plan(arguments.before, problem), read_plan(arguments.after, problem)
    comparison = compare_plans(problem, before, after)
    if not arguments.quiet:
        say_warnings(problem.warnings)
        say_if_broken(problem, before, "the first plan")
        say_if_broken(problem, after, "the second plan")
    if arguments.format == "json":
        print(comparison.to_json())
    else:
        print(headed(comparison.to_text(), sys.stdout), end="")
    return 0
