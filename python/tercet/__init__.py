"""Form trios and quads of schools in which everyone has something to share and something to learn.

Read a cohort, solve, look at the plan::

    import tercet

    cohort = tercet.read_csv("schools.csv")
    plan = tercet.solve(cohort, tercet.Rules(max_km=300))
    plan.export("plan")

and plan its year of visits::

    year = tercet.Year("terms.csv", facilitators="facilitators.csv")
    calendar = tercet.schedule(plan, year)

The documentation of every function and class lists its parameters and errors, and has an example.
"""

from tercet import log as _log  # noqa: F401 - gives the logger its handler
from tercet._native import (
    Breakdown,
    Calendar,
    Checked,
    Cohort,
    Comparison,
    Drawing,
    Feedback,
    Issue,
    NeedAndSupply,
    Plan,
    Problem,
    Progress,
    Rules,
    Year,
    __version__,
    check,
    check_calendar,
    check_contacts,
    codes,
    compare,
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
    sheets,
    solve,
)
from tercet.errors import BackendError, Error, InputError, OptionsError
from tercet.example import example_cohort, example_year

__all__ = [
    "BackendError",
    "Breakdown",
    "Calendar",
    "Checked",
    "Cohort",
    "Comparison",
    "Drawing",
    "Error",
    "Feedback",
    "InputError",
    "Issue",
    "NeedAndSupply",
    "OptionsError",
    "Plan",
    "Problem",
    "Progress",
    "Rules",
    "Year",
    "__version__",
    "check",
    "check_calendar",
    "check_contacts",
    "codes",
    "compare",
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
    "sheets",
    "solve",
]
