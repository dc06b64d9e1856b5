"""The problem that a command is about: a cohort in any form, its rules and tables; and plans for it."""

import argparse
from pathlib import Path

from tercet import (
    Cohort,
    OptionsError,
    Plan,
    Problem,
    Rules,
    Year,
    groups_from_csv,
    read_csv,
    read_register,
    read_tables,
)
from tercet.cli import standard_input
from tercet.cli.standard_input import DASH
from tercet.cli.year import read_year_folder

__all__ = ["add_plan", "add_problem", "read_plan", "read_problem"]

_BESIDE = {
    "history": "groups of past years: year,group,school",
    "forbidden": "pairs that may not be in one group: school,peer",
    "own": "your own measure of what a school gains from a peer, 0 to 10000: school,peer,points",
    "minutes": "travel times: school,peer,minutes",
    "usable_days": "days on which a school can host or attend, for common_days: school,date",
}

_MAY_BE_DASH = ("cohort", "rules", "plan", "before", "after", "calendar", "attendance", "survey")


def add_problem(parser: argparse.ArgumentParser, *, with_year: bool = True) -> None:
    """Add the arguments that state the problem.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The parser to add to.
    with_year : bool, default True
        Whether the usable days may come from the folder of a year.
    """
    parser.add_argument(
        "cohort",
        metavar="COHORT",
        type=Path,
        help="CSV with one row for each school; or a problem as JSON; or a folder with schools.csv and areas.csv; "
        "- reads standard input",
    )
    parser.add_argument("--rules", metavar="TOML", type=Path, help="rules file (default: the standard rules)")
    parser.add_argument(
        "--areas", metavar="CSV", type=Path, help="strengths and needs in a table of their own: id,area,strength,need"
    )
    parser.add_argument(
        "--register", action="store_true", help="read COHORT as the register of schools in England (GIAS)"
    )
    parser.add_argument(
        "--strengths", metavar="CSV", type=Path, help="strengths and needs for --register: id,area,strength,need"
    )
    for name, meaning in _BESIDE.items():
        parser.add_argument(_option(name), metavar="CSV", type=Path, help=meaning)
    parser.add_argument(
        "--planning-year",
        metavar="YEAR",
        type=int,
        help="year to plan for, from which the years of --history count (default: the year after the last one)",
    )
    if with_year:
        help_ = "folder with terms.csv and the other tables of the year, as for calendar, in place of --usable-days"
        parser.add_argument("--year", metavar="FOLDER", type=Path, help=help_)


def add_plan(parser: argparse.ArgumentParser, name: str, meaning: str) -> None:
    """Add an argument that names a plan.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The parser to add to.
    name : str
        The name of the argument.
    meaning : str
        The plan, for the help.
    """
    help_ = f"{meaning}: plan.json, or a CSV with the columns school,group; - reads standard input"
    parser.add_argument(name, metavar=name.upper(), type=Path, help=help_)


def read_plan(path: Path, problem: Problem) -> Plan | Path | list[list[str]]:
    """Read a plan; a CSV file is left for the library to read.

    Parameters
    ----------
    path : Path
        The path from the arguments.
    problem : Problem
        The problem that the plan is for.

    Returns
    -------
    Plan, Path or list of list of str
        Anything that `tercet.check` takes.

    Raises
    ------
    InputError
        With every issue found.
    OptionsError
        If standard input is not text.
    OSError
        If the file cannot be read.
    """
    if path == DASH:
        content = standard_input.read()
        if standard_input.is_json(content):
            return Plan.from_json(standard_input.as_text(content), problem)
        return groups_from_csv(problem, content, standard_input.NAME)
    return Plan.load(path, problem) if path.suffix.lower() == ".json" else path


def read_problem(arguments: argparse.Namespace, year: Year | None = None, *, with_year: bool = True) -> Problem:
    """Read the problem that the arguments name.

    Parameters
    ----------
    arguments : argparse.Namespace
        Parsed arguments of `add_problem`.
    year : Year, optional
        The year that the usable days follow from, if they are not given.
    with_year : bool, default True
        As for `add_problem`.

    Returns
    -------
    Problem

    Raises
    ------
    InputError
        With every issue found.
    OptionsError
        If the arguments contradict one another.
    OSError
        If a file cannot be read.
    """
    standard_input.refuse_twice(arguments, _MAY_BE_DASH)
    content = standard_input.read() if arguments.cohort == DASH else None
    if arguments.cohort.suffix.lower() == ".json" or (content is not None and standard_input.is_json(content)):
        names = ("rules", "areas", "register", "strengths", *_BESIDE, "planning_year")
        extra = [
            _option(name)
            for name in (*names, *(["year"] if with_year else []))
            if getattr(arguments, name) not in {None, False}
        ]
        if extra:
            message = f"a problem in JSON already has its rules and tables; leave out {', '.join(extra)}"
            raise OptionsError(message)
        return Problem.load(arguments.cohort) if content is None else Problem.from_json(standard_input.as_text(content))
    cohort = _read_cohort(arguments) if content is None else _take_cohort(arguments, content)
    beside = {name: getattr(arguments, name) for name in _BESIDE}
    rules = _read_rules(arguments.rules)
    folder = arguments.year if with_year else None
    if beside["usable_days"] is None:
        beside["usable_days"] = _days(rules, folder, year)
    elif folder is not None:
        message = "give --usable-days or --year, not both"
        raise OptionsError(message)
    return Problem(cohort, rules, **beside, year=arguments.planning_year)


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _days(rules: Rules | None, folder: Path | None, year: Year | None) -> Year | None:
    """Choose the year that the usable days follow from; only a problem with the rule has them."""
    has_rule = rules is not None and "common_days" in rules.to_dict()["rules"]
    if folder is None:
        return year if has_rule else None
    if not has_rule:
        message = "--year needs the rule common_days; add it to [rules] of the rules file, or leave out --year"
        raise OptionsError(message)
    return read_year_folder(folder)


def _read_rules(path: Path | None) -> Rules | None:
    if path == DASH:
        return Rules.from_toml(standard_input.as_text(standard_input.read()))
    return None if path is None else Rules.read(path)


def _take_cohort(arguments: argparse.Namespace, content: bytes) -> Cohort:
    for name in ("areas", "register", "strengths"):
        if getattr(arguments, name):
            message = f"--{name} needs COHORT as a file; it cannot be {standard_input.NAME}"
            raise OptionsError(message)
    return Cohort.from_csv(content, standard_input.NAME)


def _read_cohort(arguments: argparse.Namespace) -> Cohort:
    path: Path = arguments.cohort
    if arguments.strengths is not None and not arguments.register:
        message = "--strengths needs --register; to give strengths and needs in a second table use --areas"
        raise OptionsError(message)
    if arguments.register:
        if arguments.areas is not None:
            message = "with --register give --strengths in place of --areas"
            raise OptionsError(message)
        return read_register(path, arguments.strengths)
    if arguments.areas is not None:
        return read_tables(path, arguments.areas)
    if path.is_dir():
        return read_tables(path / "schools.csv", path / "areas.csv")
    return read_csv(path)
