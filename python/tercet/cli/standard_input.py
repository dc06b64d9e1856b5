"""Reads standard input, which the file name `-` stands for."""

import argparse
import sys
from pathlib import Path

from tercet import OptionsError

__all__ = ["DASH", "NAME", "as_text", "is_json", "read", "refuse_twice"]

DASH = Path("-")
NAME = "standard input"

_OPTIONS = ("rules", "attendance", "survey")


def read() -> bytes:
    """Read all of standard input.

    Returns
    -------
    bytes
    """
    return sys.stdin.buffer.read()


def is_json(content: bytes) -> bool:
    """Decide whether the input is JSON and not a table.

    Parameters
    ----------
    content : bytes
        The bytes that were read.

    Returns
    -------
    bool
    """
    return content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def as_text(content: bytes) -> str:
    """Decode text.

    Parameters
    ----------
    content : bytes
        The bytes that were read.

    Returns
    -------
    str

    Raises
    ------
    OptionsError
        If the bytes are not text in UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{NAME} is not text in UTF-8: byte {error.start + 1} cannot be read"
        raise OptionsError(message) from error


def refuse_twice(arguments: argparse.Namespace, may_be_dash: tuple[str, ...]) -> None:
    """Refuse a second `-`, because standard input can be read only once, and refuse `-` where a file is needed.

    Parameters
    ----------
    arguments : argparse.Namespace
        All arguments of the command.
    may_be_dash : tuple of str
        The names of the arguments that may be `-`.

    Raises
    ------
    OptionsError
        If `-` is refused.
    """
    may = [name for name in may_be_dash if hasattr(arguments, name)]
    dashes = [name for name, value in vars(arguments).items() if value == DASH and name != "out"]
    for name in dashes:
        if name not in may_be_dash:
            message = f"--{name.replace('_', '-')} needs a file; give - only for {', '.join(map(_shown, may))}"
            raise OptionsError(message)
    if len(dashes) > 1:
        message = f"{NAME} can be read only once; give a file for {' or '.join(_shown(name) for name in dashes)}"
        raise OptionsError(message)


def _shown(name: str) -> str:
    return f"--{name}" if name in _OPTIONS else name.upper()
