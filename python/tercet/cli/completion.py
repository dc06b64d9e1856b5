"""`tercet completion`: prints the script that completes the command in a shell."""

import argparse

from tercet.cli.commands import PRINTED_ANYWAY, add_command, add_quiet

__all__ = ["SHELLS", "add_to"]

SHELLS = ("bash", "zsh", "fish")

_EXAMPLES = """\
examples:
  tercet completion bash > ~/.local/share/bash-completion/completions/tercet
  tercet completion zsh > ~/.zfunc/_tercet      # with ~/.zfunc in fpath
  tercet completion fish > ~/.config/fish/completions/tercet.fish
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
        "completion",
        summary="print the completion script of a shell",
        description="Print the script with which a shell completes commands, options and files.",
        examples=_EXAMPLES,
    )
    parser.add_argument("shell", choices=SHELLS, help="the shell: bash, zsh or fish")
    add_quiet(parser, PRINTED_ANYWAY)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from importlib import resources  # noqa: PLC0415 - as slow to import as the rest of Tercet

    script = resources.files("tercet").joinpath("data", "completion", f"tercet.{arguments.shell}")
    print(script.read_text(encoding="utf-8"), end="")
    return 0
