"""`tercet backbone`: the pairs of schools that no good plan can do without."""

import argparse

from tercet.cli.answers import add_answer_options, print_answer, read_problem_aloud
from tercet.cli.commands import add_command
from tercet.cli.inputs import add_plan, add_problem, read_session

__all__ = ["add_to"]

_EXAMPLES = """\
examples:
  tercet backbone cohort.csv plan/plan.json
  tercet backbone cohort.csv plan/plan.json --within 0.01

A pair is in the backbone if the best plan with the two schools apart is worth less than that. A solve proves each
pair, unless the answer for another pair settles it.
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
        "backbone",
        summary="find the pairs of schools that no good plan can do without",
        description="Find the pairs of schools that are together in every plan that is nearly as good as the best.",
        examples=_EXAMPLES,
    )
    add_problem(parser)
    add_plan(parser, "plan", "the plan to ask about")
    parser.add_argument(
        "--within",
        type=float,
        default=0.0,
        metavar="FRACTION",
        help="how much less a plan may be worth: 0.01 is 1%% (default: 0, only the best plans)",
    )
    add_answer_options(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    problem = read_problem_aloud(arguments)
    found = read_session(arguments, problem).backbone(arguments.within)
    print_answer(found, arguments)
    return 0
