"""`tercet schema`: prints the JSON Schema of a file format."""

import argparse

from tercet import schema
from tercet.cli.commands import PRINTED_ANYWAY, add_command, add_format, add_quiet

__all__ = ["add_to"]

_EXAMPLES = """\
examples:
  tercet schema rules
  tercet schema problem > problem.schema.json
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command.

    Parameters
    ----------
    commands : argparse subparsers
        The commands so far.
    """
    parser = add_command(
        commands,
        "schema",
        summary="print the JSON Schema of a file format",
        description="Print the JSON Schema of a problem, of the rules or of a plan.",
        examples=_EXAMPLES,
    )
    kinds = ("problem", "rules", "plan")
    parser.add_argument(
        "kind", nargs="?", choices=kinds, default="problem", help="the file format: problem (default), rules or plan"
    )
    add_format(parser, ("json",))
    add_quiet(parser, PRINTED_ANYWAY)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    print(schema(arguments.kind))
    return 0
