"""The line of progress: shown where someone watches, taken away at the end, and never mistaken for a caller's own."""

import io
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

import tercet
from tercet.progress import ProgressLine, watcher

if TYPE_CHECKING:
    from collections.abc import Callable


class Terminal(io.StringIO):
    """Text that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def states() -> list[tercet.Progress]:
    seen: list[tercet.Progress] = []
    tercet.solve(tercet.generate(30), strategy="local_search", work_limit=400, progress=seen.append)
    return seen


def test_who_is_told_follows_from_what_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tercet.Progress] = []
    assert watcher(seen.append, 30) == seen.append
    assert watcher(progress=False, schools=30) is None
    assert isinstance(watcher(progress=True, schools=30), ProgressLine)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert watcher(None, 30) is None
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert isinstance(watcher(None, 30), ProgressLine)
    monkeypatch.setattr(sys, "stderr", None)
    assert watcher(None, 30) is None


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(TypeError, match="progress must be a callable, True, False or None, not int"):
        tercet.solve(tercet.example_cohort(), progress=3)  # type: ignore[arg-type]


@pytest.mark.parametrize("stream", [Terminal, io.StringIO], ids=str)
def test_the_line_says_plan_bound_gap_and_time_and_is_wiped_out(
    monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO]
) -> None:
    shown = stream()
    monkeypatch.setattr(sys, "stderr", shown)
    line = ProgressLine(30)
    for state in states():
        line(state)
    last = shown.getvalue().split("\r")[-1].removesuffix("\033[K").rstrip()
    assert "value" in last
    assert "bound" in last
    assert "gap" in last
    assert last.endswith(" s")
    line.clear()
    wiped = "\r\033[K" if stream is Terminal else f"\r{' ' * len(last)}\r"
    assert shown.getvalue().endswith(wiped)


def test_the_state_begins_at_one_place_whatever_the_phase(monkeypatch: pytest.MonkeyPatch) -> None:
    places = set()
    for phase in ("mip", "neighbourhoods"):
        shown = io.StringIO()
        monkeypatch.setattr(sys, "stderr", shown)
        state = SimpleNamespace(phase=phase, incumbent=100, bound=None, _gap_in_words=None, elapsed=1.0)
        ProgressLine(30)(state)  # type: ignore[arg-type]
        places.add(shown.getvalue().index("value"))
    assert len(places) == 1


def test_a_solve_that_is_soon_done_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    line = ProgressLine(30, after=1e9)
    for state in states():
        line(state)
    line.clear()
    assert terminal.getvalue() == ""


def test_schedule_and_replan_tell_of_progress_as_solve_does(
    plan: tercet.Plan, year: tercet.Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same kinds of `progress`, the same default and the same line."""
    monkeypatch.setattr("tercet.progress._SOON", 0.0)
    calendar = tercet.schedule(plan, year, rounds=5)
    searches: dict[str, Callable[..., object]] = {
        "solve": lambda **options: tercet.solve(plan.problem, strategy="local_search", **options),
        "schedule": lambda **options: tercet.schedule(plan, year, rounds=60, **options),
        "replan": lambda **options: tercet.replan(calendar, rounds=60, **options),
    }
    for name, search in searches.items():
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        search()
        assert " s\033[K" in terminal.getvalue(), name
        assert terminal.getvalue().endswith("\r\033[K"), name
        seen: list[tercet.Progress] = []
        for progress in (False, seen.append):
            terminal = Terminal()
            monkeypatch.setattr(sys, "stderr", terminal)
            search(progress=progress)
            assert terminal.getvalue() == "", name
        assert seen, name
        with pytest.raises(TypeError, match="progress must be a callable, True, False or None, not str"):
            search(progress="yes")


def test_a_callers_own_line_is_left_to_the_caller() -> None:
    class Own:
        def __init__(self) -> None:
            self.cleared = 0

        def __call__(self, progress: tercet.Progress) -> None: ...

        def clear(self) -> None:
            self.cleared += 1

    own = Own()
    tercet.solve(tercet.example_cohort(), progress=own)
    assert own.cleared == 0
