"""What notebooks show: everything that matters, nothing that a name could break, and so much that it can be read."""

import json
import re
from html.parser import HTMLParser

import pytest

import tercet

HOSTILE = "<script>alert(1)</script>\"'&"
VOID = {"br", "path", "rect", "circle"}


class _Balance(HTMLParser):
    """Notes what is opened and not closed, and the attributes there are."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _objects(cohort: tercet.Cohort) -> dict[str, str]:
    problem = tercet.Problem(cohort)
    plan = tercet.solve(problem, strategy="greedy")
    return {
        "cohort": cohort._repr_html_(),
        "problem": problem._repr_html_(),
        "plan": plan._repr_html_(),
        "breakdown": tercet.explain(problem, plan)._repr_html_(),
        "supply": cohort.need_and_supply()._repr_html_(),
        "checked": tercet.check(problem, plan)._repr_html_(),
        "comparison": tercet.compare(problem, plan, plan)._repr_html_(),
        "map": plan.map()._repr_html_(),
        "group": plan.map(1)._repr_html_(),
    }


def _hostile() -> tercet.Cohort:
    rows = [
        {
            "id": f"{n}<",
            "name": HOSTILE,
            "region": f"{HOSTILE} {n}",
            f"strength:{HOSTILE}": 4 if n % 2 else None,
            f"need:{HOSTILE}": None if n == 2 else 1,
        }
        for n in range(6)
    ]
    return tercet.Cohort.from_frame(rows)


@pytest.mark.parametrize("make", [tercet.example_cohort, _hostile], ids=["example", "hostile"])
def test_everything_shown_is_whole_html_that_runs_and_loads_nothing(make: "type[tercet.Cohort]") -> None:
    for name, text in _objects(make()).items():
        balance = _Balance()
        balance.feed(text)
        assert balance.open == [], name
        assert not [attribute for attribute in balance.attributes if attribute.startswith("on")], name
        assert "<script" not in text, name
        assert not re.search(r"https?:(?!//www\.w3\.org/2000/svg)", text), name


def test_a_plan_says_how_good_it_is_and_who_learns_what_from_whom(plan: tercet.Plan) -> None:
    text = plan._repr_html_()
    assert plan.verdict.split(".")[0] in text
    names = {school["id"]: school["name"] for school in plan.problem.cohort.schools}
    for group in tercet.explain(plan.problem, plan).groups:
        for school in group["schools"]:
            for lesson in school["learns"]:
                area, source = plan.problem._label(lesson["area"]), lesson["from"]
                if source is not None:
                    told = f"<strong>{area}</strong> from <bdi>{names[source['school']]}</bdi>, met {source['level']}"
                    assert f"{told}%" in text


def test_a_breakdown_names_who_would_step_in_and_what_is_shared(plan: tercet.Plan) -> None:
    parts = tercet.explain(plan.problem, plan)
    text = parts._repr_html_()
    assert "; second choice <bdi>" in text
    assert "% of its needs" in text
    assert f"{parts.value:,} points" in text


def test_no_plan_says_why_and_what_would_help(cohort: tercet.Cohort) -> None:
    plan = tercet.solve(cohort, tercet.Rules(max_km=1))
    text = plan._repr_html_()
    assert plan.verdict.split(".")[0] in text
    assert plan.reasons[0]["fixes"][0] in text


def test_a_problem_shows_its_rules_as_sentences(cohort: tercet.Cohort) -> None:
    text = tercet.Problem(cohort, tercet.Rules(max_km=250, differ=[]))._repr_html_()
    assert "250 km" in text
    assert "stated" in text
    assert "default" in text


def test_a_large_cohort_is_capped_and_what_is_left_out_is_said() -> None:
    cohort = tercet.generate(600)
    plan = tercet.solve(cohort, strategy="greedy")
    shown = plan._repr_html_()
    bodies = shown.count("<tbody>")
    assert f"and {len(plan.groups) - bodies} more groups; <code>plan.to_frame()</code> has all of them" in shown
    assert "and 580 more schools; <code>cohort.schools</code> has all of them" in cohort._repr_html_()
    assert all(len(text) < 60_000 for name, text in _objects(cohort).items() if name != "map")
    assert len(plan.map()._repr_html_()) < 200_000


def test_schools_left_out_are_named(cohort: tercet.Cohort) -> None:
    plan = tercet.solve(cohort, tercet.Rules(sizes=[5], unmatched=100, differ=[]), strategy="greedy")
    names = {school["id"]: school["name"] for school in cohort.schools}
    told = plan._repr_html_().split("Without a group: ")[1]
    assert all(names[school] in told for school in plan.unmatched)


def test_a_gap_that_is_shown_is_rounded_up(plan: tercet.Plan) -> None:
    stated = json.loads(plan.to_json())
    stated |= {"value": 1_000_000, "bound": 1_000_020, "gap": 0.00002, "status": "feasible", "proof": "solver"}
    nearly = tercet.Plan.from_json(json.dumps(stated), plan.problem)
    for told in (nearly._repr_html_(), nearly.verdict, repr(nearly)):
        assert "0.01%" in told
        assert "0.00" not in told


def test_the_gap_of_a_calendar_is_rounded_up(plan: tercet.Plan) -> None:
    calendar = tercet.schedule(plan, tercet.example_year(), rounds=5)
    stated = json.loads(calendar.to_json()) | {"bound": calendar.value + 1, "gap": 1 / calendar.value}
    nearly = tercet.Calendar.from_json(json.dumps(stated | {"status": "feasible"}), plan.problem, calendar.year)
    for told in (nearly._repr_html_(), repr(nearly)):
        assert "0.01%" in told
        assert "0.00" not in told
