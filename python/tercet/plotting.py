"""Draws charts to explore in notebooks. The charts need Altair: ``pip install "tercet[viz]"``.

Each function returns an Altair chart, which you can show, change or save like any other. `Plan.map` and
`NeedAndSupply.chart` need no further package.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from types import ModuleType
from typing import TYPE_CHECKING, TypedDict

from tercet._native import Cohort, NeedAndSupply, Plan, explain

if TYPE_CHECKING:
    from altair import Chart, HConcatChart, LayerChart

__all__ = ["benefit_chart", "lessons_chart", "map_chart", "need_and_supply_chart"]

_NEED, _SUPPLY = "#d55e00", "#0072b2"
_BANDS = {"60 to 79%": "#9ecae1", "80 to 99%": "#4292c6", "100%": "#08519c"}
_LONGEST = 520
_SIZES = {2: "pair", 3: "trio", 4: "quad"}


class _Member(TypedDict):
    """A school in its group, with the fields that every chart shows."""

    id: str
    school: str
    group: int
    size: str
    benefit: float


def benefit_chart(plan: Plan, by: str | None = None) -> "LayerChart":
    """Show how the schools' benefits are spread, with a mark for each school and a box for each kind of school.

    Parameters
    ----------
    plan : Plan
        The plan.
    by : str, optional
        The attribute that defines the kinds of school, such as ``"region"``. By default the kinds are the group sizes.
        Schools without a value of the attribute are shown together.

    Returns
    -------
    altair.LayerChart

    Raises
    ------
    ImportError
        If Altair is not installed.
    ValueError
        If the cohort has no such attribute.

    Examples
    --------
    >>> import tercet
    >>> from tercet.plotting import benefit_chart
    >>> chart = benefit_chart(tercet.solve(tercet.example_cohort()), by="region")
    >>> chart.save("benefit.json")
    """
    alt = _altair()
    cohort = plan.problem.cohort
    if by is not None and by not in cohort.attributes:
        known = ", ".join(cohort.attributes) or "no attributes"
        message = f"the cohort has no attribute {by!r}; it has {known}"
        raise ValueError(message)
    attributes = {school["id"]: school["attributes"] for school in cohort.schools}
    rows = [
        {**row, "kind": row["size"] if by is None else str(attributes[row["id"]].get(by, "")) or "not declared"}
        for row in _members(plan)
    ]
    title = "group" if by is None else plan.problem._label(by)
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("benefit:Q", title="benefit of a school, percent", scale=alt.Scale(domain=[0, 100])),
        y=alt.Y("kind:N", title=title),
    )
    boxes = base.mark_boxplot(size=18, opacity=0.35, outliers=False, color=_SUPPLY)
    schools = base.mark_tick(thickness=2, size=12, color=_SUPPLY).encode(
        tooltip=[alt.Tooltip(name, type=kind) for name, kind in _TOLD]
    )
    return _layered(alt, [boxes, schools], "Benefits of the schools")


def lessons_chart(plan: Plan, groups: Sequence[int] | None = None) -> "Chart":
    """Show what each school learns, with a row for each school and a column for each area.

    A darker cell means that the need is better met.

    Parameters
    ----------
    plan : Plan
        The plan.
    groups : sequence of int, optional
        The numbers of the groups to show, from 1. The default is all groups.

    Returns
    -------
    altair.Chart
        A chart with the groups one below the other. A cell names the peer when the mouse is on the cell.

    Raises
    ------
    ImportError
        If Altair is not installed.
    IndexError
        If the plan has no such group.

    Examples
    --------
    >>> import tercet
    >>> from tercet.plotting import lessons_chart
    >>> lessons_chart(tercet.solve(tercet.example_cohort()), groups=[1]).save("lessons.json")
    """
    alt = _altair()
    count = len(plan.groups)
    numbers = range(1, count + 1) if groups is None else groups
    if wrong := [number for number in numbers if not 1 <= number <= count]:
        message = f"there is no group {wrong[0]}; groups are numbered from 1 to {count}"
        raise IndexError(message)
    rows = [row for row in _lessons(plan) if row["group"] in numbers]
    areas = [plan.problem._label(area) for area in plan.problem.cohort.areas]
    chart: Chart = (
        alt.Chart(alt.Data(values=rows), title="Who learns what from which peer")
        .mark_rect(stroke="white")
        .encode(
            x=alt.X("area:N", title=None, scale=alt.Scale(domain=areas), axis=alt.Axis(orient="top", labelAngle=-45)),
            y=alt.Y("row:N", title="group: school", sort=None, axis=alt.Axis(labelLimit=260)),
            color=alt.Color("level:Q", title="need met, percent", scale=alt.Scale(domain=[0, 100], scheme="blues")),
            tooltip=["school:N", "group:O", "area:N", "from:N", "level:Q", "weight:Q"],
        )
        .properties(width=alt.Step(26), height=alt.Step(18))
    )
    return chart


def need_and_supply_chart(supply: NeedAndSupply | Cohort) -> "HConcatChart":
    """Show how many schools need each area, next to how many schools are strong in it.

    Parameters
    ----------
    supply : NeedAndSupply or Cohort
        The result of `Cohort.need_and_supply`, or a cohort, which is then counted with the default rules.

    Returns
    -------
    altair.HConcatChart

    Raises
    ------
    ImportError
        If Altair is not installed.

    Examples
    --------
    >>> import tercet
    >>> from tercet.plotting import need_and_supply_chart
    >>> need_and_supply_chart(tercet.example_cohort()).save("supply.json")
    """
    alt = _altair()
    table = (supply.need_and_supply() if isinstance(supply, Cohort) else supply)._scarcest_first()
    areas = [row["area"] for row in table]
    most = max([1, *(max(row["in_need"], row["strong_60"]) for row in table)])
    needs = [{"area": row["area"], "schools": row["in_need"], "short": row["short"]} for row in table]
    strong = [
        {"area": row["area"], "schools": schools, "level": level, "order": order}
        for row in table
        for order, (level, schools) in enumerate(
            zip(
                reversed(_BANDS),
                (row["strong_100"], row["strong_80"] - row["strong_100"], row["strong_60"] - row["strong_80"]),
                strict=True,
            )
        )
    ]
    left = (
        alt.Chart(alt.Data(values=needs), title="schools in need")
        .mark_bar(color=_NEED)
        .encode(
            x=alt.X("schools:Q", title=None, scale=alt.Scale(domain=[0, most], reverse=True)),
            y=alt.Y("area:N", title=None, sort=areas),
            tooltip=["area:N", "schools:Q", "short:Q"],
        )
    )
    right = (
        alt.Chart(alt.Data(values=strong), title="schools strong in it")
        .mark_bar()
        .encode(
            x=alt.X("schools:Q", title=None, scale=alt.Scale(domain=[0, most])),
            y=alt.Y("area:N", title=None, sort=areas, axis=None),
            color=alt.Color(
                "level:N", title="level", scale=alt.Scale(domain=list(_BANDS), range=list(_BANDS.values()))
            ),
            order=alt.Order("order:Q"),
            tooltip=["area:N", "level:N", "schools:Q"],
        )
    )
    width = 240
    chart: HConcatChart = alt.hconcat(left.properties(width=width), right.properties(width=width), spacing=8)
    return chart


def map_chart(plan: Plan) -> "LayerChart":
    """Show the groups on the British National Grid. A click on a school highlights its group.

    Parameters
    ----------
    plan : Plan
        The plan. Schools without a location are not shown, but `Plan.map` names them.

    Returns
    -------
    altair.LayerChart

    Raises
    ------
    ImportError
        If Altair is not installed.

    Examples
    --------
    >>> import tercet
    >>> from tercet.plotting import map_chart
    >>> map_chart(tercet.solve(tercet.example_cohort())).save("map.json")
    """
    alt = _altair()
    places = {school["id"]: school["location"] for school in plan.problem.cohort.schools}
    spot = {
        school: {"east": place["easting"] / 1000, "north": place["northing"] / 1000}
        for school, place in places.items()
        if place is not None
    }
    dots = [{**row, **spot[row["id"]]} for row in _members(plan) if row["id"] in spot]
    lines = [
        {"group": number, "pair": f"{a} {b}", **spot[school]}
        for number, group in enumerate(plan.groups, start=1)
        for a, b in combinations([school for school in group if school in spot], 2)
        for school in (a, b)
    ]
    spans = _span(row["east"] for row in spot.values()), _span(row["north"] for row in spot.values())
    width, height = (max(120, round(_LONGEST * span / max(spans))) for span in spans)
    east, north = (
        alt.X("east:Q", title="km east", scale=alt.Scale(zero=False)),
        alt.Y("north:Q", title="km north", scale=alt.Scale(zero=False)),
    )
    chosen = alt.selection_point(fields=["group"])
    shown = alt.condition(chosen, alt.value(0.8), alt.value(0.1))
    colour = alt.Color("group:N", legend=None)
    joined = (
        alt.Chart(alt.Data(values=lines))
        .mark_line()
        .encode(x=east, y=north, detail="pair:N", color=colour, opacity=shown)
    )
    schools = (
        alt.Chart(alt.Data(values=dots))
        .mark_circle(size=60)
        .encode(
            x=east,
            y=north,
            color=colour,
            opacity=shown,
            tooltip=[alt.Tooltip(name, type=kind) for name, kind in _TOLD],
        )
        .add_params(chosen)
    )
    return _layered(alt, [joined, schools], "Map of the plan", width=width, height=height)


_TOLD = (
    ("school", "nominal"),
    ("id", "nominal"),
    ("group", "ordinal"),
    ("size", "nominal"),
    ("benefit", "quantitative"),
)


def _members(plan: Plan) -> list[_Member]:
    """List each school with its group and its benefit."""
    names = _names(plan)
    return [
        {
            "id": part["school"],
            "school": names[part["school"]],
            "group": number,
            "size": _SIZES.get(len(group["schools"]), f"group of {len(group['schools'])}"),
            "benefit": part["benefit"] / 100,
        }
        for number, group in enumerate(explain(plan.problem, plan).groups, start=1)
        for part in group["schools"]
    ]


def _lessons(plan: Plan) -> Iterator[dict[str, str | int]]:
    """List each need with the level at which the need is met, and the peer that meets it."""
    names = _names(plan)
    for number, group in enumerate(explain(plan.problem, plan).groups, start=1):
        for part in group["schools"]:
            for lesson in part["learns"]:
                source = lesson["from"]
                yield {
                    "group": number,
                    "school": names[part["school"]],
                    "row": f"{number}: {names[part['school']]}",
                    "area": plan.problem._label(lesson["area"]),
                    "from": "no peer" if source is None else names[source["school"]],
                    "level": 0 if source is None else source["level"],
                    "weight": lesson["weight"],
                }


def _names(plan: Plan) -> dict[str, str]:
    """Return the name of each school. Schools with the same name also get their ids, to keep their rows apart."""
    schools = plan.problem.cohort.schools
    named = Counter(school["name"] for school in schools)
    return {s["id"]: f"{s['name']} ({s['id']})" if named[s["name"]] > 1 else s["name"] for s in schools}


def _span(kilometres: Iterable[float]) -> float:
    """Return the distance between the outermost values. A distance of 0 becomes 1, because it is used as a divisor."""
    known = list(kilometres) or [0.0]
    return max(known) - min(known) or 1.0


def _layered(alt: ModuleType, layers: Sequence[object], title: str, **size: int) -> "LayerChart":
    chart: LayerChart = alt.layer(*layers).properties(title=title, **size)
    return chart


def _altair() -> ModuleType:
    """Import Altair, or say how to install it."""
    try:
        import altair  # noqa: PLC0415 - imported only if a chart is wanted
    except ImportError as error:
        message = 'tercet.plotting needs Altair; install it with: pip install "tercet[viz]"'
        raise ImportError(message) from error
    return altair
