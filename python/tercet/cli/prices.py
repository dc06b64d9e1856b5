"""`tercet prices`: what each rule costs."""

import argparse

from tercet.cli.answers import add_answer_options, print_answer, read_problem_aloud
from tercet.cli.commands import add_command
from tercet.cli.inputs import add_plan, add_problem, read_session

__all__ = ["add_to"]

_EXAMPLES = """\
examples:
  tercet prices cohort.csv plan/plan.json
  tercet prices cohort.csv plan/plan.json --rules rules.toml --time-limit 30 --format json

The cost of a rule is how much more the best plan would be worth without this one rule. Each rule takes one solve. If
the time limit is too short for a proof, the cost is an interval.
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
        "prices",
        summary="say what each rule costs",
        description="Say how much more the best plan would be worth without each of the rules.",
        examples=_EXAMPLES,
    )
    add_problem(parser)
    add_plan(parser, "plan", "the plan to compare with")
    add_answer_options(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    problem = read_problem_aloud(arguments)
    prices = read_session(arguments, problem).rule_prices()
    print_answer(prices, arguments)
    return 0
