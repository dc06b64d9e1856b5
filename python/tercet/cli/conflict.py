"""`tercet conflict`: why no plan keeps every rule, and the least changes that help."""

import argparse
import sys

from tercet import conflict
from tercet.cli.colours import headed
from tercet.cli.commands import add_command, add_format, add_quiet
from tercet.cli.inputs import add_problem, add_time_limit, read_problem
from tercet.cli.messages import say_warnings

__all__ = ["add_to"]

NO_PLAN = 3

_EXAMPLES = """\
examples:
  tercet conflict cohort.csv --rules rules.toml
  tercet conflict cohort.csv --rules rules.toml --time-limit 20 --format json

The answer has the rules that cannot hold together, and changes of the rules that make a plan possible. A solve verifies
each statement.
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
        "conflict",
        summary="say why no plan keeps every rule, and what would help",
        description="Find the rules that cannot hold together, and the smallest changes that make a plan possible.",
        examples=_EXAMPLES,
    )
    add_problem(parser)
    add_time_limit(parser)
    add_format(parser, ("text", "json"))
    add_quiet(parser, "print no warnings")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    problem = read_problem(arguments)
    if not arguments.quiet:
        say_warnings(problem.warnings)
    found = conflict(problem, time_limit=arguments.time_limit)
    print(found.to_json() + "\n" if arguments.format == "json" else headed(found.to_text(), sys.stdout), end="")
    return 0 if found.verdict == "none" else NO_PLAN
