"""The problem that a command is about: a cohort in any of its forms, rules, the tables beside them; and plans of it."""

import argparse
from pathlib import Path

from tercet import Cohort, OptionsError, Plan, Problem, Rules, parse_groups, read_csv, read_register, read_tables
from tercet.cli import standard_input
from tercet.cli.standard_input import DASH

__all__ = ["add_plan", "add_problem", "read_plan", "read_problem"]

_BESIDE = {
    "history": "groups of past years: year,group,school",
    "forbidden": "pairs that may not be in one group: school,peer",
    "own": "your own benefit of a school from a peer, 0 to 10000: school,peer,points",
    "minutes": "travel times: school,peer,minutes",
}

_MAY_BE_DASH = ("cohort", "rules", "plan", "before", "after", "calendar", "attendance", "survey")


def add_problem(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say what the problem is.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        Where to.
    """
    parser.add_argument(
        "cohort",
        metavar="COHORT",
        type=Path,
        help="a CSV with a row a school, a problem as JSON, - for standard input, or a folder of both tables",
    )
    parser.add_argument("--rules", metavar="TOML", type=Path, help="the rules file; without it the defaults hold")
    parser.add_argument("--areas", metavar="CSV", type=Path, help="strengths and needs apart: id,area,strength,need")
    parser.add_argument("--register", action="store_true", help="COHORT is the register of schools in England (GIAS)")
    parser.add_argument("--strengths", metavar="CSV", type=Path, help="with --register: id,area,strength,need")
    for name, meaning in _BESIDE.items():
        parser.add_argument(f"--{name}", metavar="CSV", type=Path, help=meaning)


def add_plan(parser: argparse.ArgumentParser, name: str, meaning: str) -> None:
    """Add an argument that names a plan.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        Where to.
    name : str
        Of the argument.
    meaning : str
        Which plan it is.
    """
    help_ = f"{meaning}: a plan.json, or a CSV with the columns school,group; - is standard input"
    parser.add_argument(name, metavar=name.upper(), type=Path, help=help_)


def read_plan(path: Path, problem: Problem) -> Plan | Path | list[list[str]]:
    """Read a plan, as far as that is needed before it is handed on.

    Parameters
    ----------
    path : Path
        What the arguments name.
    problem : Problem
        What it is a plan for.

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
        return parse_groups(problem, content, standard_input.NAME)
    return Plan.load(path, problem) if path.suffix.lower() == ".json" else path


def read_problem(arguments: argparse.Namespace) -> Problem:
    """Read the problem that the arguments name.

    Parameters
    ----------
    arguments : argparse.Namespace
        Parsed arguments of `add_problem`.

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
        names = ("rules", "areas", "register", "strengths", *_BESIDE)
        extra = [f"--{name}" for name in names if getattr(arguments, name)]
        if extra:
            message = f"a problem in JSON holds its rules and tables; leave out {', '.join(extra)}"
            raise OptionsError(message)
        return Problem.read(arguments.cohort) if content is None else Problem.from_json(standard_input.as_text(content))
    cohort = _read_cohort(arguments) if content is None else _take_cohort(arguments, content)
    beside = {name: getattr(arguments, name) for name in _BESIDE}
    return Problem(cohort, _read_rules(arguments.rules), **beside)


def _read_rules(path: Path | None) -> Rules | None:
    if path == DASH:
        return Rules.from_toml(standard_input.as_text(standard_input.read()))
    return None if path is None else Rules.read(path)


def _take_cohort(arguments: argparse.Namespace, content: bytes) -> Cohort:
    for name in ("areas", "register", "strengths"):
        if getattr(arguments, name):
            message = f"--{name} takes COHORT from a file, not from {standard_input.NAME}"
            raise OptionsError(message)
    return Cohort.from_csv(content, standard_input.NAME)


def _read_cohort(arguments: argparse.Namespace) -> Cohort:
    path: Path = arguments.cohort
    if arguments.strengths is not None and not arguments.register:
        message = "--strengths goes with --register; for two tables of your own give --areas"
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
