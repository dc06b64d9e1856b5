"""Rules in force: their ids, a problem without one of them, and a problem with others."""

import pytest

import tercet
from tercet.records import RuleInForce


def _ids(problem: tercet.Problem) -> list[str]:
    return [rule.id for rule in problem.rules_in_force()]


def test_each_statement_has_an_id_a_rule_a_sentence_and_an_origin(cohort: tercet.Cohort) -> None:
    rules = tercet.Rules(max_km=300, apart=[["01", "02"], ["03", "04"]])
    found = {rule.id: rule for rule in tercet.Problem(cohort, rules).rules_in_force()}
    assert set(found) == {
        "sizes",
        "differ:region",
        "differ:trust",
        "same:phase",
        "max_km",
        "apart:1",
        "apart:2",
        "unmatched",
    }
    assert found["max_km"].rule == "max_km"
    assert "300 km" in found["max_km"].sentence
    assert (found["max_km"].origin, found["differ:region"].origin) == ("chosen", "default")
    assert found["apart:2"].rule == "apart"
    assert "Damson Road" in found["apart:2"].sentence


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_a_frame_can_be_made_of_the_records(cohort: tercet.Cohort, backend: str) -> None:
    frames = pytest.importorskip(backend)
    for records, columns in (
        (tercet.Problem(cohort).rules_in_force(), ["id", "rule", "sentence", "origin"]),
        (tercet.codes(), ["code", "severity", "meaning", "fix"]),
    ):
        frame = frames.DataFrame(records)
        assert (list(frame.columns), len(frame)) == (columns, len(records))


def test_records_are_frozen(cohort: tercet.Cohort) -> None:
    rule = tercet.Problem(cohort).rules_in_force()[0]
    assert isinstance(rule, RuleInForce)
    with pytest.raises(AttributeError):
        rule.id = "other"  # type: ignore[misc]


def test_every_statement_can_be_left_out_and_only_that(cohort: tercet.Cohort) -> None:
    rules = tercet.Rules(max_km=300, max_minutes=90, apart=[["01", "02"], ["03", "04"]], learn_at_least=0.1)
    problem = tercet.Problem(cohort, rules, minutes={("01", "03"): 20}, forbidden=[("01", "04")])
    for rule in problem.rules_in_force():
        left = {(other.rule, other.sentence) for other in problem.without(rule.id).rules_in_force()}
        stated = {(other.rule, other.sentence) for other in problem.rules_in_force()}
        assert (rule.rule, rule.sentence) not in left
        assert stated - left == {(rule.rule, rule.sentence)}
    assert len(problem.rules_in_force()) == len(_ids(problem)), "the problem itself stays"


def test_without_a_rule_groups_may_break_it(cohort: tercet.Cohort) -> None:
    near = tercet.Problem(cohort, tercet.Rules(max_km=1))
    assert tercet.solve(near).status == "infeasible"
    assert tercet.solve(near.without("max_km")).value == tercet.solve(cohort).value


def test_an_unknown_id_lists_those_in_force(cohort: tercet.Cohort) -> None:
    problem = tercet.Problem(cohort)
    with pytest.raises(tercet.OptionsError) as caught:
        problem.without("differ:regoin")
    assert "'differ:regoin'" in str(caught.value).replace('"', "'")
    assert all(rule in str(caught.value) for rule in _ids(problem))


def test_with_rules_changes_what_is_named_and_keeps_the_rest(cohort: tercet.Cohort) -> None:
    stated = tercet.Rules(max_km=300, sizes=[3], aim="worst_first", labels={"send": "Special needs"})
    problem = tercet.Problem(cohort, stated, forbidden=[("01", "02")])
    changed = problem.with_rules(max_km=200, same=[])
    assert changed.rules == tercet.Rules(
        max_km=200, sizes=[3], aim="worst_first", same=[], labels={"send": "Special needs"}
    )
    assert "forbidden" in _ids(changed), "tables stay"
    assert problem.rules.to_dict()["rules"]["max_km"] == 300, "the problem itself stays"
    assert problem.with_rules(max_km=None).rules == tercet.Rules(
        sizes=[3], aim="worst_first", labels={"send": "Special needs"}
    )
    assert problem.with_rules().sha256 == problem.sha256


def test_with_rules_refuses_what_rules_refuse(cohort: tercet.Cohort) -> None:
    problem = tercet.Problem(cohort)
    with pytest.raises(TypeError, match="furthest"):
        problem.with_rules(furthest=3)  # type: ignore[call-arg]
    with pytest.raises(tercet.InputError) as caught:
        problem.with_rules(sizes=[9])
    assert caught.value.issues[0].code == "size-out-of-range"
    with pytest.raises(tercet.InputError) as caught:
        problem.with_rules(differ=["colour"])
    assert caught.value.issues[0].code == "unknown-attribute"
