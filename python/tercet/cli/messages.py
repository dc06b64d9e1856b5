"""Messages and issues on standard error."""

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

from tercet import Issue, Plan, Problem, check
from tercet.cli.colours import emphasised, warned, wrong

__all__ = ["say", "say_if_broken", "say_issues", "say_warnings", "show"]

MOST_ISSUES = 50
MOST_WARNINGS = 10


def say(message: str) -> None:
    """Print a message on standard error.

    Parameters
    ----------
    message : str
        The message, in lower case and without a full stop.
    """
    show(f"{emphasised('tercet:', sys.stderr)} {message}")


def show(line: str, end: str = "\n") -> None:
    """Print a line on standard error as it is. If nobody reads it, the work goes on and its exit code still counts.

    Parameters
    ----------
    line : str
        The line.
    end : str
        The text that follows it.
    """
    with contextlib.suppress(OSError):
        print(line, end=end, file=sys.stderr, flush=True)


def say_issues(issues: Sequence[Issue], most: int = MOST_ISSUES) -> None:
    """List issues, errors before warnings, the first in full and then a count.

    Parameters
    ----------
    issues : sequence of Issue
        The issues.
    most : int
        The number of issues that are shown in full.
    """
    ordered = sorted(issues, key=lambda issue: issue.severity != "error")
    for issue in ordered[:most]:
        show(_shown(issue))
    if len(ordered) > most:
        say(f"and {len(ordered) - most} more issues like these")
    errors = sum(issue.severity == "error" for issue in ordered)
    if errors:
        say(f"{errors} {'error' if errors == 1 else 'errors'} to fix; nothing was written")


def _shown(issue: Issue) -> str:
    head = f"{issue.severity}[{issue.code}]"
    paint = wrong if issue.severity == "error" else warned
    return str(issue).replace(head, paint(head, sys.stderr), 1)


def say_warnings(warnings: Sequence[Issue]) -> None:
    """List warnings, which do not stop the work.

    Parameters
    ----------
    warnings : sequence of Issue
        The warnings.
    """
    say_issues(warnings, MOST_WARNINGS)


def say_if_broken(problem: Problem, plan: Plan | Path | list[list[str]], which: str = "the plan") -> None:
    """Print a message if the groups of a plan break a rule. Its other claims are left to `tercet check`.

    Parameters
    ----------
    problem : Problem
        The problem of the plan.
    plan : Plan, Path or list of list of str
        The plan.
    which : str
        The words that name it.
    """
    if isinstance(plan, Plan):
        for misfit in plan.misfits:
            say(f"{which} does not fit: {misfit}")
    findings = check(problem, plan.groups if isinstance(plan, Plan) else plan).findings
    if findings:
        more = f", and {len(findings) - 1} more" if len(findings) > 1 else ""
        say(f"{which} does not keep the rules: {findings[0]}{more}; `tercet check` lists them all")
