"""`tercet conflict`: why no plan keeps every rule, and the least changes that help."""

import argparse

from tercet import conflict
from tercet.cli.answers import add_answer_options, print_answer, read_problem_aloud
from tercet.cli.commands import add_command
from tercet.cli.inputs import add_problem

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
    add_answer_options(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    problem = read_problem_aloud(arguments)
    found = conflict(problem, time_limit=arguments.time_limit)
    print_answer(found, arguments)
    return 0 if found.verdict == "none" else NO_PLAN
