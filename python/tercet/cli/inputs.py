"""The problem that a command is about: a cohort in any of its forms, rules and the tables beside them."""

import argparse
from pathlib import Path

from tercet import Cohort, OptionsError, Problem, Rules, read_csv, read_register, read_tables

__all__ = ["add_problem", "read_problem"]

_BESIDE = {
    "history": "groups of past years: year,group,school",
    "forbidden": "pairs that may not be in one group: school,peer",
    "own": "your own benefit of a school from a peer, 0 to 10000: school,peer,points",
    "minutes": "travel times: school,peer,minutes",
}


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
        help="a CSV with a row a school, a problem as JSON, or a folder with schools.csv and areas.csv",
    )
    parser.add_argument("--rules", metavar="TOML", type=Path, help="the rules file; without it the defaults hold")
    parser.add_argument("--areas", metavar="CSV", type=Path, help="strengths and needs apart: id,area,strength,need")
    parser.add_argument("--register", action="store_true", help="COHORT is the register of schools in England (GIAS)")
    parser.add_argument("--strengths", metavar="CSV", type=Path, help="with --register: id,area,strength,need")
    for name, meaning in _BESIDE.items():
        parser.add_argument(f"--{name}", metavar="CSV", type=Path, help=meaning)


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
    beside = {name: getattr(arguments, name) for name in _BESIDE}
    if arguments.cohort.suffix.lower() == ".json":
        names = ("rules", "areas", "register", "strengths", *_BESIDE)
        extra = [f"--{name}" for name in names if getattr(arguments, name)]
        if extra:
            message = f"a problem in JSON holds its rules and tables; leave out {', '.join(extra)}"
            raise OptionsError(message)
        return Problem.read(arguments.cohort)
    cohort = _read_cohort(arguments)
    rules = None if arguments.rules is None else Rules.read(arguments.rules)
    return Problem(cohort, rules, **beside)


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
