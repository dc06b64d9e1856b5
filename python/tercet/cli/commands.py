"""What every command of the command line has."""

import argparse
from collections.abc import Iterable

__all__ = ["PRINTED_ANYWAY", "add_command", "add_format", "add_quiet"]

PRINTED_ANYWAY = "print nothing but errors and the output itself"


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
        Where to.
    name : str
        What a person types.
    summary : str
        For the list of commands.
    description : str
        For its own help.
    examples : str
        Examples, shown unchanged at the end of its help.

    Returns
    -------
    argparse.ArgumentParser
        Its parser, which still lacks its arguments and what it runs.
    """
    return commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_format(parser: argparse.ArgumentParser, formats: Iterable[str]) -> None:
    """Add the choice of a format.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        Where to.
    formats : iterable of str
        Their names; the first is the default, which arrives as None: who asks for it by name gets it with --quiet too.
    """
    names = tuple(formats)
    shown = (f"{names[0]} (default)", *names[1:])
    listed = " or ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)
    help_ = f"output format: {listed}"
    parser.add_argument("--format", choices=names, metavar="FORMAT", help=help_)


def add_quiet(
    parser: argparse.ArgumentParser, meaning: str = "print nothing but errors and what --format asks for"
) -> None:
    """Add the wish for silence.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        Where to.
    meaning : str
        What is left unsaid.
    """
    parser.add_argument("--quiet", action="store_true", help=meaning)
