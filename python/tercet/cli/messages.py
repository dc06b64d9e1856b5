"""What is said on standard error: messages, issues, and the line of progress on a terminal."""

import sys
from collections.abc import Sequence

from tercet import Issue, Progress

__all__ = ["ProgressLine", "say", "say_issues", "say_warnings"]

MOST_ISSUES = 50
MOST_WARNINGS = 10


def say(message: str) -> None:
    """Say one thing on standard error.

    Parameters
    ----------
    message : str
        In lower case and without a full stop.
    """
    print(f"tercet: {message}", file=sys.stderr)


def say_issues(issues: Sequence[Issue], most: int = MOST_ISSUES) -> None:
    """List issues, errors before warnings, the first in full and then a count.

    Parameters
    ----------
    issues : sequence of Issue
        What was found.
    most : int
        How many are shown in full.
    """
    ordered = sorted(issues, key=lambda issue: issue.severity != "error")
    for issue in ordered[:most]:
        print(issue, file=sys.stderr)
    if len(ordered) > most:
        say(f"and {len(ordered) - most} more issues like these")
    errors = sum(issue.severity == "error" for issue in ordered)
    if errors:
        say(f"{errors} {'issue' if errors == 1 else 'issues'} to mend; nothing was written")


def say_warnings(warnings: Sequence[Issue]) -> None:
    """List what does not stop the work.

    Parameters
    ----------
    warnings : sequence of Issue
        What was found.
    """
    say_issues(warnings, MOST_WARNINGS)


class ProgressLine:
    """One line on standard error that says how a solve goes; silent unless that is a terminal.

    Parameters
    ----------
    schools : int
        How many schools there are: people see percent of what all of them could gain.
    """

    def __init__(self, schools: int) -> None:
        self._schools = schools
        self._shown = False

    def __call__(self, progress: Progress) -> None:
        """Show the state of the solve.

        Parameters
        ----------
        progress : Progress
            The state.
        """
        parts = [progress.phase.ljust(9)]
        parts.append(f"plan {self._percent(progress.incumbent)}")
        parts.append(f"bound {self._percent(progress.bound)}")
        parts.append("gap none yet" if progress.gap is None else f"gap {progress.gap * 100:.2f} %")
        parts.append(f"{progress.elapsed:.1f} s")
        print("\r" + "   ".join(parts) + "\033[K", end="", file=sys.stderr, flush=True)
        self._shown = True

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def _percent(self, points: int | None) -> str:
        return "none yet" if points is None else f"{points / (100 * self._schools):.2f} %"
