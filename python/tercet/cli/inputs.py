"""The arguments that name the problem (a cohort, its rules and tables) and the plans of it, and how they are read."""

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
from tercet.cli.messages import say
from tercet.cli.year import read_year_folder, say_read

__all__ = ["add_plan", "add_problem", "read_plan", "read_problem"]

_BESIDE = {
    "history": "table of the groups of past years: year,group,school",
    "forbidden": "table of pairs that may not be in one group: school,peer",
    "own": "table of your own benefit of a school from a peer, 0 to 10000: school,peer,points",
    "minutes": "table of travel times: school,peer,minutes",
    "usable_days": "table of days on which a school can host or attend, for the rule common_days: school,date",
}

_MAY_BE_DASH = ("cohort", "rules", "plan", "before", "after", "calendar", "attendance", "survey")


def add_problem(parser: argparse.ArgumentParser, *, with_year: bool = True) -> None:
    """Add the arguments that name the problem.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The parser of the command.
    with_year : bool, default True
        Whether the usable days may come from the folder of a year.
    """
    parser.add_argument(
        "cohort",
        metavar="COHORT",
        type=Path,
        help="the cohort: a CSV with a row for each school, a problem in JSON, a folder with schools.csv and areas.csv,"
        " or - for standard input",
    )
    parser.add_argument("--rules", metavar="TOML", type=Path, help="rules file (default: the built-in rules)")
    parser.add_argument(
        "--areas",
        metavar="CSV",
        type=Path,
        help="table of strengths and needs, if COHORT has none: id,area,strength,need",
    )
    parser.add_argument("--register", action="store_true", help="COHORT is the register of schools in England (GIAS)")
    parser.add_argument(
        "--strengths",
        metavar="CSV",
        type=Path,
        help="table of strengths and needs to join to the register: id,area,strength,need",
    )
    for name, meaning in _BESIDE.items():
        parser.add_argument(_option(name), metavar="CSV", type=Path, help=meaning)
    help_ = "the year that is being planned (default: the year in which the terms begin, if they are given)"
    parser.add_argument("--planning-year", metavar="YEAR", type=int, help=help_)
    if with_year:
        help_ = "folder with terms.csv and the other tables of the year, from which usable days and planning year follow"
        parser.add_argument("--year", metavar="FOLDER", type=Path, help=help_)


def add_plan(parser: argparse.ArgumentParser, name: str, meaning: str) -> None:
    """Add an argument that names a plan.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The parser of the command.
    name : str
        The name of the argument.
    meaning : str
        The part that the plan has in the command.
    """
    help_ = f"{meaning}: a plan.json, a CSV with the columns school,group, or - for standard input"
    parser.add_argument(name, metavar=name.upper(), type=Path, help=help_)


def read_plan(path: Path, problem: Problem) -> Plan | Path | list[list[str]]:
    """Read a plan, unless it is a table, which `tercet.check` and its like read themselves.

    Parameters
    ----------
    path : Path
        The path that the arguments name.
    problem : Problem
        The problem of the plan.

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
        The year from which the usable days follow if they are not given.
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
        names = ("rules", "areas", "register", "strengths", *_BESIDE, "planning_year", *(["year"] if with_year else []))
        extra = [_option(name) for name in names if _is_given(getattr(arguments, name))]
        if extra:
            message = f"a problem in JSON has its own rules and tables; leave out {', '.join(extra)}"
            raise OptionsError(message)
        return Problem.load(arguments.cohort) if content is None else Problem.from_json(standard_input.as_text(content))
    cohort = _read_cohort(arguments) if content is None else _cohort_from_csv(arguments, content)
    beside = {name: getattr(arguments, name) for name in _BESIDE}
    rules = _read_rules(arguments.rules)
    folder = arguments.year if with_year else None
    if folder is not None:
        if beside["usable_days"] is not None:
            message = "give --usable-days or --year, not both"
            raise OptionsError(message)
        year = _year_of(folder, rules, has_history=beside["history"] is not None)
        if not getattr(arguments, "quiet", False):
            say_read(folder)
    planning_year = arguments.planning_year
    if planning_year is None and year is not None and year.start is not None:
        planning_year = year.start.year
    # Without the rule the usable days are no part of the problem.
    if beside["usable_days"] is None and _has_common_days(rules):
        beside["usable_days"] = year
    return Problem(cohort, rules, planning_year=planning_year, **beside)


def _is_given(value: object) -> bool:
    return value is not None and value is not False


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _has_common_days(rules: Rules | None) -> bool:
    return rules is not None and "common_days" in rules.to_dict()["rules"]


def _year_of(folder: Path, rules: Rules | None, *, has_history: bool) -> Year:
    """Read the year of a folder, which must have a use: its usable days, or the year that is being planned."""
    if not _has_common_days(rules) and not has_history:
        message = (
            "--year serves the rule common_days and the age of past groups; add that rule to [rules] in the rules file,"
            " give --history, or leave out --year"
        )
        raise OptionsError(message)
    return read_year_folder(folder)


def _read_rules(path: Path | None) -> Rules | None:
    if path == DASH:
        return Rules.from_toml(standard_input.as_text(standard_input.read()))
    return None if path is None else Rules.read(path)


def _cohort_from_csv(arguments: argparse.Namespace, content: bytes) -> Cohort:
    for name in ("areas", "register", "strengths"):
        if getattr(arguments, name):
            message = f"--{name} takes COHORT from a file, not from {standard_input.NAME}"
            raise OptionsError(message)
    return Cohort.from_csv(content, standard_input.NAME)


def _read_cohort(arguments: argparse.Namespace) -> Cohort:
    path: Path = arguments.cohort
    if arguments.strengths is not None and not arguments.register:
        message = "--strengths needs --register; give --areas for two tables of your own"
        raise OptionsError(message)
    if arguments.register:
        if arguments.areas is not None:
            message = "--register takes --strengths, not --areas"
            raise OptionsError(message)
        return read_register(path, arguments.strengths)
    if arguments.areas is not None:
        return read_tables(path, arguments.areas)
    if path.is_dir():
        others = sorted(other.name for other in path.iterdir() if other.suffix.lower() in {".csv", ".xlsx"})
        others = [name for name in others if name not in {"schools.csv", "areas.csv"}]
        if others and not getattr(arguments, "quiet", False):
            say(f"read from {path}: schools.csv, areas.csv; not read: {', '.join(others)}")
        return read_tables(path / "schools.csv", path / "areas.csv")
    return read_csv(path)
