"""The Altair charts: their specifications are valid, and their data are those of the plan."""

import subprocess
import sys
from typing import Any

import pytest

import tercet
from tercet import plotting

pytest.importorskip("altair", reason="install python/requirements-docs.txt")


def _values(spec: Any) -> list[list[dict[str, Any]]]:  # noqa: ANN401 - the specification of a chart
    """All inline data of a chart; making the specification has held it against the schema of Vega-Lite."""
    found = []
    if isinstance(spec, dict):
        if isinstance(values := spec.get("data", {}).get("values"), list):
            found.append(values)
        for part in spec.values():
            found += _values(part)
    elif isinstance(spec, list):
        for part in spec:
            found += _values(part)
    found += list(spec.get("datasets", {}).values()) if isinstance(spec, dict) else []
    return found


def test_every_school_is_a_mark_with_its_benefit(plan: tercet.Plan) -> None:
    (rows,) = _unique(_values(plotting.benefit_chart(plan).to_dict()))
    benefits = {row["school"]: row["benefit"] for row in plan.to_dicts()}
    assert {row["id"]: row["benefit"] * 100 for row in rows} == pytest.approx(benefits)
    assert {row["kind"] for row in rows} == {"trio"}


def test_benefit_goes_by_any_attribute_and_says_which_there_are(plan: tercet.Plan) -> None:
    (rows,) = _unique(_values(plotting.benefit_chart(plan, by="region").to_dict()))
    regions = {school["id"]: school["attributes"]["region"] for school in plan.problem.cohort.schools}
    assert {row["id"]: row["kind"] for row in rows} == regions
    with pytest.raises(ValueError, match=r"no attribute 'colour'; it has .*region"):
        plotting.benefit_chart(plan, by="colour")


def test_the_heat_map_has_a_cell_for_each_need(plan: tercet.Plan) -> None:
    (rows,) = _unique(_values(plotting.lessons_chart(plan).to_dict()))
    needs = {(s["name"], plan.problem._label(area)) for s in plan.problem.cohort.schools for area in s["needs"]}
    assert {(row["school"], row["area"]) for row in rows} == needs
    (first,) = _unique(_values(plotting.lessons_chart(plan, groups=[1]).to_dict()))
    assert {row["group"] for row in first} == {1}
    assert len(first) < len(rows)
    with pytest.raises(IndexError, match="there is no group 9; groups are numbered from 1 to 4"):
        plotting.lessons_chart(plan, groups=[1, 9])


def test_the_bars_are_need_and_supply(cohort: tercet.Cohort) -> None:
    supply = cohort.need_and_supply()
    needs, strong = _values(plotting.need_and_supply_chart(supply).to_dict())
    for row in supply.to_dicts():
        area = tercet.Problem(cohort)._label(row["area"])
        assert [bar["schools"] for bar in needs if bar["area"] == area] == [row["in_need"]]
        assert sum(bar["schools"] for bar in strong if bar["area"] == area) == row["strong_60"]
    assert plotting.need_and_supply_chart(cohort).to_dict() == plotting.need_and_supply_chart(supply).to_dict()


def test_the_bars_are_in_the_order_of_the_picture_without_altair() -> None:
    supply = tercet.generate(80, seed=3).need_and_supply()
    needs, _ = _values(plotting.need_and_supply_chart(supply).to_dict())
    told = supply.chart().description.lower()
    places = [told.index(f"{bar['area'].lower()}: ") for bar in needs]
    assert places == sorted(places)


def test_the_map_joins_the_schools_of_a_group(plan: tercet.Plan) -> None:
    joined, schools = _values(plotting.map_chart(plan).to_dict())
    places = {school["id"]: school["location"] for school in plan.problem.cohort.schools}
    for row in schools:
        place = places[row["id"]]
        assert place is not None
        assert (row["east"] * 1000, row["north"] * 1000) == pytest.approx((place["easting"], place["northing"]))
    assert len(joined) == sum(len(group) * (len(group) - 1) for group in plan.groups)


def test_a_plan_without_groups_or_places_has_charts_all_the_same() -> None:
    cohort = tercet.Cohort.from_frame([{"id": str(n), "name": "same", "region": "one"} for n in range(4)])
    none = tercet.solve(cohort)
    assert none.groups == []
    for chart in (plotting.map_chart, plotting.benefit_chart, plotting.lessons_chart):
        chart(none).to_dict()
    plotting.need_and_supply_chart(cohort).to_dict()


def test_vega_draws_every_chart(plan: tercet.Plan, cohort: tercet.Cohort) -> None:
    vega = pytest.importorskip("vl_convert", reason="install python/requirements-dev.txt")
    names = [school["name"] for school in cohort.schools]
    areas = [plan.problem._label(area) for area in cohort.areas]
    charts = [
        (plotting.benefit_chart(plan, by="region"), ["London", "benefit of a school, percent"]),
        (plotting.lessons_chart(plan), [*areas, *(f": {name}" for name in names)]),
        (plotting.need_and_supply_chart(cohort), [*areas, "schools in need", "60 to 79%"]),
        (plotting.map_chart(plan), ["km east", "km north"]),
    ]
    for chart, told in charts:
        drawn = vega.vegalite_to_svg(chart.to_json())
        assert [text for text in told if text not in drawn] == []


def test_without_altair_the_error_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['altair'] = None\n"
        "import tercet; from tercet import plotting\n"
        "plotting.need_and_supply_chart(tercet.example_cohort())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith('pip install "tercet[viz]"')


def _unique(found: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    return [rows for place, rows in enumerate(found) if rows not in found[:place]]
