"""Form trios and quads of schools in which everyone has something to share and something to learn.

Read a cohort, solve, look at the plan::

    import tercet

    cohort = tercet.read_csv("schools.csv")
    plan = tercet.solve(cohort, tercet.Rules(max_km=300))
    plan.export("plan")

Every function and class says in its documentation what it takes, what it raises and what an example gives.
"""

from tercet._native import (
    Breakdown,
    Checked,
    Cohort,
    Comparison,
    Issue,
    Plan,
    Problem,
    Progress,
    Rules,
    __version__,
    check,
    compare,
    explain,
    generate,
    parse_groups,
    read_csv,
    read_register,
    read_tables,
    schema,
    solve,
)
from tercet.errors import BackendError, Error, InputError, OptionsError
from tercet.example import example_cohort

__all__ = [
    "BackendError",
    "Breakdown",
    "Checked",
    "Cohort",
    "Comparison",
    "Error",
    "InputError",
    "Issue",
    "OptionsError",
    "Plan",
    "Problem",
    "Progress",
    "Rules",
    "__version__",
    "check",
    "compare",
    "example_cohort",
    "explain",
    "generate",
    "parse_groups",
    "read_csv",
    "read_register",
    "read_tables",
    "schema",
    "solve",
]
