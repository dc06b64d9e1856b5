"""`tercet explain`: explains a plan, school by school."""

import argparse
import difflib
import json
import sys
import unicodedata

from tercet import Breakdown, OptionsError, Problem
from tercet import explain as explain_plan
from tercet.cli.colours import headed
from tercet.cli.commands import add_command, add_format, add_quiet
from tercet.cli.inputs import add_plan, add_problem, read_plan, read_problem
from tercet.cli.messages import say_if_broken, say_warnings

__all__ = ["add_to"]

_EXAMPLES = """\
examples:
  tercet explain cohort.csv plan/plan.json
  tercet explain cohort.csv plan/plan.json --school 100482 --school "Ash Lane Primary"
  tercet match cohort.csv --format json | tercet explain cohort.csv - --format json

A school can have up to 10,000 points. Every part of each sum is shown. With --school, the JSON output is a list of
these schools, with null for a school that has no group.
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
        "explain",
        summary="explain what each school learns from which peer, and what it shares",
        description="Explain a plan: what each school learns from which peer, the next-best peer, and what it shares.",
        examples=_EXAMPLES,
    )
    add_problem(parser)
    add_plan(parser, "plan", "the plan to explain")
    parser.add_argument(
        "--school",
        action="append",
        default=[],
        metavar="SCHOOL",
        help="explain only this school, given by its id or name; repeatable",
    )
    add_format(parser, ("text", "json"))
    add_quiet(parser, "print no warnings")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    problem = read_problem(arguments)
    schools = [_id(school, problem) for school in arguments.school]
    plan = read_plan(arguments.plan, problem)
    parts = explain_plan(problem, plan)
    if not arguments.quiet:
        say_warnings(problem.warnings)
        say_if_broken(problem, plan)
    print(_json(parts, schools) if arguments.format == "json" else headed(parts.to_text(schools), sys.stdout), end="")
    return 0


def _json(parts: Breakdown, schools: list[str]) -> str:
    if not schools:
        return parts.to_json() + "\n"
    grouped = {school["school"]: school for group in parts.groups for school in group["schools"]}
    return json.dumps([grouped.get(school) for school in schools], ensure_ascii=False) + "\n"


def _id(given: str, problem: Problem) -> str:
    """Find the school that an id or a name means."""
    # Letters with accents can be one code or two, and print alike.
    given = unicodedata.normalize("NFC", given)
    names = {school["id"]: school["name"] for school in problem.cohort.schools}
    if given in names:
        return given
    found = [id_ for id_, name in names.items() if name.casefold() == given.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        message = f"{len(found)} schools are named '{given}'; give one of the ids {', '.join(found)}"
        raise OptionsError(message)
    near = difflib.get_close_matches(given, [*names, *names.values()], n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; give an id or a name"
    message = f"the cohort has no school '{given}'{hint}"
    raise OptionsError(message)
