"""Own benefit, travel times and forbidden pairs as arrays: the problem of their entries, and every wrong cell said."""

import array
import math
import pickle
from typing import Any

import numpy as np
import pytest

import tercet

IDS = [f"{number:02}" for number in range(1, 13)]
OWN = np.arange(144).reshape(12, 12) * 60
MINUTES = np.abs(np.subtract.outer(np.arange(12), np.arange(12))) * 10.5
MASK = np.triu(np.arange(144).reshape(12, 12) % 11 == 0, 1)


def _entries(cells: Any) -> dict[tuple[str, str], int]:  # noqa: ANN401 - any array
    pairs = ((i, j) for i in range(12) for j in range(12) if i != j)
    return {(IDS[i], IDS[j]): math.ceil(cells[i][j]) for i, j in pairs}


@pytest.fixture
def from_entries(cohort: tercet.Cohort) -> tercet.Problem:
    forbidden = [pair for pair, flag in _entries(MASK).items() if flag]
    assert forbidden
    rules = tercet.Rules(own=1, max_minutes=90)
    return tercet.Problem(cohort, rules, own=_entries(OWN), minutes=_entries(MINUTES), forbidden=forbidden)


def _problem(cohort: tercet.Cohort, own: Any = OWN, minutes: Any = MINUTES, mask: Any = MASK, **more: Any) -> Any:  # noqa: ANN401
    rules = tercet.Rules(own=1, max_minutes=90)
    return tercet.Problem(cohort, rules, own=own, minutes=minutes, forbidden=mask, **more)


def test_arrays_are_the_problem_that_their_entries_are(cohort: tercet.Cohort, from_entries: tercet.Problem) -> None:
    problem = _problem(cohort)
    assert problem.sha256 == from_entries.sha256
    assert problem.edges() == from_entries.edges()
    again = pickle.loads(pickle.dumps(problem))
    assert (again.sha256, again.edges()) == (problem.sha256, problem.edges())


@pytest.mark.parametrize("kind", ["u2", "i2", "i4", "u8", "i8", ">i4", ">f8", "<f8", "f4"])
def test_every_kind_of_number_is_read(cohort: tercet.Cohort, from_entries: tercet.Problem, kind: str) -> None:
    assert _problem(cohort, own=OWN.astype(kind)).sha256 == from_entries.sha256


@pytest.mark.parametrize("kind", ["?", "u1", "i1", "f4"])
def test_a_mask_is_of_booleans_or_of_noughts_and_ones(
    cohort: tercet.Cohort, from_entries: tercet.Problem, kind: str
) -> None:
    assert _problem(cohort, mask=MASK.astype(kind)).sha256 == from_entries.sha256


def test_strides_do_not_matter(cohort: tercet.Cohort, from_entries: tercet.Problem) -> None:
    wide = np.zeros((24, 36), dtype="i8")
    wide[::2, ::3] = OWN
    for own in (wide[::2, ::3], np.asfortranarray(OWN), OWN[::-1, ::-1].copy()[::-1, ::-1]):
        assert _problem(cohort, own=own).sha256 == from_entries.sha256


def test_ids_say_the_order_of_the_rows(cohort: tercet.Cohort, from_entries: tercet.Problem) -> None:
    order = np.random.default_rng(1).permutation(12)
    turned = [cells[np.ix_(order, order)] for cells in (OWN, MINUTES, MASK)]
    ids = np.array(IDS)[order]
    assert _problem(cohort, *turned, ids=ids).sha256 == from_entries.sha256
    assert _problem(cohort, *turned).sha256 != from_entries.sha256


def test_numpy_is_not_needed(cohort: tercet.Cohort, from_entries: tercet.Problem) -> None:
    own = memoryview(array.array("i", OWN.ravel().tolist())).cast("B").cast("i", (12, 12))
    assert _problem(cohort, own=own).sha256 == from_entries.sha256


def test_what_gives_an_array_is_read_as_one(cohort: tercet.Cohort, from_entries: tercet.Problem) -> None:
    class Given:
        def __array__(self) -> Any:  # noqa: ANN401
            return OWN

    assert _problem(cohort, own=Given()).sha256 == from_entries.sha256


def test_solve_takes_the_tables_of_a_cohort(cohort: tercet.Cohort, from_entries: tercet.Problem) -> None:
    rules = tercet.Rules(own=1, max_minutes=90)
    plan = tercet.solve(cohort, rules, own=OWN, minutes=MINUTES, forbidden=MASK)
    assert plan.problem.sha256 == from_entries.sha256
    with pytest.raises(TypeError, match="a problem already has its tables"):
        tercet.solve(from_entries, own=OWN)


def test_all_that_is_wrong_is_said_at_once(cohort: tercet.Cohort) -> None:
    own, minutes, mask = OWN.astype(float), MINUTES.copy(), MASK.astype(int)
    own[0, 1], own[0, 5], own[1, 2], own[2, 3] = math.nan, -1, 10_001, 0.5
    minutes[3, 4], minutes[6, 5] = -1, 99
    mask[7, 8] = 2
    with pytest.raises(tercet.InputError) as caught:
        _problem(cohort, own, minutes, mask, ids=[*IDS[:11], "01"])
    found = {(issue.code, issue.school, issue.key, issue.value) for issue in caught.value.issues}
    expected = {
        ("not-a-number", "01", "tables.own[02]", "NaN"),
        ("number-out-of-range", "02", "tables.own[03]", "10001"),
        ("not-a-number", "03", "tables.own[04]", "0.5"),
        ("number-out-of-range", "04", "tables.minutes[05]", "-1"),
        ("duplicate-entry", "06", "tables.minutes[07]", "11"),
        ("wrong-kind", "08", "tables.forbidden[09]", "2"),
        ("repeated-name", None, "tables.own", "01"),
        ("missing-value", "12", "tables.own", None),
    }
    assert expected <= found
    (first,) = [issue for issue in caught.value.issues if issue.value == "NaN"]
    assert first.message == "the cell is not 0 to 10,000 whole points (its row has 1 more such cell)"


@pytest.mark.parametrize(
    ("own", "shape"),
    [(OWN[:11], "11 x 12"), (OWN[:, :11], "12 x 11"), (OWN.ravel(), "144"), (np.zeros((12, 12, 2)), "12 x 12 x 2")],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_array_of_another_shape_is_an_issue(cohort: tercet.Cohort, own: Any, shape: str) -> None:  # noqa: ANN401
    with pytest.raises(tercet.InputError) as caught:
        _problem(cohort, own=own)
    assert [(issue.code, issue.value) for issue in caught.value.issues] == [("wrong-kind", shape)]


def test_unknown_ids_are_passed_over_with_a_warning(cohort: tercet.Cohort) -> None:
    problem = _problem(cohort, ids=[*IDS[:11], "99"])
    codes = [(issue.code, issue.severity) for issue in problem.warnings]
    assert codes == [("unknown-school", "warning"), ("missing-value", "warning")] * 3


def test_what_cannot_be_read_as_a_matrix_is_a_type_error(cohort: tercet.Cohort) -> None:
    pandas = pytest.importorskip("pandas")
    with pytest.raises(TypeError, match=r"frame\.to_numpy\(\), and ids="):
        _problem(cohort, own=pandas.DataFrame(OWN))
    with pytest.raises(TypeError, match="give numbers"):
        _problem(cohort, own=OWN.astype(object))
    with pytest.raises(TypeError, match="no array is given"):
        tercet.Problem(cohort, ids=IDS)


def test_lists_of_rows_and_text_for_days_are_refused_with_what_to_give() -> None:
    cohort = tercet.example_cohort()
    rows = [[0] * len(cohort) for _ in range(len(cohort))]
    with pytest.raises(TypeError, match="a list of lists is not a table; give an array"):
        tercet.Problem(cohort, own=rows)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="as a list of dates"):
        tercet.Problem(cohort, usable_days={"01": "2026-10-05"})
