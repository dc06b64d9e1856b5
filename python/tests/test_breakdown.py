"""Plans taken apart, and held against each other, from Python."""

import json
import pickle
from pathlib import Path

import pytest

import tercet

FIRST = [["01", "03", "05"], ["02", "06", "09"], ["04", "07", "11"], ["08", "10", "12"]]
SECOND = [["02", "03", "05"], ["01", "06", "09"], ["04", "07", "11"], ["08", "10", "12"]]


def test_the_parts_of_a_plan_sum_to_its_value_at_every_step(plan: tercet.Plan) -> None:
    parts = tercet.explain(plan.problem, plan)
    assert parts.value == plan.value
    assert parts.value == sum(group["value"] for group in parts.groups) - parts.price * len(parts.unmatched)
    for group in parts.groups:
        assert group["value"] == sum(school["benefit"] for school in group["schools"])
        for school in group["schools"]:
            assert school["benefit"] == sum(part["weight"] * part["points"] for part in school["terms"]) // 1000
            points = {part["term"]: part["points"] for part in school["terms"] if isinstance(part["term"], str)}
            assert points["learn"] == sum(lesson["points"] for lesson in school["learns"])
            assert points["share"] == sum(offer["points"] for offer in school["offers"]) // len(school["offers"])


def test_a_plan_is_taken_apart_in_whatever_form_it_is_given(plan: tercet.Plan, tmp_path: Path) -> None:
    plan.export(tmp_path)
    expected = tercet.explain(plan.problem, plan).to_text()
    for given in (tmp_path / "plan.json", str(tmp_path / "groups.csv"), plan.groups):
        assert tercet.explain(plan.problem, given).to_text() == expected
        assert tercet.check(plan.problem, given).value == plan.value


def test_a_school_that_no_group_has_is_a_key_error(problem: tercet.Problem) -> None:
    parts = tercet.explain(problem, FIRST)
    assert parts.school("01")["school"] == "01"
    with pytest.raises(KeyError, match="99"):
        parts.school("99")


def test_a_comparison_names_who_moved_and_its_changes_sum_to_the_difference(problem: tercet.Problem) -> None:
    comparison = tercet.compare(problem, FIRST, SECOND)
    assert (comparison.moved, comparison.kept) == (["01", "02"], 2)
    assert comparison.after - comparison.before == sum(change["change"] for change in comparison.changes)
    assert comparison.before == tercet.check(problem, FIRST).value
    ash = next(change for change in comparison.changes if change["school"] == "01")
    assert (ash["loses"], ash["finds"]) == (["03", "05"], ["06", "09"])


def test_both_are_the_same_after_pickling(problem: tercet.Problem) -> None:
    for made in (tercet.explain(problem, FIRST), tercet.compare(problem, FIRST, SECOND)):
        copy = pickle.loads(pickle.dumps(made))
        assert (copy.to_text(), copy.to_json()) == (made.to_text(), made.to_json())
        json.loads(made.to_json())


def test_groups_are_read_from_text_and_from_bytes(problem: tercet.Problem) -> None:
    text = "group,school\n" + "".join(f"{number},{school}\n" for number, ids in enumerate(FIRST) for school in ids)
    assert tercet.groups_from_csv(problem, text) == tercet.groups_from_csv(problem, text.encode()) == FIRST
    with pytest.raises(tercet.InputError) as caught:
        tercet.groups_from_csv(problem, b"school,group\nCaf\xe9,1\n99,1\n", "mine")
    assert [(issue.code, issue.file) for issue in caught.value.issues] == [("not-text", "mine")]
