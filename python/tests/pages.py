"""The pages that the tests open: of plans and of years, also of such as no page is made for."""

from collections.abc import Callable

import tercet
from tests.conftest import COHORTS
from tests.test_year_calendar import TERMS

EVENTS = [
    {"event": "Opening conference", "start": "2026-09-24", "end": ""},
    {"event": "Residential", "start": "2027-02-08", "end": "2027-02-09"},
]
LONG = "Saint Bartholomew-the-Great-and-Saint-Mary-Magdalene " * 3 + "W" * 60 + " <b>&amp; Primary"


def example_plan() -> tercet.Plan:
    return tercet.solve(tercet.read_csv(COHORTS / "primary_30.csv"), strategy="greedy")


def _no_plan() -> tercet.Plan:
    return tercet.solve(tercet.read_csv(COHORTS / "special_32.csv"), strategy="greedy")


def _odd_plan() -> tercet.Plan:
    """Of a school with a name that no page is made for, one left out, and with warnings."""
    rows = [
        f"{n},{LONG if n == 1 else f'School {n}'},{'4' if n % 2 else ''},{'' if n % 2 else 3},{1 if n > 1 else ''},2"
        for n in range(1, 8)
    ]
    header = "id,name,strength:early_years,strength:reading,need:early_years,need:reading"
    cohort = tercet.Cohort.from_csv("\n".join([header, *rows]) + "\n")
    return tercet.solve(cohort, tercet.Rules(sizes=[3], unmatched=100), strategy="greedy")


def _year(**tables: object) -> tercet.Year:
    facilitators = [{"facilitator": f"F{n}", "name": f"Ada Lake {n}", "visits_a_term": 6} for n in range(1, 4)]
    stated: dict[str, object] = {"events": EVENTS, "facilitators": facilitators, **tables}
    terms = [{"term": term, "start": start, "end": end} for term, start, end in TERMS]
    return tercet.Year(terms, **stated)  # type: ignore[arg-type]


def example_calendar() -> tercet.Calendar:
    return tercet.schedule(example_plan(), _year(), rounds=20)


def _clash() -> tercet.Calendar:
    away = [{"school": "01", "start": "2026-09-01", "end": "2027-07-21"}]
    return tercet.schedule(tercet.solve(tercet.example_cohort()), _year(unavailable=away), rounds=5)


def _odd_calendar() -> tercet.Calendar:
    """Of a school and a facilitator with names that no page is made for, and a visit that has nothing to show."""
    rows = [
        f"{n},{LONG if n == 1 else f'School {n}'},{'4' if n % 2 else ''},,{1 if n > 1 else ''},2" for n in range(1, 4)
    ]
    header = "id,name,strength:early_years,strength:reading,need:early_years,need:reading"
    cohort = tercet.Cohort.from_csv("\n".join([header, *rows]) + "\n")
    plan = tercet.solve(cohort, tercet.Rules(sizes=[3]), strategy="greedy")
    return tercet.schedule(plan, _year(facilitators=[{"facilitator": "F1", "name": LONG}]), rounds=5)


PAGES: dict[str, Callable[[], tercet.Plan | tercet.Calendar]] = {
    "plan": example_plan,
    "no plan": _no_plan,
    "odd plan": _odd_plan,
    "calendar": example_calendar,
    "clash": _clash,
    "odd calendar": _odd_calendar,
}
