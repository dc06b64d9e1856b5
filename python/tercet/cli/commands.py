"""What every command of the command line has."""

import argparse

__all__ = ["add_command"]


def add_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    *,
    summary: str,
    description: str,
    examples: str | None = None,
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
    examples : str, optional
        What stands at the end of its help, as it is.

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
