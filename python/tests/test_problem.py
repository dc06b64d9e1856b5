"""The problem: cohort, rules, the tables beside them, and the graph of who may meet."""

import pickle
import sys
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pytest

import tercet


def test_tables_are_taken_as_data_or_as_files(cohort: tercet.Cohort, tmp_path: Path) -> None:
    (tmp_path / "history.csv").write_text("year,group,school\n2024,a,01\n2024,a,02\n")
    (tmp_path / "forbidden.csv").write_text("school,peer\n01,03\n")
    (tmp_path / "own.csv").write_text("school,peer,points\n01,05,10000\n")
    (tmp_path / "minutes.csv").write_text("school,peer,minutes\n01,05,90\n")
    from_files = tercet.Problem(
        cohort,
        history=tmp_path / "history.csv",
        forbidden=tmp_path / "forbidden.csv",
        own=tmp_path / "own.csv",
        minutes=str(tmp_path / "minutes.csv"),
    )
    from_data = tercet.Problem(
        cohort,
        history=[(2024, ["01", "02"])],
        forbidden=[("01", "03")],
        own={("01", "05"): 10_000},
        minutes=[("01", "05", 90)],
    )
    assert from_files.sha256 == from_data.sha256
    assert from_files.sha256 != tercet.Problem(cohort).sha256


def test_usable_days_are_a_year_or_a_table_of_any_kind_or_dates_by_school(
    cohort: tercet.Cohort, tmp_path: Path
) -> None:
    rules = tercet.Rules(common_days=20)
    terms = [{"term": "Autumn", "start": "2026-09-01", "end": "2026-12-18"}]
    year = tercet.Year(terms, unavailable=[{"school": "01", "start": "2026-10-01", "end": "2026-11-30"}])
    days = year.usable_days(cohort)
    assert days["02"] == [day for day in days["02"] if day.weekday() < 5]
    assert set(days["02"]) - set(days["01"]) == {day for day in days["02"] if 10 <= day.month <= 11}
    rows = [{"school": school, "date": day} for school, dates in days.items() for day in dates]
    path = tmp_path / "days.csv"
    path.write_text("school,date\n" + "".join(f"{row['school']},{row['date']}\n" for row in rows))
    by_school = {school: [day.isoformat() for day in dates] for school, dates in days.items()}
    given: list[Any] = [days, by_school, rows, path, pd.DataFrame(rows)]
    problems = [tercet.Problem(cohort, rules, usable_days=table) for table in [year, *given]]
    assert len({problem.sha256 for problem in problems}) == 1
    again = pickle.loads(pickle.dumps(problems[0]))
    assert again.sha256 == problems[0].sha256


def test_the_issues_of_usable_days_are_reported(cohort: tercet.Cohort) -> None:
    def codes(**tables: Any) -> set[str]:  # noqa: ANN401 - any table
        with pytest.raises(tercet.InputError) as error:
            tercet.Problem(cohort, tercet.Rules(common_days=1), **tables)
        return {issue.code for issue in error.value.issues}

    assert codes() == {"missing-table"}
    of_one = tercet.Year([{"term": "Autumn", "start": "2026-09-01", "end": "2026-12-18", "school": "01"}])
    assert codes(usable_days=of_one) == {"no-terms"}
    assert codes(usable_days={"01": ["2026-10-05"]}) == {"missing-days"}
    assert codes(usable_days={"01": ["5.10.2026"]}) == {"invalid-date"}
    assert codes(usable_days=[{"school": "01", "date": "5.10.2026"}]) == {"invalid-date"}
    with pytest.raises(TypeError):
        tercet.Problem(cohort, usable_days=3)


def test_a_school_that_cannot_meet_any_other_is_the_reason_for_no_plan(cohort: tercet.Cohort) -> None:
    days = {f"{number:02}": ["2026-10-05", "2026-10-06"] for number in range(1, 13)} | {"04": []}
    problem = tercet.Problem(cohort, tercet.Rules(common_days=2), usable_days=days)
    plan = tercet.solve(problem)
    assert plan.status == "infeasible"
    assert plan.reasons[0]["have"].endswith("has 0 usable days")
    priced = tercet.Problem(cohort, tercet.Rules(common_days=2, unmatched=100), usable_days=days)
    assert "04" in tercet.solve(priced).unmatched


def test_a_problem_survives_json(problem: tercet.Problem, tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    path.write_text(problem.to_json(), encoding="utf-8")
    assert tercet.Problem.load(path).sha256 == problem.sha256


def test_unknown_names_are_issues(cohort: tercet.Cohort) -> None:
    with pytest.raises(tercet.InputError) as caught:
        tercet.Problem(cohort, tercet.Rules(differ=["colour"], apart=[["01", "99"]]))
    assert {issue.code for issue in caught.value.issues} == {"unknown-attribute", "unknown-school"}


def test_contradictions_are_issues(cohort: tercet.Cohort) -> None:
    rules = tercet.Rules(together=[["01", "03"]], apart=[["01", "03"]])
    with pytest.raises(tercet.InputError):
        tercet.Problem(cohort, rules)


def test_a_table_of_the_wrong_kind_is_a_type_error(cohort: tercet.Cohort) -> None:
    with pytest.raises(TypeError):
        tercet.Problem(cohort, own=[("01", "05", "much")])  # type: ignore[list-item]


def test_the_graph_has_an_edge_for_each_pair_that_may_meet(cohort: tercet.Cohort) -> None:
    edges = tercet.Problem(cohort, tercet.Rules(apart=[["01", "05"]])).edges()
    pairs = list(zip(edges["source"], edges["target"], strict=True))
    assert len(set(pairs)) == len(pairs)
    assert ("01", "03") in pairs
    assert ("01", "02") not in pairs, "both are in the North East"
    assert ("02", "04") not in pairs, "both are in the trust Harbour"
    assert ("01", "05") not in pairs, "kept apart"
    assert all(0 <= weight <= 20_000 for weight in edges["weight"])


def test_an_edge_says_what_each_could_learn_from_the_other_and_how_far_it_is() -> None:
    rows: list[dict[str, object]] = [
        {"id": "A", "easting": 400_000, "northing": 400_000, "strength:eal": 5, "need:send": 1},
        {"id": "B", "easting": 430_000, "northing": 400_000, "strength:send": 2, "need:eal": 1},
        {"id": "C", "need:eal": 1},
    ]
    edges = tercet.Problem(tercet.Cohort.from_frame(rows)).edges()
    assert list(zip(edges["source"], edges["target"], strict=True)) == [("A", "B"), ("A", "C"), ("B", "C")]
    assert (edges["source_learns"], edges["target_learns"]) == ([4_000, 0, 0], [10_000, 10_000, 0])
    assert edges["km"] == [30.0, None, None]


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_the_graph_comes_as_frames_of_each_kind(
    problem: tercet.Problem, backend: Literal["pandas", "polars", "pyarrow"]
) -> None:
    pytest.importorskip(backend)
    edges, nodes = problem.edges(backend), problem.nodes(backend)
    assert {type(edges).__module__.split(".")[0], type(nodes).__module__.split(".")[0]} == {backend}
    assert edges.shape == (len(problem.edges()["source"]), 6)
    assert nodes.shape == (12, 4 + 2 * len(problem.cohort.areas))


def test_networkx_has_every_school_and_what_the_tables_say(cohort: tercet.Cohort) -> None:
    alone = tercet.Problem(cohort, tercet.Rules(apart=[["12", other] for other in cohort_ids(cohort) if other != "12"]))
    graph = alone.to_networkx()
    assert sorted(graph) == cohort_ids(cohort), "those without an edge too"
    assert graph.degree["12"] == 0
    edges = alone.edges()
    assert graph.number_of_edges() == len(edges["source"])
    first = graph.edges[edges["source"][0], edges["target"][0]]
    assert first["learns"] == {
        edges["source"][0]: edges["source_learns"][0],
        edges["target"][0]: edges["target_learns"][0],
    }
    assert (first["weight"], first["km"]) == (edges["weight"][0], edges["km"][0])
    assert graph.nodes["01"]["name"] == "Ash Lane Primary"
    area = cohort.areas[0]
    assert graph.nodes["01"][f"strength:{area}"] == alone.nodes()[f"strength:{area}"][0]


def cohort_ids(cohort: tercet.Cohort) -> list[str]:
    return [school["id"] for school in cohort.schools]


def test_without_networkx_it_is_said_how_to_get_it(problem: tercet.Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(ImportError, match=r"pip install .tercet\[graph\]"):
        problem.to_networkx()
