"""Generated cohorts: what arguments mean, and how they are written and read back."""

from pathlib import Path
from typing import Any

import pytest

import tercet


def test_a_seed_gives_its_cohort_again_and_another_seed_another() -> None:
    assert tercet.generate(20, seed=3) == tercet.generate(20, seed=3)
    assert tercet.generate(20, seed=3) != tercet.generate(20, seed=4)


def test_the_defaults_are_those_that_the_signature_shows() -> None:
    shown = tercet.generate(
        100,
        areas=12,
        regions=9,
        spread="uneven",
        phases=1,
        in_trust_percent=50,
        largest_trust=6,
        strengths=(1, 4),
        needs=(2, 3),
        seed=0,
    )
    assert tercet.generate() == shown
    assert len(shown) == 100


def test_every_argument_reaches_the_cohort() -> None:
    cohort = tercet.generate(
        schools=40,
        areas=5,
        regions=4,
        spread="even",
        phases=2,
        in_trust_percent=100,
        largest_trust=1,
        strengths=(2, 2),
        needs=(1, 1),
        seed=9,
    )
    schools = cohort.schools
    assert (len(cohort), len(cohort.areas)) == (40, 5)
    assert {school["attributes"]["phase"] for school in schools} == {"Primary", "Secondary"}
    regions = [school["attributes"]["region"] for school in schools]
    assert {regions.count(region) for region in regions} <= {9, 10, 11}
    assert len({school["attributes"]["trust"] for school in schools}) == 40
    assert {(len(school["strengths"]), len(school["needs"])) for school in schools} == {(2, 1)}


def test_a_cohort_comes_back_from_its_file(tmp_path: Path) -> None:
    cohort = tercet.generate(50, phases=3, seed=1)
    cohort.save(tmp_path / "cohort.csv")
    again = tercet.read_csv(tmp_path / "cohort.csv")
    assert (again.schools, again.areas, again.attributes) == (cohort.schools, cohort.areas, cohort.attributes)
    assert tercet.Problem(again).sha256 == tercet.Problem(cohort).sha256
    assert again.to_csv() == cohort.to_csv() == (tmp_path / "cohort.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"schools": 0, "regions": 10}, "schools is 0; give 1 to 100000. regions is 10; give 1 to 9"),
        ({"schools": -1}, "schools is -1; give a whole number"),
        ({"in_trust_percent": 300}, "in_trust_percent is 300; give 0 to 100"),
        ({"spread": "odd"}, "spread is 'odd'; give 'uneven' or 'even'"),
        ({"needs": (3, 2)}, "needs is 3 to 2; give the smaller number first"),
        ({"areas": 3}, "areas is 3, and a school may have 4 strengths and 3 needs"),
    ],
)
def test_a_shape_that_no_cohort_has_is_an_options_error(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(tercet.OptionsError) as caught:
        tercet.generate(**arguments)
    assert str(caught.value).startswith(message)


def test_a_number_of_another_kind_is_a_type_error() -> None:
    with pytest.raises(TypeError):
        tercet.generate("many")  # type: ignore[arg-type]
