"""What notebooks show: small HTML tables without scripts, styles or anything from the network."""

from collections.abc import Iterable, Sequence
from html import escape

from tercet._native import Calendar, Cohort, Feedback, Plan
from tercet.records import Figure

__all__ = ["calendar_html", "cohort_html", "feedback_html", "plan_html"]

_MOST_ROWS = 60


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
        f"<li>group {clash['group']}: {escape(clash['have'])}; {escape(clash['need'])}; {escape(clash['fix'])}</li>"
        for clash in calendar.clashes
    )
    rows = [
        (f"{row['date']:%a %d %b %Y}", str(row["group"]), row["name"], row["facilitator"] or "", row["visitors"])
        for row in calendar.to_dicts()
    ]
    gap = "" if calendar.gap is None else f"; no calendar can beat this by more than {calendar.gap * 100:.2f} %"
    caption = f"{len(rows)} visits, {calendar.status}{gap}"
    table = _table(caption, ("date", "group", "host", "facilitator", "visitors"), rows, len(rows))
    return f"<p>Groups without visits:</p><ul>{clashes}</ul>{table}" if clashes else table


def cohort_html(cohort: Cohort) -> str:
    """Lay out the schools of a cohort as a table.

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
    rows = (
        (school["id"], school["name"], _list(school["attributes"]), _list(school["strengths"]), _list(school["needs"]))
        for school in cohort.schools[:_MOST_ROWS]
    )
    caption = f"{len(cohort)} schools, {len(cohort.areas)} areas"
    return _table(caption, ("id", "name", "attributes", "strengths", "needs"), rows, len(cohort))


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
    table = _table(caption, ("rate", "by", "of", "count", "share", "95 % interval"), rows, len(rows))
    return feedback.to_svg() + table


def _rate(row: Figure) -> tuple[str, str, str]:
    if row["share"] is None or row["low"] is None or row["high"] is None:
        return ("hidden", "", "")
    interval = f"{row['low']:.0%} to {row['high']:.0%}"
    return (f"{row['count']} of {row['of']}", f"{row['share']:.0%}", interval)


def plan_html(plan: Plan) -> str:
    """Lay out the groups of a plan as a table.

    Parameters
    ----------
    plan : Plan
        The plan.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> import tercet
    >>> from tercet.display import plan_html
    >>> "Ash Lane Primary" in plan_html(tercet.solve(tercet.example_cohort()))
    True
    """
    if plan.value is None:
        reasons = "".join(f"<li>{escape(reason['have'])}; {escape(reason['need'])}</li>" for reason in plan.reasons)
        return f"<p>No plan: {escape(plan.status)}</p><ul>{reasons}</ul>"
    rows = [
        (_cell(row["group"]), _cell(row["school"]), _cell(row["name"]), _percent(row["benefit"]), _cell(row["learns"]))
        for row in plan.to_dicts()
    ]
    gap = "" if plan.gap is None else f"; no plan can beat this by more than {plan.gap * 100:.2f} %"
    caption = f"{len(plan.groups)} groups, {plan.status}{gap}"
    return _table(caption, ("group", "id", "name", "benefit", "learns"), rows, len(rows))


def _table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], total: int) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    body = [f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows]
    shown = body[:_MOST_ROWS]
    more = f"<p>and {total - len(shown)} more</p>" if total > len(shown) else ""
    title = f"<caption>{escape(caption)}</caption>"
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{''.join(shown)}</tbody></table>{more}"


def _list(values: dict[str, float] | dict[str, str | float]) -> str:
    texts = {name: f"{value:g}" if isinstance(value, float) else value for name, value in values.items()}
    return ", ".join(f"{name} {text}" for name, text in texts.items())


def _cell(value: int | str | None) -> str:
    return "" if value is None else str(value)


def _percent(points: int | str | None) -> str:
    return f"{points / 100:.1f} %" if isinstance(points, int) else ""
