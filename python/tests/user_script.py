"""A user's script that calls everything public once; the tests run it, and check its types as strictly as mypy can.

It is written as a user would write it: whatever needs a cast or an ignore here is a flaw of the stubs.
"""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import tercet
from tercet import __version__, plotting


def cohorts(folder: Path) -> tercet.Cohort:
    """Read and write cohorts in every way."""
    example = tercet.example_cohort()
    path = folder / "cohort.csv"
    example.save(path)
    again = tercet.read_csv(path)
    assert again == tercet.read_csv(str(path))
    assert again.schools == example.schools == tercet.Cohort.from_csv(example.to_csv()).schools
    schools, areas = folder / "schools.csv", folder / "areas.csv"
    schools.write_text("id,name\n01,Ash\n02,Elm\n", encoding="utf-8")
    areas.write_text("id,area,strength,need\n01,reading,4,\n02,reading,,1\n", encoding="utf-8")
    assert len(tercet.read_tables(schools, areas)) == 2
    rows: list[dict[str, object]] = [{"id": "01", "strength:reading": 4}, {"id": "02", "need:reading": 1}]
    assert tercet.Cohort.from_frame(rows).areas == ("reading",)
    register = Path(__file__).parents[2] / "tests" / "data" / "cohorts" / "register_sample.csv"
    assert len(tercet.read_register(register)) > 0
    made: tercet.Cohort = tercet.generate(12, areas=8, seed=1)
    assert made.file is None
    assert made.attributes["region"] == "text"
    name: str = made.schools[0]["name"]
    print(name, [str(warning) for warning in again.warnings], repr(again))
    return example


def rules(folder: Path) -> tercet.Rules:
    """State rules in every way."""
    stated = tercet.Rules(sizes=[3, 4], learn=7, share=3, own=1, max_minutes=120)
    path = folder / "rules.toml"
    path.write_text("[sizes]\nallowed = [3, 4]\n", encoding="utf-8")
    assert tercet.Rules.read(path) == tercet.Rules.from_toml(path.read_text(encoding="utf-8"))
    assert stated != tercet.Rules()
    allowed: object = stated.to_dict()["sizes"]["allowed"]
    print(allowed)
    try:
        tercet.Rules(sizes=[9])
    except tercet.InputError as error:
        issue: tercet.Issue = error.issues[0]
        print(issue.code, issue.severity, issue.file, issue.row, issue.school, issue.key, issue.value)
        print(issue.message, issue.fix)
    return stated


def problems(cohort: tercet.Cohort, stated: tercet.Rules, folder: Path) -> tercet.Problem:
    """State a problem with tables of every kind, and look at its graph."""
    ids = [school["id"] for school in cohort.schools]
    square = memoryview(bytes(range(144))).cast("B", (12, 12))
    problem = tercet.Problem(
        cohort,
        stated,
        history=[(2024, ids[:2])],
        forbidden=[(ids[0], ids[2])],
        own=square,
        minutes={(a, b): 30 for a in ids for b in ids if a < b},
        ids=ids,
        planning_year=2026,
    )
    path = folder / "problem.json"
    problem.save(path)
    assert tercet.Problem.load(path).sha256 == tercet.Problem.from_json(problem.to_json()).sha256 == problem.sha256
    assert problem.cohort == cohort
    assert problem.rules == stated
    assert len(problem) == 12
    print(problem.differ, problem.same, [warning.code for warning in problem.warnings])
    in_force = {rule.id: rule.sentence for rule in problem.rules_in_force()}
    relaxed = problem.without("sizes").with_rules(max_km=200, differ=[])
    print(in_force["sizes"], relaxed.rules)
    edges = problem.edges()
    furthest: float = max(km for km in edges["km"] if km is not None) if any(edges["km"]) else 0.0
    print(furthest, problem.edges("polars").height, sorted(problem.nodes()))
    degrees: int = problem.to_networkx().number_of_nodes()
    assert degrees == len(cohort)
    return problem


def plans(problem: tercet.Problem, folder: Path) -> tercet.Plan:
    """Solve, look at the plan, and write it in every way."""
    seen: list[tercet.Progress] = []
    plan = tercet.solve(problem, seed=1, work_limit=10_000, threads=1, progress=seen.append, on_interrupt="return")
    for state in seen:
        print(state.phase, state.incumbent, state.bound, state.gap, state.work, state.elapsed)
    plan.save(folder / "plan.json")
    plan.export(folder / "plan")
    assert tercet.Plan.load(folder / "plan.json", problem).groups == plan.groups
    assert tercet.Plan.from_json(plan.to_json(), plan.problem).unmatched == plan.unmatched
    assert plan.value is not None
    assert plan.bound is not None
    assert plan.gap is not None
    status: str = plan.status
    print(status, plan.proof, plan.stop, plan.seed, plan.strategy, plan.options["strategy"], plan.reasons)
    benefits = [row["benefit"] for row in plan.to_dicts()]
    print(benefits, plan.to_frame("pandas").shape, len(plan.to_csv()), len(plan.to_text()))
    print(len(plan.to_markdown()), len(plan.to_html()))
    return plan


def pictures(cohort: tercet.Cohort, plan: tercet.Plan, folder: Path) -> None:
    """Draw maps and charts."""
    drawing: tercet.Drawing = plan.map(1)
    drawing.save(folder / "map.svg")
    print(plan.verdict, drawing.title, drawing.description, len(plan.map().to_svg()))
    supply: tercet.NeedAndSupply = cohort.need_and_supply()
    print(supply.verdict, len(supply), supply.to_dicts()[0]["area"], supply.chart().title)
    charts = [plotting.benefit_chart(plan, by="region"), plotting.lessons_chart(plan), plotting.map_chart(plan)]
    print([len(chart.to_json()) for chart in charts], len(plotting.need_and_supply_chart(supply).to_json()))


def after_the_plan(problem: tercet.Problem, plan: tercet.Plan) -> None:
    """Check, explain and compare."""
    checked: tercet.Checked = tercet.check(problem, plan)
    print(checked.is_valid, checked.value, checked.bound, checked.basis, checked.broken, checked.misplaced)
    print(checked.claims, checked.findings, checked.to_text(), len(checked.to_json()))
    parts: tercet.Breakdown = tercet.explain(problem, plan)
    first: str = plan.groups[0][0]
    print(parts.school(first)["benefit"], len(parts.groups), parts.unmatched, parts.price, parts.value)
    print(len(parts.to_text([first])), len(parts.to_json()))
    groups = tercet.groups_from_csv(problem, "school,group\n01,A\n03,A\n05,A\n")
    change: tercet.Comparison = tercet.compare(problem, plan, groups + plan.groups[1:])
    print(change.before, change.after, change.kept, change.moved, change.changes)
    print(change.to_text(), len(change.to_json()))


def the_year(plan: tercet.Plan, folder: Path) -> tercet.Calendar:
    """Lay out the year of visits, and plan it again."""
    year: tercet.Year = tercet.example_year()
    start: date | None = year.start
    print(start, year.end, year.terms, year.facilitators, year.rules)
    assert year == tercet.example_year()
    days: dict[str, list[date]] = year.usable_days(plan.problem.cohort)
    print(year.enough_days(4), min(len(of_school) for of_school in days.values()))
    common = tercet.Problem(plan.problem.cohort, tercet.Rules(common_days=1), usable_days=year)
    assert common.rules == tercet.Problem(plan.problem.cohort, common.rules, usable_days=days).rules
    calendar: tercet.Calendar = tercet.schedule(plan, year, rounds=10, seed=1)
    calendar.save(folder / "calendar.json")
    problem = calendar.problem
    assert tercet.Calendar.load(folder / "calendar.json", problem, calendar.year).value == calendar.value
    assert tercet.Calendar.from_json(calendar.to_json(), problem, year).groups == calendar.groups
    host: str = calendar.visits[0]["host"]
    print(calendar.brief(host)[:80], calendar.clashes, calendar.bound, calendar.gap, calendar.status, calendar.stop)
    print(calendar.to_dicts()[0]["date"], calendar.to_frame("pyarrow").num_rows, len(calendar.to_text()))
    stamp = datetime(2026, 7, 1, tzinfo=UTC)
    contacts: list[dict[str, object]] = [{"school": host, "head": "A. Reader", "head_email": "head@ash.example"}]
    tercet.check_contacts(problem, contacts)
    calendar.export(folder / "calendar", stamp=stamp, contacts=contacts)
    edited = folder / "edited.csv"
    edited.write_text(calendar.to_csv(), encoding="utf-8")
    moved = calendar.edited(edited)
    print(calendar.today, calendar.memberships, calendar.proposals(), calendar.proposals_to_text())
    print(len(calendar.to_ics(stamp=stamp, school=host)), moved.changes(calendar), moved.changes_to_text(calendar))
    again = tercet.replan(calendar, today=date(2026, 9, 1), rounds=10)
    print(tercet.check_calendar(again), again.breaches_to_text(year), again.clashes_to_text())
    code = tercet.codes()[0]
    print(code.code, code.severity, code.meaning, code.fix)
    return calendar


def what_came_back(calendar: tercet.Calendar) -> None:
    """Sum up the feedback."""
    feedback: tercet.Feedback = tercet.feedback(calendar)
    print(feedback.unhidden[:1], feedback.figures[:1], feedback.leaders, feedback.suggestions, feedback.warnings)
    print(feedback.rate("attendance"), feedback.to_frame("pandas").shape, len(feedback.to_csv()))
    print(len(feedback.to_markdown()), len(feedback.to_json()), len(feedback.chart("overall").to_svg()))


def questions(problem: tercet.Problem, plan: tercet.Plan) -> None:
    """Ask what a change would cost, and why there is no plan under stricter rules."""
    with tercet.Session(problem, plan, time_limit=20) as session:
        print(session.problem.find("ash lane primary"), session.plan.groups == plan.groups)
        price: tercet.Price = session.why_not("01", "02")
        print(price.verdict, price.demand, price.at_least, price.at_most, price.value, price.obstacles)
        print(price.groups, price.moved, price.to_text(), len(price.to_json()))
        print(session.price(apart=plan.groups[0][:2]).verdict)
        prices: tercet.RulePrices = session.rule_prices()
        print(prices.value, prices.to_dicts(), prices.to_frame("pandas").shape, prices.to_text(), len(prices.to_json()))
        backbone: tercet.Backbone = session.backbone(within=0.01)
        print(backbone.always, backbone.replaceable, backbone.open, backbone.groups, backbone.least_value)
        print(backbone.to_text(), len(backbone.to_json()))
    found: tercet.Conflict = tercet.conflict(problem.cohort, tercet.Rules(max_km=5), time_limit=20)
    print(found.verdict, found.rules, found.reasons, found.relaxations, found.to_text(), len(found.to_json()))
    effort: tercet.BestEffort = tercet.best_effort(problem.cohort, tercet.Rules(max_km=250), time_limit=20)
    print(effort.plan.status, effort.groups, effort.placed, effort.most_placed, effort.benefit, effort.benefit_bound)
    print(effort.left_out, effort.to_text(), len(effort.to_json()))


def errors(cohort: tercet.Cohort) -> None:
    """Catch what Tercet raises."""
    try:
        tercet.solve(cohort, time_limit=-1)
    except tercet.OptionsError as error:
        print(error)
    for kind in (tercet.InputError, tercet.OptionsError, tercet.BackendError):
        assert issubclass(kind, tercet.Error)


def main() -> None:
    """Do all of it in a folder that is removed afterwards."""
    print(__version__, len(tercet.schema("problem")))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cohort = cohorts(folder)
        problem = problems(cohort, rules(folder), folder)
        plan = plans(problem, folder)
        pictures(cohort, plan, folder)
        after_the_plan(problem, plan)
        questions(problem, plan)
        what_came_back(the_year(plan, folder))
        errors(cohort)


if __name__ == "__main__":
    main()
