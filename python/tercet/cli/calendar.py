"""`tercet calendar`: groups and a year in, the calendar of visits with its files out; planned again after a change."""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tercet import (
    Calendar,
    InputError,
    Issue,
    OptionsError,
    Plan,
    Problem,
    Year,
    check_calendar,
    check_contacts,
    replan,
    schedule,
)
from tercet.cli.commands import add_command
from tercet.cli.inputs import add_plan, add_problem, read_plan, read_problem
from tercet.cli.messages import say, say_warnings
from tercet.progress import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["add_to"]

NO_CALENDAR = 3
NOT_SO = 4
INTERRUPTED = 130

_TABLES = {
    "terms": "term,start,end and authority or school: when schools are open",
    "unavailable": "school,start,end: days on which a school can neither host nor travel",
    "events": "event,start,end: days of the whole cohort",
    "holidays": "date: in place of the bank holidays of England and Wales",
    "facilitators": "facilitator,name,easting,northing,region,trust,authority,weekdays,visits_a_term",
    "available": "facilitator,start,end: the only days of some facilitators",
    "fixed": "school,date,facilitator: visits that are agreed",
    "preferred": "school,start,end: days that hosts would like best",
}

_FORMATS: "dict[str, Callable[[Calendar], str]]" = {
    "text": Calendar.to_text,
    "json": Calendar.to_json,
    "csv": Calendar.to_csv,
}

_EXAMPLES = """\
examples:
  tercet calendar cohort.csv plan/plan.json --terms terms.csv --facilitators facilitators.csv --out year
  tercet calendar cohort.csv plan/plan.json --year tables --out year
  tercet calendar cohort.csv plan/plan.json --year tables --replan year/calendar.json --today 2026-11-03 --out year
  tercet calendar cohort.csv plan/plan.json --year tables --replan year/calendar.json --fell-through 100322 --out year
  tercet calendar cohort.csv plan/plan.json --year tables --replan year/calendar.json --edited edited.csv --out year
  tercet calendar cohort.csv plan/plan.json --year tables --check year/calendar.json
  tercet calendar cohort.csv plan/plan.json --year tables --contacts contacts.csv --out year

--year names a folder that has some of terms.csv, unavailable.csv and so on, and rules.toml; an option goes before the
folder's file.
Without --out nothing is written. DIR gets calendar.json, calendar.csv, year.html, all.ics, and a file for each school,
facilitator and visit in schools, facilitators and briefs. People of --contacts are named in calendar files, briefs and
year.html, and in nothing else.

exit codes: 0 a calendar, 2 bad input, 3 groups that cannot meet, 4 a checked calendar breaks a rule, 130 interrupted
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
        "calendar",
        summary="lay out the year of visits for a plan",
        description="Give every school of a plan the day on which it hosts, with a facilitator, and write it all out.",
        examples=_EXAMPLES,
    )
    add_problem(parser)
    add_plan(parser, "plan", "the groups")
    tables = parser.add_argument_group("the year")
    tables.add_argument("--year", metavar="FOLDER", type=Path, help="a folder with terms.csv and other tables")
    for name, meaning in _TABLES.items():
        tables.add_argument(f"--{name}", metavar="CSV", type=Path, help=meaning)
    tables.add_argument(
        "--year-rules", metavar="TOML", type=Path, help="the rules of the calendar; without it the defaults"
    )
    tables.add_argument("--gap-days", metavar="N", type=int, help="between the visits of a group (default: 21)")
    tables.add_argument("--max-travel-km", metavar="N", type=int, help="from a facilitator's home to the host")
    tables.add_argument("--same-facilitator", action="store_true", help="one facilitator for all visits of a group")
    again = parser.add_argument_group("planning again")
    again.add_argument(
        "--replan", metavar="CALENDAR", type=Path, help="a calendar.json to change as little as possible"
    )
    again.add_argument(
        "--today", metavar="DATE", type=_date, help="visits up to this day stay; no other gets such a day"
    )
    again.add_argument(
        "--fell-through",
        metavar="ID",
        action="append",
        default=[],
        help="a host whose visit needs another day; repeatable",
    )
    again.add_argument(
        "--edited", metavar="CSV", type=Path, help="take this calendar.csv as it was edited, if it keeps every rule"
    )
    parser.add_argument("--check", metavar="CALENDAR", type=Path, help="only hold a calendar.json against the year")
    parser.add_argument("--rounds", type=int, default=400, metavar="N", help="how long to search (default: 400)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of all random choices (default: 0)")
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help="stop after so long; not reproducible")
    parser.add_argument(
        "--stamp", type=_stamp, metavar="TIME", help="of the calendar files, with a time zone (default: now)"
    )
    parser.add_argument(
        "--name", metavar="TEXT", help="of the programme's year in the calendar files (default: its number)"
    )
    parser.add_argument(
        "--contacts", metavar="CSV", type=Path, help="school,head,head_email,second,second_email: who is named in --out"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="write the calendar and its files into this folder")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="of the summary (default: text)")
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors")
    parser.set_defaults(run=_run)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a date; write it as yyyy-mm-dd"
        raise argparse.ArgumentTypeError(message) from None


def _stamp(text: str) -> datetime:
    with contextlib.suppress(ValueError):
        stamp = datetime.fromisoformat(text)
        if stamp.tzinfo is not None:
            return stamp
    message = f"{text!r} is not a time with a zone; write it as 2026-07-01T08:00:00Z"
    raise argparse.ArgumentTypeError(message)


def _run(arguments: argparse.Namespace) -> int:
    problem, year, plan, before = _read(arguments)
    if not arguments.quiet:
        say_warnings(problem.warnings)
    if arguments.check is not None and before is not None:
        return _check(before, arguments)
    if arguments.edited is not None and before is not None:
        calendar = before.edited(arguments.edited)
        if check_calendar(calendar):
            say("the edited calendar breaks a rule; nothing was written")
            return _check(calendar, arguments)
        return _hand_over(calendar, before, arguments)
    line = None
    if not arguments.quiet and sys.stderr is not None and sys.stderr.isatty():
        line = ProgressLine(len(problem))
    search = {"rounds": arguments.rounds, "seed": arguments.seed, "time_limit": arguments.time_limit}
    try:
        if before is None:
            calendar = schedule(plan, year, problem=problem, progress=line, on_interrupt="return", **search)
        else:
            calendar = replan(
                before,
                year,
                plan=plan,
                today=arguments.today,
                fell_through=arguments.fell_through,
                progress=line,
                on_interrupt="return",
                **search,
            )
    finally:
        if line is not None:
            line.clear()
    return _hand_over(calendar, before, arguments)


def _read(arguments: argparse.Namespace) -> tuple[Problem, Year, Plan | Path | list[list[str]], Calendar | None]:
    """Read cohort, tables, plan and the calendar before, and report the issues of all of them at once."""
    if arguments.replan is not None and arguments.check is not None:
        message = "give --replan or --check, not both"
        raise OptionsError(message)
    alone = arguments.today is not None or arguments.fell_through or arguments.edited is not None
    if arguments.replan is None and alone:
        message = "--today, --fell-through and --edited go with --replan"
        raise OptionsError(message)
    if arguments.edited is not None and (arguments.today is not None or arguments.fell_through):
        message = "--edited is the calendar as it is to be; leave out --today and --fell-through"
        raise OptionsError(message)
    if arguments.contacts is not None and arguments.out is None:
        message = "--contacts names people in the files of --out; give both or neither"
        raise OptionsError(message)
    issues: list[Issue] = []
    problem = year = plan = before = None
    old: Path | None = arguments.check if arguments.replan is None else arguments.replan
    with _gathered(issues):
        problem = read_problem(arguments)
    with _gathered(issues):
        year = _read_year(arguments)
    if problem is not None:
        with _gathered(issues):
            plan = read_plan(arguments.plan, problem)
    if problem is not None and arguments.contacts is not None:
        with _gathered(issues):
            check_contacts(problem, arguments.contacts)
    if problem is not None and year is not None and old is not None:
        with _gathered(issues):
            before = Calendar.load(old, problem, year)
    if issues or problem is None or year is None or plan is None:
        message = "the input has issues"
        raise InputError(message, issues)
    return problem, year, plan, before


@contextlib.contextmanager
def _gathered(issues: list[Issue]) -> Iterator[None]:
    try:
        yield
    except InputError as error:
        issues.extend(error.issues)


def _read_year(arguments: argparse.Namespace) -> Year:
    tables = {name: getattr(arguments, name) for name in _TABLES}
    if arguments.year is not None:
        for name in _TABLES:
            path = arguments.year / f"{name}.csv"
            if tables[name] is None and path.exists():
                tables[name] = path
    if tables["terms"] is None:
        where = "" if arguments.year is None else f"; there is no terms.csv in {arguments.year}"
        message = f"the year needs its terms: give --terms, or --year with a folder that has terms.csv{where}"
        raise OptionsError(message)
    rules: Path | None = arguments.year_rules
    if rules is None and arguments.year is not None and (arguments.year / "rules.toml").exists():
        rules = arguments.year / "rules.toml"
    facilitator: Literal["same"] | None = "same" if arguments.same_facilitator else None
    return Year(
        **tables, rules=rules, gap_days=arguments.gap_days, max_km=arguments.max_travel_km, facilitator=facilitator
    )


def _check(calendar: Calendar, arguments: argparse.Namespace) -> int:
    breaches = check_calendar(calendar)
    if not arguments.quiet:
        if breaches:
            print(f"The calendar breaks {len(breaches)} rules." if len(breaches) > 1 else "The calendar breaks a rule.")
        else:
            print("The calendar keeps every rule.")
        for breach in breaches:
            print(f"  {breach['rule']}: {breach['message']}")
    return NOT_SO if breaches else 0


def _hand_over(calendar: Calendar, before: Calendar | None, arguments: argparse.Namespace) -> int:
    interrupted = calendar.stop == "interrupted"
    if calendar.clashes:
        return _explain(calendar, arguments)
    if arguments.out is not None:
        stamp = datetime.now(UTC) if arguments.stamp is None else arguments.stamp
        calendar.export(arguments.out, stamp=stamp, cohort=arguments.name, before=before, contacts=arguments.contacts)
    if not arguments.quiet:
        if before is not None and arguments.format == "text":
            print(calendar.changes_to_text(before))
        print(_FORMATS[arguments.format](calendar), end="")
    if interrupted:
        written = "" if arguments.out is None else f"; it is in {arguments.out}"
        say(f"interrupted: this is the best calendar so far{written}")
        return INTERRUPTED
    if arguments.out is not None and not arguments.quiet:
        say(f"the calendar and its files are in {arguments.out}")
    return 0


def _explain(calendar: Calendar, arguments: argparse.Namespace) -> int:
    """Say which groups cannot meet. Nothing is written."""
    if arguments.format == "json" and not arguments.quiet:
        print(calendar.to_json(), end="")
    if calendar.stop == "interrupted":
        say("interrupted before every group had its days; nothing was written")
        return INTERRUPTED
    if calendar.status == "infeasible":
        say("no calendar keeps every rule; nothing was written")
    else:
        say(f"for some groups no days were found before the search stopped ({calendar.stop}); nothing was written")
    for clash in calendar.clashes:
        whose = "all groups" if clash["group"] == 0 else f"group {clash['group']}"
        print(f"  {whose}: {clash['have']}; {clash['need']}", file=sys.stderr)
        print(f"    what would help: {clash['fix']}", file=sys.stderr)
    return NO_CALENDAR
