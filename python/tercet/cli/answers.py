"""The parts that the commands about a plan share: their last options, and the print of an answer."""

import argparse
import sys
from typing import Protocol

from tercet import Problem
from tercet.cli.colours import headed
from tercet.cli.commands import add_format, add_quiet
from tercet.cli.inputs import read_problem
from tercet.cli.messages import say_warnings

__all__ = ["Answer", "add_answer_options", "print_answer", "read_problem_aloud"]


class Answer(Protocol):
    """An answer that can be printed."""

    def to_text(self) -> str:
        """Return the answer as text."""

    def to_json(self) -> str:
        """Return the answer as JSON."""


def add_answer_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a question: the time limit of each solve, the format, and no warnings.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The parser of the command.
    """
    help_ = "stop each solve after this many seconds (default: no limit)"
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help=help_)
    add_format(parser, ("text", "json"))
    add_quiet(parser, "print no warnings")


def read_problem_aloud(arguments: argparse.Namespace) -> Problem:
    """Read the problem that the arguments name, and print its warnings unless they ask for none.

    Parameters
    ----------
    arguments : argparse.Namespace
        Parsed arguments of `add_problem` and `add_answer_options`.

    Returns
    -------
    Problem
    """
    problem = read_problem(arguments)
    if not arguments.quiet:
        say_warnings(problem.warnings)
    return problem


def print_answer(answer: Answer, arguments: argparse.Namespace) -> None:
    """Print an answer in the format that the arguments ask for.

    Parameters
    ----------
    answer : Answer
        The answer.
    arguments : argparse.Namespace
        Parsed arguments of `add_answer_options`.
    """
    if arguments.format == "json":
        print(answer.to_json())
    else:
        print(headed(answer.to_text(), sys.stdout), end="")
