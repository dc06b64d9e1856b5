"""The command `tercet`. Each of its commands has its own file. This file has the parser, the exit codes and the errors.

Exit codes: 0 done, 1 output not written or internal error, 2 bad input or arguments, 3 no plan or calendar (with the
reason), 4 a checked plan or calendar is wrong, 130 interrupted.
"""

import argparse
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import TextIO

from tercet import InputError, OptionsError, __version__
from tercet.cli import (
    backbone,
    calendar,
    check,
    compare,
    completion,
    conflict,
    explain,
    feedback,
    generate,
    match,
    prices,
    schema,
    why_not,
)
from tercet.cli.messages import say, say_issues

__all__ = ["commands_of", "main", "parser"]

BAD_INPUT = 2
INTERRUPTED = 130
FAILED = 1

# In the order of the help.
_COMMANDS = (
    match,
    check,
    explain,
    compare,
    why_not,
    prices,
    backbone,
    conflict,
    calendar,
    feedback,
    generate,
    schema,
    completion,
)

_EPILOG = """\
examples:
  tercet match cohort.csv --out plan
  tercet check cohort.csv plan/groups.csv
  tercet explain cohort.csv plan/plan.json --school "Ash Lane Primary"

`tercet COMMAND --help` shows more examples.

exit codes:
  0    done (for match: a plan was found)
  2    bad input or arguments
  3    no plan was found, or some groups cannot meet; the reason is printed
  4    a checked plan or calendar breaks a rule, or the plan makes a false claim
  130  interrupted
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments. The default is the arguments of the process.

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
        # Characters that the terminal cannot show are replaced.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        with _interrupted_by_sigterm():
            code = _run(argv)
            sys.stdout.flush()
    except BrokenPipeError:
        code = 0  # The reader closed the pipe, which is not an error.
    except OSError as error:
        say(f"the output could not be written: {error.strerror or error}")
        code = FAILED
    _let_go(sys.stdout)
    _let_go(sys.stderr)
    return code


@contextlib.contextmanager
def _interrupted_by_sigterm() -> Iterator[None]:
    """Let SIGTERM do what Ctrl-C does, so that the best plan so far is kept. Only the main thread can set handlers."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _let_go(stream: TextIO) -> None:
    """Drop output that nobody reads. Otherwise Python would fail to write it at exit and change the exit code."""
    try:
        stream.flush()
    except OSError:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run(argv: Sequence[str] | None) -> int:
    try:
        code = _run_command(argv)
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
    except Exception as error:  # A traceback would not help the user.
        say(f"internal error; please report it with the input: {type(error).__name__}: {error}")
        code = FAILED
    return code


def _run_command(argv: Sequence[str] | None) -> int:
    if not (sys.argv[1:] if argv is None else argv):
        parser().print_help(sys.stderr)
        return BAD_INPUT
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as ended:  # After --help, --version, or wrong arguments.
        return int(ended.code or 0)
    code: int = arguments.run(arguments)
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
    """Make the parser of `tercet` and of all its commands.

    Returns
    -------
    argparse.ArgumentParser
    """
    made = argparse.ArgumentParser(
        prog="tercet",
        description="Form trios and quads in which every school has something to share and something to learn.",
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
        The result of `parser`.

    Returns
    -------
    dict of str to argparse.ArgumentParser
        The parser of each command by name, in the order of the help.
    """
    actions = made._actions
    (commands,) = [action for action in actions if isinstance(action, argparse._SubParsersAction)]
    return dict(commands.choices)
