"""The line that shows the progress of a long search, on a terminal or in a notebook."""

import contextlib
import shutil
import sys
from collections.abc import Callable
from typing import Any

from tercet._native import Progress

__all__ = ["ProgressLine", "watcher"]

# A search that ends sooner needs no line.
_SOON = 0.5


class ProgressLine:
    """One line on standard error that shows the progress of a search.

    Parameters
    ----------
    schools : int
        The number of schools. Values are shown in percent of the most that all of them could gain.
    after : float, default 0
        Nothing is shown in this many seconds from the start.
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
            The state.
        """
        if progress.elapsed < self._after:
            return
        parts = [progress.phase.ljust(9)]
        parts.append(f"plan {self._percent(progress.incumbent)}")
        parts.append(f"bound {self._percent(progress.bound)}")
        parts.append(f"gap {progress._gap_in_words() or 'none yet'}")
        parts.append(f"{progress.elapsed:.1f} s")
        # A line that wraps could not be removed.
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
                # A notebook ignores the codes of a terminal: blanks remove the rest of a longer line.
                print(f"\r{line.ljust(self._shown)}", end="" if line else "\r", file=sys.stderr, flush=True)

    def _percent(self, points: int | None) -> str:
        return "none yet" if points is None else f"{points / (100 * self._schools):.2f}%"


def watcher(progress: Any, schools: int) -> Callable[[Progress], object] | None:  # noqa: ANN401 - it says what is wrong
    """Choose who is told of the progress of a search.

    Parameters
    ----------
    progress : callable, bool or None
        A callable to tell; True for a line, False for nothing, None for a line on a terminal and in a notebook.
    schools : int
        The number of schools.

    Returns
    -------
    callable or None

    Raises
    ------
    TypeError
        If it is none of these.

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
    message = f"progress is a callable, True, False or None, not {type(progress).__name__}"
    raise TypeError(message)


def _is_watched() -> bool:
    """Whether standard error is a terminal, or the process is the kernel of a notebook."""
    # None in a process without a console.
    stream = getattr(sys, "stderr", None)
    return stream is not None and (stream.isatty() or type(stream).__module__.startswith("ipykernel"))
