"""Tercet's exceptions: a base class, and one class each for the input, the options and the solver backend.

A problem without a plan is not an error. Its result is a `Plan` with the status ``"infeasible"``, which gives the
reasons. If a file cannot be read or written, Tercet raises `OSError`, as Python itself does.
"""

from collections.abc import Sequence

from tercet._native import Issue

__all__ = ["BackendError", "Error", "InputError", "OptionsError"]


class Error(Exception):
    """The base class of all Tercet's exceptions."""


class InputError(Error, ValueError):
    """The input is wrong. The error lists every issue.

    Parameters
    ----------
    message : str
        All issues as text.
    issues : sequence of Issue
        The issues.

    Examples
    --------
    >>> import tercet
    >>> try:
    ...     tercet.Rules(max_km="far")
    ... except tercet.InputError as error:
    ...     print(error.issues[0].key, error.issues[0].code)
    rules.max_km wrong-kind
    """

    def __init__(self, message: str, issues: Sequence[Issue] = ()) -> None:
        super().__init__(message, tuple(issues))

    def __str__(self) -> str:
        """Return all issues as text."""
        return str(self.args[0])

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The issues, in the order of the input."""
        issues: tuple[Issue, ...] = self.args[1]
        return issues


class OptionsError(Error, ValueError):
    """The options contradict one another, or ask for something that this build cannot do."""


class BackendError(Error, RuntimeError):
    """The LP or MIP solver failed. The failure says nothing about the problem."""
