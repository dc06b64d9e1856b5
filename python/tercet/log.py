"""Logs each solve to the logger ``tercet``: its start and end as INFO, its phases and better plans as DEBUG.

The logger has a `logging.NullHandler`, so nothing is printed until you add a handler.
"""

import logging
from collections.abc import Callable

from tercet._native import Plan, Progress

__all__ = ["failed", "finished", "listening", "started"]

_LOGGER = logging.getLogger("tercet")
_LOGGER.addHandler(logging.NullHandler())


def started(schools: int, strategy: str, seed: int) -> None:
    """Log the start of a solve.

    Parameters
    ----------
    schools : int
        The number of schools.
    strategy : str
        The search strategy.
    seed : int
        The random seed.

    Examples
    --------
    >>> from tercet.log import started
    >>> started(30, "auto", 0)
    """
    _LOGGER.info("solving for %d schools: strategy %s, seed %d", schools, strategy, seed)


def finished(plan: Plan) -> None:
    """Log the result of a solve.

    Parameters
    ----------
    plan : Plan
        The plan, which may have no groups.

    Examples
    --------
    >>> import tercet
    >>> from tercet.log import finished
    >>> finished(tercet.solve(tercet.example_cohort()))
    """
    _LOGGER.info(
        "solved for %d schools: status %s, value %s, bound %s, gap %s, stop %s",
        len(plan.problem),
        plan.status,
        _points(plan.value),
        _points(plan.bound),
        plan._gap_in_words or "none",
        plan.stop,
    )


def failed(error: BaseException) -> None:
    """Log the error that ended a solve without a plan.

    Parameters
    ----------
    error : BaseException
        The error.

    Examples
    --------
    >>> from tercet.log import failed
    >>> failed(KeyboardInterrupt())
    """
    _LOGGER.info("the solve ended without a plan: %s", str(error) or type(error).__name__)


def listening(told: Callable[[Progress], object] | None) -> Callable[[Progress], object] | None:
    """Also send each state of a solve to the log, if the log shows DEBUG messages.

    Parameters
    ----------
    told : callable or None
        The callable that receives each state.

    Returns
    -------
    callable or None

    Examples
    --------
    >>> from tercet.log import listening
    >>> listening(None) is None
    True
    """
    return _Listener(told) if _LOGGER.isEnabledFor(logging.DEBUG) else told


class _Listener:
    """Logs each new phase and each new incumbent, and passes each state on to the callable."""

    def __init__(self, told: Callable[[Progress], object] | None) -> None:
        self._told = told
        self._phase: str | None = None
        self._incumbent: int | None = None

    def __call__(self, progress: Progress) -> None:
        if progress.phase != self._phase:
            self._phase = progress.phase
            _LOGGER.debug("phase %s after %.1f s", progress.phase, progress.elapsed)
        if progress.incumbent != self._incumbent:
            self._incumbent = progress.incumbent
            _LOGGER.debug(
                "incumbent %s, bound %s, gap %s after %.1f s",
                _points(progress.incumbent),
                _points(progress.bound),
                progress._gap_in_words or "none",
                progress.elapsed,
            )
        if self._told is not None:
            self._told(progress)


def _points(points: int | None) -> str:
    return "none" if points is None else str(points)
