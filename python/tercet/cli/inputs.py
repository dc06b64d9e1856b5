"""Adds and reads the arguments that name a problem (a cohort, its rules and tables) and its plans."""

import argparse
from pathlib import Path

from tercet import (
    Cohort,
    OptionsError,
    Plan,
    Problem,
    Rules,
    Session,
    Year,
    groups_from_csv,
    read_csv,
    read_register,
    read_tables,
)
from tercet.cli import standard_input
from tercet.cli.standard_input import DASH
from tercet.cli.year import read_year_folder

__all__ = ["add_plan", "add_problem", "read_plan", "read_problem", "read_session"]

_BESIDE = {
    "history": "table of the groups of past years: year,group,school",
    "forbidden": "table of pairs of schools that may not be in one group: school,peer",
    "own": "table of what a school gains from a peer by your own measure, 0 to 10000: school,peer,points",
    "minutes": "table of travel times: school,peer,minutes",
    "usable_days": "table of days on which a school can host or attend a visit, for the rule common_days: school,date",
}

_MAY_BE_DASH = ("cohort", "rules", "plan", "before", "after", "calendar", "attendance", "survey")


def add_problem(parser: argparse.ArgumentParser, *, with_year: bool = True) -> None:
    """Add the arguments that name the problem.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The parser of the command.
    with_year : bool, default True
        True if the usable days may come from the folder of a year.
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
    help_ = "the year to plan (default: the year after the last year in --history)"
    parser.add_argument("--planning-year", metavar="YEAR", type=int, help=help_)
    if with_year:
        help_ = "folder with terms.csv and the other tables of the year, from which the usable days follow"
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
        The role of the plan in the command.
    """
    help_ = f"{meaning}: a plan.json, a CSV with the columns school,group, or - for standard input"
    parser.add_argument(name, metavar=name.upper(), type=Path, help=help_)


def read_plan(path: Path, problem: Problem) -> Plan | Path | list[list[str]]:
    """Read a plan. The path of a table is returned as it is, because functions such as `tercet.check` read tables.

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
        If the input has issues. The error lists every issue.
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


def read_session(arguments: argparse.Namespace, problem: Problem) -> Session:
    """Read the plan that the arguments name, ready for questions.

    Parameters
    ----------
    arguments : argparse.Namespace
        Parsed arguments of `add_plan` with the name `plan`, and of `add_answer_options`.
    problem : Problem
        The problem of the plan.

    Returns
    -------
    Session

    Raises
    ------
    InputError
        With every issue found.
    OptionsError
        If the plan is not one of this problem or makes a false claim.
    OSError
        If the file cannot be read.
    """
    plan = read_plan(arguments.plan, problem)
    return Session(problem, plan, time_limit=arguments.time_limit, progress=False if arguments.quiet else None)


def read_problem(arguments: argparse.Namespace, year: Year | None = None, *, with_year: bool = True) -> Problem:
    """Read the problem that the arguments name.

    Parameters
    ----------
    arguments : argparse.Namespace
        The parsed arguments that `add_problem` added.
    year : Year, optional
        The year from which the usable days follow, if the arguments do not give the days.
    with_year : bool, default True
        As for `add_problem`.

    Returns
    -------
    Problem

    Raises
    ------
    InputError
        If the input has issues. The error lists every issue.
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
    if beside["usable_days"] is None:
        beside["usable_days"] = _days(rules, folder, year)
    elif folder is not None:
        message = "give --usable-days or --year, not both"
        raise OptionsError(message)
    return Problem(cohort, rules, planning_year=arguments.planning_year, **beside)


def _is_given(value: object) -> bool:
    return value is not None and value is not False


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _days(rules: Rules | None, folder: Path | None, year: Year | None) -> Year | None:
    """Choose the year from which the usable days follow. Without the rule, the problem has no usable days."""
    has_rule = rules is not None and "common_days" in rules.to_dict()["rules"]
    if folder is None:
        return year if has_rule else None
    if not has_rule:
        message = (
            "--year is only for the rule common_days; add the rule to [rules] in the rules file, or leave out --year"
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
            message = f"--{name} needs COHORT as a file, not from {standard_input.NAME}"
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
        return read_tables(path / "schools.csv", path / "areas.csv")
    return read_csv(path)
