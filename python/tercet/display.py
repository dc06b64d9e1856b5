"""What notebooks show: small HTML tables without scripts, in the notebook's colours, with nothing from the network."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TypeAlias

from tercet._markup import Html, framed, group_size, laid_out, left_out, lines, list_items, small, spaced, table, td
from tercet._native import Breakdown, Calendar, Cohort, Feedback, Issue, NeedAndSupply, Plan, Problem, explain
from tercet.records import Figure, Lesson, School, SchoolBreakdown

__all__ = [
    "breakdown_html",
    "calendar_html",
    "cohort_html",
    "feedback_html",
    "need_and_supply_html",
    "plan_html",
    "problem_html",
]

_Names: TypeAlias = Mapping[str, School]

# A page holds this much of a large cohort, and says how much is left out.
_MOST_ROWS = 60
_MOST_GROUPED = 40
_MOST_SCHOOLS = 20
_MOST_WARNINGS = 5


def calendar_html(calendar: Calendar) -> str:
    """Lay out the visits of a calendar as a table, after the groups that cannot meet.

    Parameters
    ----------
    calendar : Calendar
        The calendar.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> import tercet
    >>> from tercet.display import calendar_html
    >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    >>> "Ash Lane Primary" in calendar_html(calendar)
    True
    """
    clashes = "".join(
        f"<li>{_whose(clash['group'])}: {escape(clash['have'])}; {escape(clash['need'])}; {escape(clash['fix'])}</li>"
        for clash in calendar.clashes
    )
    rows = [
        (f"{row['date']:%a %d %b %Y}", str(row["group"]), row["name"], row["facilitator"] or "", row["visitors"])
        for row in calendar.to_dicts()
    ]
    gap = "" if calendar.gap is None else f"; no calendar can beat this by more than {calendar.gap * 100:.2f} %"
    caption = f"{len(rows)} visits, {calendar.status}{gap}"
    content = table(caption, ("date", "group", "host", "facilitator", "visitors"), rows[:_MOST_ROWS])
    content += left_out(len(rows) - _MOST_ROWS, "visit", "calendar.to_frame()")
    return framed(f"<p>Groups without visits:</p><ul>{clashes}</ul>{content}" if clashes else content)


def cohort_html(cohort: Cohort) -> str:
    """Lay out the schools of a cohort as a table, after what the reader warns of.

    Parameters
    ----------
    cohort : Cohort
        The cohort.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> import tercet
    >>> from tercet.display import cohort_html
    >>> "Ash Lane Primary" in cohort_html(tercet.example_cohort())
    True
    """
    names: _Names = {school["id"]: school for school in cohort.schools}
    rows = (
        (_named(school["id"], names), _list(school["strengths"]), _list(school["needs"]))
        for school in cohort.schools[:_MOST_SCHOOLS]
    )
    located = sum(school["location"] is not None for school in cohort.schools)
    caption = f"{len(cohort)} schools, {len(cohort.areas)} areas of practice; the location of {located} is known"
    if cohort.attributes:
        caption += f"; attributes: {', '.join(map(spaced, cohort.attributes))}"
    content = table(caption, ("school", "strengths", "needs (priorities)"), rows)
    more = left_out(len(cohort) - _MOST_SCHOOLS, "school", "cohort.schools")
    return framed(_warnings(cohort.warnings) + content + more)


def feedback_html(feedback: Feedback) -> str:
    """Lay out the rates of all schools together as a chart, and all rates as a table.

    Parameters
    ----------
    feedback : Feedback
        The feedback.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> import tercet
    >>> from tercet.display import feedback_html
    >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    >>> "<svg" in feedback_html(tercet.feedback(calendar))
    True
    """
    rows = [(row["measure"].replace("_", " "), row["by"], row["value"], *_rate(row)) for row in feedback.figures]
    caption = f"{len(rows)} rates, {len(feedback.suggestions)} suggestions"
    content = table(caption, ("rate", "by", "of", "count", "share", "95 % interval"), rows[:_MOST_ROWS])
    return framed(feedback.to_svg() + content + left_out(len(rows) - _MOST_ROWS, "rate", "feedback.to_frame()"))


def _rate(row: Figure) -> tuple[str, str, str]:
    if row["share"] is None or row["low"] is None or row["high"] is None:
        return ("hidden", "", "")
    interval = f"{row['low']:.0%} to {row['high']:.0%}"
    return (f"{row['count']} of {row['of']}", f"{row['share']:.0%}", interval)


def need_and_supply_html(supply: NeedAndSupply) -> str:
    """Show which areas are short in a sentence and a chart.

    Parameters
    ----------
    supply : NeedAndSupply
        Need and supply by area.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> import tercet
    >>> from tercet.display import need_and_supply_html
    >>> "early years" in need_and_supply_html(tercet.example_cohort().need_and_supply())
    True
    """
    return framed(f"<p>{escape(supply.verdict)}</p>{supply.chart()._repr_html_()}")


def plan_html(plan: Plan) -> str:
    """Lay out how good a plan is, in words, and its groups: who learns what from whom.

    Parameters
    ----------
    plan : Plan
        The plan.

    Returns
    -------
    str
        HTML. Of a large plan the first groups, with how many are left out.

    Examples
    --------
    >>> import tercet
    >>> from tercet.display import plan_html
    >>> "Ash Lane Primary" in plan_html(tercet.solve(tercet.example_cohort()))
    True
    """
    if plan.value is None:
        reasons = "".join(
            f"<li>{escape(reason['have'])}; {escape(reason['need'])}{list_items(reason['fixes'])}</li>"
            for reason in plan.reasons
        )
        return framed(f"<p><strong>{escape(plan.verdict)}</strong></p><ul>{reasons}</ul>")
    parts = explain(plan.problem, plan)
    title = f"{len(plan.problem)} schools in {len(plan.groups)} groups"
    return framed(
        f"<p><strong>{title}.</strong> {escape(plan.verdict)}</p>"
        + _groups(parts, ("school", "benefit", "learns"), _plan_row, "plan.to_frame()")
        + _unmatched(parts)
    )


def breakdown_html(parts: Breakdown) -> str:
    """Lay out a plan taken apart: terms, what each school learns from whom, who would step in, and what it shares.

    Parameters
    ----------
    parts : Breakdown
        What `tercet.explain` gives.

    Returns
    -------
    str
        HTML. Of a large plan the first groups, with how many are left out.

    Examples
    --------
    >>> import tercet
    >>> from tercet.display import breakdown_html
    >>> plan = tercet.solve(tercet.example_cohort())
    >>> "of its needs" in breakdown_html(tercet.explain(plan.problem, plan))
    True
    """
    header = ("school", "benefit", "learns", "can share")
    title = f"<p>{len(parts.groups)} groups, worth {parts.value:,} points</p>"
    return framed(title + _groups(parts, header, _breakdown_row, "breakdown.groups") + _unmatched(parts))


def problem_html(problem: Problem) -> str:
    """Lay out the rules in force, as sentences, after what there is to warn of.

    Parameters
    ----------
    problem : Problem
        The problem.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> import tercet
    >>> from tercet.display import problem_html
    >>> "A group has 3 or 4 schools" in problem_html(tercet.Problem(tercet.example_cohort()))
    True
    """
    caption = f"{len(problem)} schools, {len(problem.cohort.areas)} areas of practice, under these rules"
    return framed(
        _warnings(problem.warnings) + table(caption, ("rule", "stated or default"), problem._rules_in_words())
    )


def _groups(
    parts: Breakdown, header: Sequence[str], row: Callable[[SchoolBreakdown, _Names], Sequence[str]], whole: str
) -> str:
    """Lay out a body of rows for each group, as many whole groups as fit."""
    names: _Names = {school["id"]: school for school in parts.problem.cohort.schools}
    bodies: list[str] = []
    shown = 0
    for number, group in enumerate(parts.groups, start=1):
        if shown and shown + len(group["schools"]) > _MOST_GROUPED:
            break
        shown += len(group["schools"])
        size = group_size(len(group["schools"]))
        average = _percent(group["value"] // max(len(group["schools"]), 1))
        head = f'<tr><th colspan="{len(header)}" scope="rowgroup">Group {number}: {size}, {average} a school</th></tr>'
        rows = "".join(f"<tr>{''.join(map(td, row(school, names)))}</tr>" for school in group["schools"])
        bodies.append(f"<tbody>{head}{rows}</tbody>")
    return laid_out("", header, "".join(bodies)) + left_out(len(parts.groups) - len(bodies), "group", whole)


def _plan_row(school: SchoolBreakdown, names: _Names) -> Sequence[str]:
    lessons = [_lesson(lesson, names) for lesson in school["learns"]]
    return (_named(school["school"], names), _percent(school["benefit"]), lines(lessons, "declares no need"))


def _breakdown_row(school: SchoolBreakdown, names: _Names) -> Sequence[str]:
    terms = [
        f"{escape(_term(part['term']))} {_percent(part['points'])} x {_percent(10 * part['weight'])}"
        for part in school["terms"]
    ]
    benefit = Html(f"{_percent(school['benefit'])}{small(*terms)}")
    lessons = [
        _lesson(lesson, names) + small(f"{_whole(lesson['weight'])} of its needs{_second(lesson, names)}")
        for lesson in school["learns"]
    ]
    offers = [
        f"{escape(', '.join(map(spaced, offer['areas'])))} with {_name(offer['to'], names)}"
        for offer in school["offers"]
        if offer["areas"]
    ]
    return (
        _named(school["school"], names),
        benefit,
        lines(lessons, "declares no need"),
        lines(offers, "nothing that its peers need"),
    )


def _lesson(lesson: Lesson, names: _Names) -> str:
    area, source = escape(spaced(lesson["area"])), lesson["from"]
    if source is None:
        return f"<strong>{area}</strong>: no peer is strong in it"
    return f"<strong>{area}</strong> from {_name(source['school'], names)}, met {_whole(source['level'])}"


def _second(lesson: Lesson, names: _Names) -> str:
    second = lesson["second"]
    return "" if second is None else f"; next {_name(second['school'], names)}, {_whole(second['level'])}"


def _named(school: str, names: _Names) -> Html:
    attributes = names[school]["attributes"] if school in names else {}
    traits = [str(attributes[name]) for name in ("region", "phase", "trust") if name in attributes]
    return Html(f"{_name(school, names)}{small(escape(', '.join([school, *traits])))}")


def _name(school: str, names: _Names) -> str:
    return f"<bdi>{escape(names[school]['name'] if school in names else school)}</bdi>"


def _unmatched(parts: Breakdown) -> str:
    if not parts.unmatched:
        return ""
    names: _Names = {school["id"]: school for school in parts.problem.cohort.schools}
    shown = ", ".join(_name(school, names) for school in parts.unmatched[:_MOST_SCHOOLS])
    more = len(parts.unmatched) - _MOST_SCHOOLS
    return f"<p>Without a group: {shown}{f' and {more} more' if more > 0 else ''}</p>"


def _warnings(warnings: Sequence[Issue]) -> str:
    told = [f"{warning.message}; {warning.fix}" for warning in warnings[:_MOST_WARNINGS]]
    if len(warnings) > _MOST_WARNINGS:
        told.append(f"and {len(warnings) - _MOST_WARNINGS} more in .warnings")
    return f"<p>Warnings:</p>{list_items(told)}" if told else ""


def _term(term: str | dict[str, str]) -> str:
    return term if isinstance(term, str) else " ".join(f"{kind} of {spaced(name)}" for kind, name in term.items())


def _list(values: dict[str, float]) -> str:
    # A number stays on the line of its name.
    return ", ".join(f"{spaced(name)}\N{NO-BREAK SPACE}{value:g}" for name, value in values.items())


def _percent(points: int) -> str:
    return f"{points / 100:.1f}\N{NO-BREAK SPACE}%"


def _whole(percent: int) -> str:
    return f"{percent}\N{NO-BREAK SPACE}%"


def _whose(group: int) -> str:
    """Name the groups that a clash is about; 0 stands for all of them."""
    return f"group {group}" if group else "all groups"
