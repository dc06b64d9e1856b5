"""Data frames of the caller's own kind."""

import subprocess
import sys

import pytest

import tercet
from tercet.frames import to_frame


@pytest.mark.parametrize(("backend", "kind"), [("pandas", "DataFrame"), ("polars", "DataFrame"), ("pyarrow", "Table")])
def test_each_backend_gives_its_own_kind(plan: tercet.Plan, backend: str, kind: str) -> None:
    pytest.importorskip(backend)
    frame = plan.to_frame(backend)  # type: ignore[arg-type]
    assert type(frame).__name__ == kind
    assert type(frame).__module__.split(".")[0] == backend
    assert frame.shape == (12, 7)


def test_without_a_wish_it_is_what_is_in_use() -> None:
    pytest.importorskip("polars")
    script = "import polars, tercet; print(type(tercet.solve(tercet.example_cohort()).to_frame()).__module__)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("polars")


def test_an_unknown_backend_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="there is no backend 'excel'"):
        to_frame([], "excel")  # type: ignore[arg-type]


def test_a_backend_that_is_not_there_says_what_to_do_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.delitem(sys.modules, "polars", raising=False)
    with pytest.raises(ImportError, match="to_dicts"):
        to_frame([{"school": "01"}], "polars")
