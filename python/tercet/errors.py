"""The exceptions of Tercet: one root, and a kind each for the input, the options and the solver backend.

It is not an error if a problem has no plan. The result is then a `Plan` with the status ``"infeasible"``, and it gives
the reasons. A file that
cannot be read or written raises `OSError`, as in Python itself.
"""

from collections.abc import Sequence

from tercet._native import Issue

__all__ = ["BackendError", "Error", "InputError", "OptionsError"]


class Error(Exception):
    """The root of all exceptions of Tercet."""


class InputError(Error, ValueError):
    """The input is wrong. The error has every issue found.

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
        """Show all issues, a line each."""
        return str(self.args[0])

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The issues, in the order of the input."""
        issues: tuple[Issue, ...] = self.args[1]
        return issues


class OptionsError(Error, ValueError):
    """The options contradict one another, or ask for something that this build cannot do."""


class BackendError(Error, RuntimeError):
    """The LP or MIP solver failed in a way that says nothing about the problem."""
