"""Colours for a terminal, unless the reader has turned them off."""

import os
from typing import TextIO

__all__ = ["are_wanted", "emphasised", "good", "headed", "warned", "wrong"]

_END = "\033[0m"


def are_wanted(stream: TextIO | None) -> bool:
    """Decide whether output to a stream may be coloured.

    Parameters
    ----------
    stream : text stream or None
        The stream of the output.

    Returns
    -------
    bool
        False for pipes and files, if ``NO_COLOR`` is not empty, and on a terminal without colours.
    """
    if stream is None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def headed(text: str, stream: TextIO | None) -> str:
    """Make the headings of a report bold. A heading is a line that begins at the margin.

    Parameters
    ----------
    text : str
        The report.
    stream : text stream or None
        The stream of the output.

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
    """Make text bold.

    Parameters
    ----------
    text : str
        The text.
    stream : text stream or None
        The stream of the output.

    Returns
    -------
    str
    """
    return _painted("1", text, stream)


def good(text: str, stream: TextIO | None) -> str:
    """Colour good news.

    Parameters
    ----------
    text : str
        The text.
    stream : text stream or None
        The stream of the output.

    Returns
    -------
    str
    """
    return _painted("1;32", text, stream)


def warned(text: str, stream: TextIO | None) -> str:
    """Colour a warning.

    Parameters
    ----------
    text : str
        The text.
    stream : text stream or None
        The stream of the output.

    Returns
    -------
    str
    """
    return _painted("1;33", text, stream)


def wrong(text: str, stream: TextIO | None) -> str:
    """Colour an error.

    Parameters
    ----------
    text : str
        The text.
    stream : text stream or None
        The stream of the output.

    Returns
    -------
    str
    """
    return _painted("1;31", text, stream)


def _painted(code: str, text: str, stream: TextIO | None) -> str:
    return f"\033[{code}m{text}{_END}" if text and are_wanted(stream) else text
