"""Colours, where a person looks at a terminal and has not asked for none."""

import os
from typing import TextIO

__all__ = ["are_wanted", "emphasised", "good", "headed", "warned", "wrong"]

_END = "\033[0m"


def are_wanted(stream: TextIO | None) -> bool:
    """Say whether what goes to a stream may be coloured.

    Parameters
    ----------
    stream : text stream or None
        Where it goes.

    Returns
    -------
    bool
        False for pipes and files, with NO_COLOR set to anything, and on a terminal that has no colours.
    """
    if stream is None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def headed(text: str, stream: TextIO | None) -> str:
    """Lay stress on the headings of a report: the lines that begin at the margin.

    Parameters
    ----------
    text : str
        The report.
    stream : text stream or None
        Where it goes.

    Returns
    -------
    str
    """
    if not are_wanted(stream):
        return text
    return "".join(
        line if line.isspace() or line.startswith(" ") else emphasised(line.rstrip("\n"), stream) + "\n"
        for line in text.splitlines(keepends=True)
    )


def emphasised(text: str, stream: TextIO | None) -> str:
    """Lay stress on text.

    Parameters
    ----------
    text : str
        What it is.
    stream : text stream or None
        Where it goes.

    Returns
    -------
    str
    """
    return _painted("1", text, stream)


def good(text: str, stream: TextIO | None) -> str:
    """Show that all is well.

    Parameters
    ----------
    text : str
        What is well.
    stream : text stream or None
        Where it goes.

    Returns
    -------
    str
    """
    return _painted("1;32", text, stream)


def warned(text: str, stream: TextIO | None) -> str:
    """Show that something is odd.

    Parameters
    ----------
    text : str
        What is odd.
    stream : text stream or None
        Where it goes.

    Returns
    -------
    str
    """
    return _painted("1;33", text, stream)


def wrong(text: str, stream: TextIO | None) -> str:
    """Show that something is wrong.

    Parameters
    ----------
    text : str
        What is wrong.
    stream : text stream or None
        Where it goes.

    Returns
    -------
    str
    """
    return _painted("1;31", text, stream)


def _painted(code: str, text: str, stream: TextIO | None) -> str:
    return f"\033[{code}m{text}{_END}" if text and are_wanted(stream) else text
