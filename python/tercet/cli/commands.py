"""The parts that all commands share."""

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
        The parser to add to.
    name : str
        Its name.
    summary : str
        A line for the list of commands.
    description : str
        A sentence for its own help.
    examples : str
        Examples, shown unchanged at the end of its help.

    Returns
    -------
    argparse.ArgumentParser
        Its parser, still without arguments.
    """
    return commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_format(parser: argparse.ArgumentParser, formats: Iterable[str]) -> None:
    """Add the option `--format`.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The parser to add to.
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
    """Add the option `--quiet`.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The parser to add to.
    meaning : str
        Its help.
    """
    parser.add_argument("--quiet", action="store_true", help=meaning)
