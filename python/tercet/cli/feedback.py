"""`tercet feedback`: sums up the attendance and the survey of the visits."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tercet import Calendar, Feedback, OptionsError, Problem
from tercet import feedback as sum_up
from tercet.cli import standard_input
from tercet.cli.commands import add_command, add_format, add_quiet
from tercet.cli.inputs import add_problem, read_problem
from tercet.cli.messages import say, say_warnings
from tercet.cli.standard_input import DASH

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["add_to"]

_FORMATS: "dict[str, Callable[[Feedback], str]]" = {
    "text": Feedback.to_text,
    "json": Feedback.to_json,
    "csv": Feedback.to_csv,
}

_EXAMPLES = """\
examples:
  tercet feedback cohort.csv year/calendar.json --attendance attendance.csv --survey survey.csv
  tercet feedback cohort.csv year/calendar.json --survey survey.csv --format csv
  tercet feedback cohort.csv year/calendar.json --attendance attendance.csv --survey - --out feedback < survey.csv

The tables name a visit by the id of its host, and an event by its own name. A role is head (or headteacher) or second
(or senior leader). The columns uses and passes_on contain yes, no or blank. A leader who answers several times counts
once. The column person has a key that you choose, such as p17, and never a name. No output shows this key.

Counts under five are hidden, and so are the counts that would reveal them. The text and JSON formats show the names of
schools, so give them only to the people who run the programme. The CSV format has only rates, so you can pass it on.
Suggestions change nothing by themselves.

With --out, DIR has feedback.md, feedback.json, figures.csv, figures-unhidden.csv, leaders.csv and suggestions.csv. The
file figures-unhidden.csv hides nothing and has a row for each school, so keep it to the people who run the programme.

exit codes: 0 done, 2 bad input
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
        "feedback",
        summary="sum up the attendance and the survey of the visits",
        description="Sum up attendance and survey: rates, whether the same two leaders came, and strengths to review.",
        examples=_EXAMPLES,
    )
    add_problem(parser)
    parser.add_argument(
        "calendar", metavar="CALENDAR", type=Path, help="the calendar.json of the visits, or - for standard input"
    )
    parser.add_argument(
        "--attendance",
        metavar="CSV",
        type=Path,
        help="table of the people who came: visit,school,role,person; or - for standard input",
    )
    parser.add_argument(
        "--survey",
        metavar="CSV",
        type=Path,
        help="table of answers: visit,school,role,uses,passes_on, and if known uses_areas,passes_on_areas; or - for "
        "standard input",
    )
    parser.add_argument(
        "--strong",
        type=int,
        default=60,
        metavar="N",
        help="level in percent from which a strength counts as leading practice (default: 60)",
    )
    parser.add_argument(
        "--schools",
        type=int,
        default=2,
        metavar="N",
        help="number of visiting schools that must agree before a change is suggested (default: 2)",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the tables and a page in Markdown")
    add_format(parser, _FORMATS)
    add_quiet(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.attendance is None and arguments.survey is None:
        message = "there is nothing to sum up: give --attendance, --survey or both"
        raise OptionsError(message)
    feedback, problem = _read(arguments)
    if not arguments.quiet:
        say_warnings([*problem.warnings, *feedback.warnings])
    if arguments.out is not None:
        feedback.export(arguments.out)
    if arguments.format or not arguments.quiet:
        print(_FORMATS[arguments.format or "text"](feedback).rstrip("\n"))
    if arguments.out is not None and not arguments.quiet:
        say(f"the feedback is in {arguments.out}")
    return 0


def _read(arguments: argparse.Namespace) -> tuple[Feedback, Problem]:
    problem = read_problem(arguments)
    calendar: Calendar
    if arguments.calendar == DASH:
        calendar = Calendar.from_json(standard_input.as_text(standard_input.read()), problem)
    else:
        calendar = Calendar.load(arguments.calendar, problem)
    tables = {name: getattr(arguments, name) for name in ("attendance", "survey")}
    tables = {name: standard_input.read() if path == DASH else path for name, path in tables.items()}
    return sum_up(calendar, **tables, strong=arguments.strong, schools=arguments.schools), problem
