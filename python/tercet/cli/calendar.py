"""`tercet calendar`: plans the year of visits for a plan, and plans it again after a change."""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

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
from tercet.cli.messages import say, say_if_broken, say_warnings, show
from tercet.cli.year import TABLES, rules_in, say_read, tables_in, unread_in
from tercet.progress import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["add_to"]

NO_CALENDAR = 3
NOT_SO = 4
INTERRUPTED = 130

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
  tercet calendar cohort.csv plan/plan.json --year tables --replan year/calendar.json --withdraw 100322 \
    --from 2027-01-11 --out year
  tercet calendar cohort.csv plan/plan.json --year tables --replan year/calendar.json --join 100999 --group 4 \
    --from 2027-01-11 --out year
  tercet calendar cohort.csv plan/plan.json --year tables --check year/calendar.json
  tercet calendar cohort.csv plan/plan.json --year tables --contacts contacts.csv --out year

The folder of --year has terms.csv. It may also have rules.toml, unavailable.csv and the other tables. An option such
as --events replaces the file in the folder.
Files are written only with --out. DIR then has calendar.json, calendar.csv, calendar.xlsx, year.html, all.ics and
mailmerge.csv, and a file for each school, facilitator, group and visit in the folders schools, facilitators, groups and
briefs. The list files.json names them. What it named before and does not name now is removed, unless somebody has edited
it. The people in --contacts are named in all of them but calendar.json, calendar.csv and calendar.xlsx. The page of a
group can be sent to its schools, because it has nothing of other groups.

With --replan, visits up to --today stay as they were. Groups of PLAN that are not those of the calendar hold from the
day after. If some groups cannot meet, the other groups have their visits, and the files are written.

exit codes: 0 done, 2 bad input, 3 some groups cannot meet, 4 a checked calendar breaks a rule, 130 interrupted
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
        "calendar",
        summary="plan the year of visits for the groups of a plan",
        description="Find for each school of a plan the day on which it hosts a visit, and a facilitator.",
        examples=_EXAMPLES,
    )
    add_problem(parser, with_year=False)
    add_plan(parser, "plan", "the groups")
    tables = parser.add_argument_group("the year")
    tables.add_argument(
        "--year", metavar="FOLDER", type=Path, help="folder with terms.csv and the other tables of the year"
    )
    for name, meaning in TABLES.items():
        tables.add_argument(f"--{name}", metavar="CSV", type=Path, help=meaning)
    tables.add_argument(
        "--year-rules", metavar="TOML", type=Path, help="rules of the calendar (default: rules.toml of --year)"
    )
    tables.add_argument(
        "--gap-days", metavar="N", type=int, help="fewest days between two visits of a group (default: 21)"
    )
    tables.add_argument(
        "--max-travel-km",
        metavar="N",
        type=int,
        help="longest distance in km from the home of a facilitator to the host",
    )
    tables.add_argument(
        "--same-facilitator", action="store_true", help="have the same facilitator at all visits of a group"
    )
    again = parser.add_argument_group("planning again")
    again.add_argument(
        "--replan",
        metavar="CALENDAR",
        type=Path,
        help="plan again from this calendar.json, with as few changes as possible",
    )
    again.add_argument(
        "--today", metavar="DATE", type=_date, help="keep visits up to this date and schedule nothing before it"
    )
    again.add_argument(
        "--fell-through",
        metavar="ID",
        action="append",
        default=[],
        help="id of a host whose visit fell through and needs another day; repeatable",
    )
    again.add_argument(
        "--withdraw",
        metavar="ID",
        action="append",
        default=[],
        help="id of a school that leaves the programme on the day of --from; repeatable",
    )
    again.add_argument(
        "--join",
        metavar="ID",
        action="append",
        default=[],
        help="id of a school that joins a group on the day of --from; repeatable",
    )
    again.add_argument(
        "--group",
        metavar="N",
        action="append",
        type=int,
        default=[],
        help="number of the group that the school of --join joins, one for each --join",
    )
    again.add_argument(
        "--from",
        dest="from_date",
        metavar="DATE",
        type=_date,
        help="first day of --withdraw and --join (default: the day after --today)",
    )
    again.add_argument(
        "--edited",
        metavar="TABLE",
        type=Path,
        help="use the visits of this edited calendar.csv or calendar.xlsx, if they keep every rule",
    )
    parser.add_argument("--check", metavar="CALENDAR", type=Path, help="check an existing calendar.json and stop")
    parser.add_argument("--rounds", type=int, default=400, metavar="N", help="number of search rounds (default: 400)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="random seed (default: 0)")
    parser.add_argument(
        "--time-limit",
        type=float,
        metavar="SECONDS",
        help="stop the search after this many seconds; the calendar is then not reproducible",
    )
    parser.add_argument(
        "--stamp",
        type=_stamp,
        metavar="TIME",
        help="time of writing for the calendar files, with its time zone (default: now)",
    )
    parser.add_argument(
        "--name",
        metavar="TEXT",
        help="name of the programme's year, by which calendar programs know its entries (default: its first year)",
    )
    parser.add_argument(
        "--contacts",
        metavar="CSV",
        type=Path,
        help="table of the people to name in the files of --out: school,head,head_email,second,second_email",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the calendar and its files")
    parser.add_argument(
        "--format", choices=_FORMATS, default="text", metavar="FORMAT", help="output format: text (default), json, csv"
    )
    parser.add_argument("--quiet", action="store_true", help="print only errors")
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
    message = f"{text!r} is not a time with a time zone; write it as 2026-07-01T08:00:00Z"
    raise argparse.ArgumentTypeError(message)


def _run(arguments: argparse.Namespace) -> int:
    problem, year, plan, before = _read(arguments)
    if not arguments.quiet:
        if arguments.year is not None:
            say_read(arguments.year)
        say_warnings([*problem.warnings, *year.warnings])
        say_if_broken(problem, plan)
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
            calendar = schedule(
                plan,
                year,
                problem=problem,
                name=arguments.name,
                progress=line or False,
                on_interrupt="return",
                **search,
            )
        else:
            calendar = replan(
                before,
                year,
                plan=plan,
                today=arguments.today,
                withdraw=arguments.withdraw,
                join=dict(zip(arguments.join, arguments.group, strict=True)),
                from_date=arguments.from_date,
                name=arguments.name,
                fell_through=arguments.fell_through,
                progress=line or False,
                on_interrupt="return",
                **search,
            )
    finally:
        if line is not None:
            line.clear()
    return _hand_over(calendar, before, arguments)


def _read(arguments: argparse.Namespace) -> tuple[Problem, Year, Plan | Path | list[list[str]], Calendar | None]:
    """Read the cohort, the tables, the plan and the earlier calendar, and report the issues of all of them at once."""
    if arguments.replan is not None and arguments.check is not None:
        message = "give --replan or --check, not both"
        raise OptionsError(message)
    days = arguments.today is not None or arguments.from_date is not None
    changes = arguments.fell_through or arguments.withdraw or arguments.join
    if arguments.replan is None and (days or changes or arguments.edited is not None):
        message = "--today, --from, --fell-through, --withdraw, --join and --edited need --replan"
        raise OptionsError(message)
    if arguments.edited is not None and (days or changes):
        message = "--edited states every visit; leave out --today, --from, --fell-through, --withdraw and --join"
        raise OptionsError(message)
    if len(arguments.join) != len(arguments.group):
        message = "give one --group for each --join"
        raise OptionsError(message)
    if arguments.contacts is not None and arguments.out is None:
        message = "--contacts names people in the files of --out; give --out also, or leave out --contacts"
        raise OptionsError(message)
    issues: list[Issue] = []
    problem = year = plan = before = None
    old: Path | None = arguments.check if arguments.replan is None else arguments.replan
    with _gathered(issues):
        year = _read_year(arguments)
    has_year = not issues
    with _gathered(issues):
        problem = read_problem(arguments, year, with_year=False)
    if not has_year:
        # The usable days follow from the year, whose own issues are listed.
        issues = [issue for issue in issues if (issue.code, issue.key) != ("missing-table", "rules.common_days")]
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
    stated = {name: getattr(arguments, name) for name in TABLES}
    there = tables_in(arguments.year)
    tables: dict[str, Any] = {name: there.get(name) if path is None else path for name, path in stated.items()}
    if tables["terms"] is None:
        folder = arguments.year
        where = "" if folder is None else f"; there is no terms.csv in {folder}"
        if folder is not None and folder.exists():
            where += "".join(f"; {unread}" for unread in unread_in(folder))
        message = f"the year has no terms: give --terms, or --year with a folder that has terms.csv{where}"
        raise OptionsError(message)
    rules: Path | None = rules_in(arguments.year) if arguments.year_rules is None else arguments.year_rules
    facilitator: Literal["same"] | None = "same" if arguments.same_facilitator else None
    return Year(
        **tables, rules=rules, gap_days=arguments.gap_days, max_km=arguments.max_travel_km, facilitator=facilitator
    )


def _check(calendar: Calendar, arguments: argparse.Namespace) -> int:
    if not arguments.quiet:
        print(calendar.breaches_to_text(), end="")
    return NOT_SO if check_calendar(calendar) else 0


def _hand_over(calendar: Calendar, before: Calendar | None, arguments: argparse.Namespace) -> int:
    interrupted = calendar.stop == "interrupted"
    if interrupted and calendar.clashes:
        say("interrupted before every group had its visits; nothing was written")
        return INTERRUPTED
    if not calendar.visits:
        return _explain(calendar, arguments)
    if arguments.out is not None:
        stamp = datetime.now(UTC) if arguments.stamp is None else arguments.stamp
        edited = calendar.export(arguments.out, stamp=stamp, contacts=arguments.contacts)
        for name in edited:
            say(f"{name} is no longer part of the calendar; it stays, because it was edited")
    if not arguments.quiet:
        if before is not None and arguments.format == "text":
            print(calendar.changes_to_text(before))
            if ways := calendar.proposals_to_text():
                print(ways)
        print(_FORMATS[arguments.format](calendar), end="")
    written = "" if arguments.out is None else f"; it is in {arguments.out}"
    if interrupted:
        say(f"interrupted: this is the best calendar so far{written}")
        return INTERRUPTED
    if calendar.clashes:
        say(f"some groups have no visits; the calendar holds the others{written}")
        show(calendar.clashes_to_text(), end="")
        return NO_CALENDAR
    if arguments.out is not None and not arguments.quiet:
        say(f"the calendar and its files are in {arguments.out}")
    return 0


def _explain(calendar: Calendar, arguments: argparse.Namespace) -> int:
    """Print why no group can meet. Nothing is written."""
    if arguments.format == "json" and not arguments.quiet:
        print(calendar.to_json(), end="")
    say("no group has a visit; nothing was written")
    show(calendar.clashes_to_text(), end="")
    return NO_CALENDAR
