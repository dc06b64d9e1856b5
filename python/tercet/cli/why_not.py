"""`tercet why-not`: what a change of the plan would cost, or the rules that forbid it."""

import argparse
from typing import TYPE_CHECKING

from tercet import OptionsError
from tercet.cli.answers import add_answer_options, print_answer, read_problem_aloud
from tercet.cli.commands import add_command
from tercet.cli.inputs import add_plan, add_problem, read_session

if TYPE_CHECKING:
    from tercet import Price, Session

__all__ = ["add_to"]

NO_PLAN = 3

_EXAMPLES = """\
examples:
  tercet why-not cohort.csv plan/plan.json "Ash Lane Primary" "Birch Primary"
  tercet why-not cohort.csv plan/plan.json 100482 100991 --apart
  tercet why-not cohort.csv plan/plan.json 100482 --left-out --time-limit 20

Schools are given by id or name. The answer names the rules that forbid the change, or says how much less the best plan
with the change is worth, and who would move. If the time limit is too short for a proof, the answer is an interval.
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
        "why-not",
        summary="say why schools are not in one group, or what it would cost",
        description="Say why schools are not in one group: the rules that forbid it, or what it would cost the plan.",
        examples=_EXAMPLES,
    )
    add_problem(parser)
    add_plan(parser, "plan", "the plan to ask about")
    parser.add_argument("schools", nargs="+", metavar="SCHOOL", help="a school, given by its id or name")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--apart", action="store_true", help="ask what it costs to keep these schools apart")
    kinds.add_argument("--group", action="store_true", help="ask what it costs to make these schools a whole group")
    kinds.add_argument("--left-out", action="store_true", help="ask what it costs to leave this one school out")
    add_answer_options(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    problem = read_problem_aloud(arguments)
    price = _ask(read_session(arguments, problem), arguments)
    print_answer(price, arguments)
    return NO_PLAN if price.verdict in {"forbidden", "impossible", "unknown"} else 0


def _ask(session: "Session", arguments: argparse.Namespace) -> "Price":
    schools = arguments.schools
    if arguments.left_out:
        if len(schools) > 1:
            message = "--left-out asks about one school; name only one"
            raise OptionsError(message)
        return session.price(left_out=schools[0])
    if arguments.apart:
        return session.price(apart=schools)
    if arguments.group:
        return session.price(group=schools)
    return session.why_not(*schools)
