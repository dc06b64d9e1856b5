"""The problem: cohort, rules and the tables beside them."""

from pathlib import Path

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


def test_a_problem_survives_json(problem: tercet.Problem, tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    path.write_text(problem.to_json(), encoding="utf-8")
    assert tercet.Problem.read(path).sha256 == problem.sha256


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
