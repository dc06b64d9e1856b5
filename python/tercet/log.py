"""What a solve tells `logging`, under the name ``tercet``: start and end as INFO, phases and incumbents as DEBUG.

A library says nothing by itself: the logger has a `logging.NullHandler`, and whoever wants to read it adds a handler.
"""

import logging
from collections.abc import Callable

from tercet._native import Plan, Progress

__all__ = ["failed", "finished", "listening", "started"]

_LOGGER = logging.getLogger("tercet")
_LOGGER.addHandler(logging.NullHandler())


def started(schools: int, strategy: str, seed: int) -> None:
    """Say that a solve starts.

    Parameters
    ----------
    schools : int
        How many schools there are.
    strategy : str
        How it searches.
    seed : int
        The seed of its random choices.

    Examples
    --------
    >>> from tercet.log import started
    >>> started(30, "auto", 0)
    """
    _LOGGER.info("solving for %d schools: strategy %s, seed %d", schools, strategy, seed)


def finished(plan: Plan) -> None:
    """Say what a solve found.

    Parameters
    ----------
    plan : Plan
        The plan, or why there is none.

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
        plan._gap_in_words() or "none",
        plan.stop,
    )


def failed(error: BaseException) -> None:
    """Say what ended a solve without a plan.

    Parameters
    ----------
    error : BaseException
        What was raised.

    Examples
    --------
    >>> from tercet.log import failed
    >>> failed(KeyboardInterrupt())
    """
    _LOGGER.info("the solve ended without a plan: %s", str(error) or type(error).__name__)


def listening(told: Callable[[Progress], object] | None) -> Callable[[Progress], object] | None:
    """Choose who is told of a solve, so that the log hears of it too where someone reads that much.

    Parameters
    ----------
    told : callable or None
        Who is told anyway.

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
    """Logs each new phase and each new incumbent, and passes everything on."""

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
                progress._gap_in_words() or "none",
                progress.elapsed,
            )
        if self._told is not None:
            self._told(progress)


def _points(points: int | None) -> str:
    return "none" if points is None else str(points)
