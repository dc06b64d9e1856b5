"""Maps, need and supply: what they show, that they are SVG that needs nothing besides, and that they go anywhere."""

import csv
import io
import pickle
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import tercet
from tests.conftest import COHORTS

SVG = "{http://www.w3.org/2000/svg}"


def _parsed(drawing: tercet.Drawing) -> ET.Element:
    # The text is our own, not a stranger's.
    return ET.fromstring(drawing.to_svg())  # noqa: S314


def _texts(drawing: tercet.Drawing) -> list[str]:
    return ["".join(text.itertext()) for text in _parsed(drawing).iter(f"{SVG}text")]


def test_the_map_names_every_group_with_its_schools(plan: tercet.Plan) -> None:
    names = {school["id"]: school["name"] for school in plan.problem.cohort.schools}
    titles = [title.text for title in _parsed(plan.map()).iter(f"{SVG}title")]
    for number, group in enumerate(plan.groups, start=1):
        assert f"Group {number}: {', '.join(names[school] for school in group)}" in titles


def test_the_map_of_a_group_names_and_numbers_its_schools(plan: tercet.Plan) -> None:
    names = {school["id"]: school["name"] for school in plan.problem.cohort.schools}
    texts = _texts(plan.map(2))
    for number, school in enumerate(plan.groups[1], start=1):
        assert f"{number}  {names[school]}" in texts


@pytest.mark.parametrize("number", [0, -1, 5, 2**70])
def test_a_group_that_is_not_there_has_no_map(plan: tercet.Plan, number: int) -> None:
    with pytest.raises((IndexError, OverflowError)):
        plan.map(number)


def test_schools_without_a_location_are_named_beside() -> None:
    schools = [
        {
            "id": str(n),
            "name": f"School {n}",
            "strength:reading": 4,
            "need:reading": 1,
            "easting": 400000,
            "northing": 200000,
        }
        for n in range(6)
    ]
    schools[4]["easting"] = schools[4]["northing"] = None
    plan = tercet.solve(tercet.Cohort.from_frame(schools), strategy="greedy")
    assert _texts(plan.map())[-2:] == ["Without a location", "School 4"]
    assert "1 school has no location" in plan.map().description


def test_pictures_load_nothing_and_have_words_for_those_who_do_not_see_them(
    plan: tercet.Plan, cohort: tercet.Cohort
) -> None:
    for drawing in (plan.map(), plan.map(1), cohort.need_and_supply().chart()):
        for text in (drawing.to_svg(), drawing._repr_html_(), drawing._repr_svg_()):
            outside = re.sub(r'xmlns="[^"]*"', "", text)
            assert not re.search(r"https?:|<script|<image|url\(|@import", outside)
        root = _parsed(drawing)
        assert (root.get("role"), root.get("aria-label")) == ("img", drawing.title)
        assert root.findtext(f"{SVG}title") == drawing.title
        assert root.findtext(f"{SVG}desc") == drawing.description != ""


def test_a_picture_is_saved_as_it_is_shown(plan: tercet.Plan, tmp_path: Path) -> None:
    plan.map().save(tmp_path / "map.svg")
    assert (tmp_path / "map.svg").read_text(encoding="utf-8") == plan.map().to_svg()
    with pytest.raises(OSError, match="nowhere"):
        plan.map().save(tmp_path / "nowhere" / "map.svg")


def test_need_and_supply_are_what_the_schools_declare() -> None:
    cohort = tercet.read_csv(COHORTS / "primary_120.csv")
    rows = {row["area"]: row for row in cohort.need_and_supply().to_dicts()}
    assert tuple(rows) == cohort.areas
    for area, row in rows.items():
        strengths = [school["strengths"].get(area, 0) for school in cohort.schools]
        assert row["in_need"] == sum(school["needs"].get(area, 0) > 0 for school in cohort.schools)
        assert row["declared"] == sum(strength > 0 for strength in strengths)
        for level in (60, 80, 100):
            assert row[f"strong_{level}"] == sum(strength >= level / 20 for strength in strengths)  # type: ignore[literal-required]
    assert sum(row["need"] for row in rows.values()) == 100 * len(cohort)


def test_the_rules_scale_and_sizes_count() -> None:
    rows = [{"id": "0", "strength:reading": 1}, *({"id": str(n), "need:reading": 1} for n in range(1, 5))]
    cohort = tercet.Cohort.from_frame(rows)
    (at_five,) = cohort.need_and_supply().to_dicts()
    (at_one,) = cohort.need_and_supply(tercet.Rules(scale=1)).to_dicts()
    (in_pairs,) = cohort.need_and_supply(tercet.Rules(scale=1, sizes=[2])).to_dicts()
    assert [row["strong_100"] for row in (at_five, at_one)] == [0, 1]
    assert [row["short"] for row in (at_five, at_one, in_pairs)] == [4, 1, 3]


def test_a_strength_beyond_the_scale_is_an_input_error(cohort: tercet.Cohort) -> None:
    with pytest.raises(tercet.InputError) as caught:
        cohort.need_and_supply(tercet.Rules(scale=1))
    assert {issue.code for issue in caught.value.issues if issue.severity == "error"} == {"level-out-of-range"}


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_need_and_supply_are_a_frame_of_any_kind_and_csv(cohort: tercet.Cohort, backend: str) -> None:
    supply = cohort.need_and_supply()
    frame = supply.to_frame(backend)  # type: ignore[arg-type]
    assert type(frame).__module__.split(".")[0] == backend
    assert frame.shape == (len(supply), 8)
    read = list(csv.DictReader(io.StringIO(supply.to_csv())))
    assert [{key: str(value) for key, value in row.items()} for row in supply.to_dicts()] == read


def test_the_chart_has_a_bar_and_a_number_for_each_area(cohort: tercet.Cohort) -> None:
    supply = cohort.need_and_supply()
    texts = _texts(supply.chart())
    for row in supply.to_dicts():
        assert row["area"].replace("_", " ") in [text.lower() for text in texts]
        assert str(row["in_need"]) in texts


def test_pictures_and_tables_survive_pickling(plan: tercet.Plan, cohort: tercet.Cohort) -> None:
    for thing in (plan.map(), cohort.need_and_supply()):
        assert pickle.loads(pickle.dumps(thing)) == thing


def test_a_picture_is_not_saved_under_the_name_of_another_format(tmp_path: Path) -> None:
    drawing = tercet.solve(tercet.example_cohort(), work_limit=100).map()
    with pytest.raises(ValueError, match=r"does not end in \.svg"):
        drawing.save(tmp_path / "map.png")
    assert list(tmp_path.iterdir()) == []
