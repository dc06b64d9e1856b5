"""The command `tercet`: one file a command, and here what they share at the top: parsing, exit codes, no tracebacks.

Exit codes: 0 done, 2 bad input or arguments, 3 there is no plan (the message says why), 4 a checked plan breaks a rule
or makes a false claim, 130 interrupted.
"""

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from tercet import InputError, OptionsError, __version__
from tercet.cli import calendar, check, compare, completion, explain, feedback, generate, match, schema
from tercet.cli.messages import say, say_issues

__all__ = ["commands_of", "main", "parser"]

BAD_INPUT = 2
INTERRUPTED = 130
FAILED = 1

# In the order of the help.
_COMMANDS = (match, check, explain, compare, calendar, feedback, generate, schema, completion)

_EPILOG = """\
examples:
  tercet match cohort.csv --out plan
  tercet check cohort.csv plan/groups.csv
  tercet explain cohort.csv plan/plan.json --school "Ash Lane Primary"

`tercet COMMAND --help` shows more examples.

exit codes:
  0    done; match found a plan
  2    bad input or arguments
  3    there is no plan, and the message says why
  4    a checked plan breaks a rule or makes a false claim
  130  interrupted
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; those of the process if left out.

    Returns
    -------
    int
        The exit code.

    Examples
    --------
    >>> from tercet.cli import main
    >>> main(["match", "no-such-file.csv"])
    2
    """
    for stream in (sys.stdout, sys.stderr):
        # A name that the terminal cannot show is shown as far as it goes.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        code = 0  # The reader has seen enough, and nothing is said about it.
    except OSError as error:
        say(f"the output could not be written: {error.strerror or error}")
        code = FAILED
    _let_go(sys.stdout)
    _let_go(sys.stderr)
    return code


def _let_go(stream: TextIO) -> None:
    """Send nowhere what no one reads: Python would stumble over it as it ends, and end with a code of its own."""
    try:
        stream.flush()
    except OSError:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run(argv: Sequence[str] | None) -> int:
    if not (sys.argv[1:] if argv is None else argv):
        parser().print_help(sys.stderr)
        return BAD_INPUT
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as ended:  # After --help, --version, or invalid arguments.
        return int(ended.code or 0)
    try:
        code: int = arguments.run(arguments)
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        say("interrupted; nothing was written")
        code = INTERRUPTED
    except (InputError, OptionsError, OSError) as error:
        _say_what_is_wrong(error)
        code = BAD_INPUT
    except MemoryError:
        say("there is not enough memory for this problem")
        code = FAILED
    except Exception as error:  # A traceback would help no reader.
        say(f"internal error; please report it with the input: {type(error).__name__}: {error}")
        code = FAILED
    return code


def _say_what_is_wrong(error: InputError | OptionsError | OSError) -> None:
    if isinstance(error, InputError):
        say_issues(error.issues)
    elif isinstance(error, OSError):
        place = "" if error.filename is None else f"{error.filename}: "
        say(f"{place}{error.strerror or error}")
    else:
        say(str(error))


def parser() -> argparse.ArgumentParser:
    """Make the parser of the command and all its commands.

    Returns
    -------
    argparse.ArgumentParser
    """
    made = argparse.ArgumentParser(
        prog="tercet",
        description="Form trios and quads of schools in which everyone has something to share and something to learn.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=f"tercet {__version__}")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add_to(commands)
    return made


def commands_of(made: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """List the commands of a parser.

    Parameters
    ----------
    made : argparse.ArgumentParser
        What `parser` gives.

    Returns
    -------
    dict of str to argparse.ArgumentParser
        By name, in the order of the help.
    """
    actions = made._actions
    (commands,) = [action for action in actions if isinstance(action, argparse._SubParsersAction)]
    return dict(commands.choices)
