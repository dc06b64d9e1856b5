"""Form trios and quads in which every school has something to share and something to learn.

Read a cohort, solve it and export the plan::

    import tercet

    cohort = tercet.read_csv("schools.csv")
    plan = tercet.solve(cohort, tercet.Rules(max_km=300))
    plan.export("plan")

Then plan the year of visits for this plan::

    year = tercet.Year("terms.csv", facilitators="facilitators.csv")
    calendar = tercet.schedule(plan, year)

The documentation of every function and class lists parameters and errors, and has an example.
"""

from tercet import log as _log  # noqa: F401 - gives the logger its handler
from tercet._native import (
    Backbone,
    BestEffort,
    Breakdown,
    Calendar,
    Checked,
    Cohort,
    Comparison,
    Conflict,
    Drawing,
    Feedback,
    Issue,
    NeedAndSupply,
    Plan,
    Price,
    Problem,
    Progress,
    RulePrices,
    Rules,
    Session,
    Year,
    __version__,
    best_effort,
    check,
    check_calendar,
    check_contacts,
    codes,
    compare,
    conflict,
    explain,
    feedback,
    generate,
    groups_from_csv,
    read_csv,
    read_register,
    read_tables,
    replan,
    schedule,
    schema,
    solve,
)
from tercet.errors import BackendError, Error, InputError, OptionsError
from tercet.example import example_cohort, example_year

__all__ = [
    "Backbone",
    "BackendError",
    "BestEffort",
    "Breakdown",
    "Calendar",
    "Checked",
    "Cohort",
    "Comparison",
    "Conflict",
    "Drawing",
    "Error",
    "Feedback",
    "InputError",
    "Issue",
    "NeedAndSupply",
    "OptionsError",
    "Plan",
    "Price",
    "Problem",
    "Progress",
    "RulePrices",
    "Rules",
    "Session",
    "Year",
    "__version__",
    "best_effort",
    "check",
    "check_calendar",
    "check_contacts",
    "codes",
    "compare",
    "conflict",
    "example_cohort",
    "example_year",
    "explain",
    "feedback",
    "generate",
    "groups_from_csv",
    "read_csv",
    "read_register",
    "read_tables",
    "replan",
    "schedule",
    "schema",
    "solve",
]
