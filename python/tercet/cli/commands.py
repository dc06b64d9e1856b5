"""The arguments that every command has."""

import argparse
from collections.abc import Iterable

__all__ = ["PRINTED_ANYWAY", "add_command", "add_format", "add_quiet"]

PRINTED_ANYWAY = "print only errors and the output itself"


def add_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    *,
    summary: str,
    description: str,
    examples: str,
) -> argparse.ArgumentParser:
    """Add a command.

    Parameters
    ----------
    commands : argparse subparsers
        The commands so far.
    name : str
        The name that a person types.
    summary : str
        A few words for the list of commands.
    description : str
        A sentence for the help of the command.
    examples : str
        The end of the help, which is printed as it is.

    Returns
    -------
    argparse.ArgumentParser
        The parser of the command, which has no arguments and no function to run yet.
    """
    return commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_format(parser: argparse.ArgumentParser, formats: Iterable[str]) -> None:
    """Add the option ``--format``.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The parser of the command.
    formats : iterable of str
        The names of the formats. The first is the default. Its value is ``None`` unless the user names it, because
        ``--quiet`` still prints a format that the user names.
    """
    names = tuple(formats)
    listed = ", ".join((f"{names[0]} (default)", *names[1:]))
    help_ = f"output format: {listed}"
    parser.add_argument("--format", choices=names, metavar="FORMAT", help=help_)


def add_quiet(
    parser: argparse.ArgumentParser, meaning: str = "print only errors, and the output that --format asks for"
) -> None:
    """Add the option ``--quiet``.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The parser of the command.
    meaning : str
        The effect of the option in this command.
    """
    parser.add_argument("--quiet", action="store_true", help=meaning)
