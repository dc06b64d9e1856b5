"""The progress line of a long search, which Tercet shows on a terminal and in a notebook."""

import contextlib
import shutil
import sys
from collections.abc import Callable
from typing import Any

from tercet._native import Progress

__all__ = ["ProgressLine", "watcher"]

# A search that ends within this many seconds needs no line.
_SOON = 0.5
# The length of the longest phase. Every phase is padded to it, so that the rest of the line does not move.
_WIDEST = len("neighbourhoods")


class ProgressLine:
    """One line on standard error with the state of a search: its phase, value, bound, gap and time.

    Parameters
    ----------
    schools : int
        The number of schools. Points are shown as a percentage of the most points that this many schools could have.
    after : float, default 0
        The number of seconds after which the line is first shown.
    """

    def __init__(self, schools: int, after: float = 0.0) -> None:
        self._schools = schools
        self._after = after
        self._shown = 0

    def __call__(self, progress: Progress) -> None:
        """Show the state of the search.

        Parameters
        ----------
        progress : Progress
            The state of the search.
        """
        if progress.elapsed < self._after:
            return
        parts = [progress.phase.ljust(_WIDEST)]
        if progress.incumbent is not None:
            parts.append(f"value {self._percent(progress.incumbent)}")
        if progress.bound is not None:
            parts.append(f"bound {self._percent(progress.bound)}")
        if progress._gap_in_words is not None:
            parts.append(f"gap {progress._gap_in_words}")
        parts.append(f"{progress.elapsed:.1f} s")
        # A wrapped line could not be removed.
        line = "   ".join(parts)[: shutil.get_terminal_size().columns - 1]
        self._show(line)
        self._shown = len(line)

    def clear(self) -> None:
        """Remove the line.

        Examples
        --------
        >>> from tercet.progress import ProgressLine
        >>> ProgressLine(30).clear()
        """
        if self._shown:
            self._show("")
            self._shown = 0

    def _show(self, line: str) -> None:
        with contextlib.suppress(OSError):
            if sys.stderr.isatty():
                print(f"\r{line}\033[K", end="", file=sys.stderr, flush=True)
            else:
                # A notebook ignores terminal codes, so blanks cover the rest of a longer previous line.
                print(f"\r{line.ljust(self._shown)}", end="" if line else "\r", file=sys.stderr, flush=True)

    def _percent(self, points: int) -> str:
        return f"{points / (100 * max(self._schools, 1)):.2f}%"


def watcher(progress: Any, schools: int) -> Callable[[Progress], object] | None:  # noqa: ANN401 - the message names it
    """Choose what receives the progress of a search.

    Parameters
    ----------
    progress : callable, bool or None
        A callable receives each state. ``True`` shows a line, and ``False`` shows nothing. ``None`` shows a line on a
        terminal and in a notebook.
    schools : int
        The number of schools in the search.

    Returns
    -------
    callable or None

    Raises
    ------
    TypeError
        If `progress` is anything else.

    Examples
    --------
    >>> from tercet.progress import watcher
    >>> watcher(progress=False, schools=30) is None
    True
    """
    if progress is None:
        progress = _is_watched()
    if isinstance(progress, bool):
        return ProgressLine(schools, _SOON) if progress else None
    if callable(progress):
        told: Callable[[Progress], object] = progress
        return told
    message = f"progress must be a callable, True, False or None, not {type(progress).__name__}"
    raise TypeError(message)


def _is_watched() -> bool:
    """Return True if standard error is a terminal, or if the process is the kernel of a notebook."""
    # `sys.stderr` is None in a process without a console.
    stream = getattr(sys, "stderr", None)
    return stream is not None and (stream.isatty() or type(stream).__module__.startswith("ipykernel"))
