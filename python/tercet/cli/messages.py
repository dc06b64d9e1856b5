"""What is said on standard error: messages, issues, and the line of progress on a terminal."""

import contextlib
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from tercet import Issue, Plan, Problem, Progress, check
from tercet.cli.colours import emphasised, warned, wrong

__all__ = ["ProgressLine", "say", "say_if_broken", "say_issues", "say_warnings", "show"]

MOST_ISSUES = 50
MOST_WARNINGS = 10


def say(message: str) -> None:
    """Say one thing on standard error.

    Parameters
    ----------
    message : str
        In lower case and without a full stop.
    """
    show(f"{emphasised('tercet:', sys.stderr)} {message}")


def show(line: str, end: str = "\n") -> None:
    """Show a line on standard error as it is. Where no one reads it, the work goes on, and its exit code still counts.

    Parameters
    ----------
    line : str
        The line.
    end : str
        What follows it.
    """
    with contextlib.suppress(OSError):
        print(line, end=end, file=sys.stderr, flush=True)


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
        show(_shown(issue))
    if len(ordered) > most:
        say(f"and {len(ordered) - most} more issues like these")
    errors = sum(issue.severity == "error" for issue in ordered)
    if errors:
        say(f"{errors} {'issue' if errors == 1 else 'issues'} to mend; nothing was written")


def _shown(issue: Issue) -> str:
    head = f"{issue.severity}[{issue.code}]"
    paint = wrong if issue.severity == "error" else warned
    return str(issue).replace(head, paint(head, sys.stderr), 1)


def say_warnings(warnings: Sequence[Issue]) -> None:
    """List what does not stop the work.

    Parameters
    ----------
    warnings : sequence of Issue
        What was found.
    """
    say_issues(warnings, MOST_WARNINGS)


def say_if_broken(problem: Problem, plan: Plan | Path | list[list[str]], which: str = "the plan") -> None:
    """Say so if the groups of a plan are not what the rules ask for; what it claims beside is left to `tercet check`.

    Parameters
    ----------
    problem : Problem
        What it is a plan for.
    plan : Plan, Path or list of list of str
        The plan.
    which : str
        What it is called.
    """
    findings = check(problem, plan.groups if isinstance(plan, Plan) else plan).findings
    if findings:
        more = f", and {len(findings) - 1} more" if len(findings) > 1 else ""
        say(f"{which} does not keep the rules: {findings[0]}{more}; `tercet check` names them all")


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
        # A line that wraps could not be taken back.
        line = "   ".join(parts)[: shutil.get_terminal_size().columns - 1]
        show(f"\r{line}\033[K", end="")
        self._shown = True

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            show("\r\033[K", end="")

    def _percent(self, points: int | None) -> str:
        return "none yet" if points is None else f"{points / (100 * self._schools):.2f} %"
