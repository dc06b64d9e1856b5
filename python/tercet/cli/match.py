"""`tercet match`: a cohort in, a plan out."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tercet import Plan, solve
from tercet.cli.colours import headed
from tercet.cli.commands import add_command, add_format, add_quiet
from tercet.cli.inputs import add_problem, read_problem
from tercet.cli.messages import say, say_warnings, show
from tercet.cli.standard_input import DASH
from tercet.progress import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["add_to"]

NO_PLAN = 3
INTERRUPTED = 130

_FORMATS: "dict[str, Callable[[Plan], str]]" = {
    "text": Plan.to_text,
    "json": Plan.to_json,
    "csv": Plan.to_csv,
    "markdown": Plan.to_markdown,
    "html": Plan.to_html,
}

_STRATEGIES = ("auto", "random", "greedy", "local_search", "exact", "mip")

_EXAMPLES = """\
examples:
  tercet match cohort.csv
  tercet match cohort.csv --rules rules.toml --time-limit 60 --out plan
  tercet match cohort.csv --rules rules.toml --year tables --out plan
  tercet match cohort.csv --rules rules.toml --history past.csv --planning-year 2026
  tercet match schools.csv --areas areas.csv --format json
  tercet generate --schools 60 | tercet match - --format html > report.html

The rule common_days forms groups that have enough days in common to meet. It needs --year or --usable-days.
Files are written only with --out. DIR then has plan.json, groups.csv, groups.xlsx, report.html and report.md.
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command.

    Parameters
    ----------
    commands : argparse subparsers
        The commands so far.
    """
    parser = add_command(
        commands,
        "match",
        summary="form the best groups of a cohort",
        description="Form the best groups of a cohort, and print how good they are known to be.",
        examples=_EXAMPLES,
    )
    add_problem(parser)
    strategies = f"search strategy: {', '.join(_STRATEGIES[:-1])} or {_STRATEGIES[-1]} (default: auto)"
    parser.add_argument("--strategy", choices=_STRATEGIES, default="auto", metavar="STRATEGY", help=strategies)
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="random seed (default: 0)")
    parser.add_argument(
        "--time-limit",
        type=float,
        metavar="SECONDS",
        help="stop the search after this many seconds; the plan is then not reproducible",
    )
    parser.add_argument(
        "--work-limit",
        type=int,
        metavar="N",
        help="stop the search after this much work, in units of the strategy; the plan is reproducible",
    )
    parser.add_argument(
        "--threads",
        type=int,
        metavar="N",
        help="number of threads, which does not change the plan (default: all cores)",
    )
    out = "folder for the plan and its reports; - writes nothing (default)"
    parser.add_argument("--out", type=Path, metavar="DIR", default=DASH, help=out)
    add_format(parser, _FORMATS)
    add_quiet(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    problem = read_problem(arguments)
    line = None
    if not arguments.quiet:
        say_warnings(problem.warnings)
        if sys.stderr is not None and sys.stderr.isatty():
            line = ProgressLine(len(problem))
    try:
        plan = solve(
            problem,
            strategy=arguments.strategy,
            seed=arguments.seed,
            time_limit=arguments.time_limit,
            work_limit=arguments.work_limit,
            threads=arguments.threads,
            progress=line or False,
            on_interrupt="return",
        )
    finally:
        if line is not None:
            line.clear()
    return _hand_over(plan, arguments)


def _hand_over(plan: Plan, arguments: argparse.Namespace) -> int:
    interrupted = plan.stop == "interrupted"
    if plan.value is None:
        return _explain(plan, arguments)
    if arguments.out != DASH:
        plan.export(arguments.out)
    if arguments.format or not arguments.quiet:
        text = _FORMATS[arguments.format or "text"](plan)
        print(headed(text, sys.stdout) if arguments.format in {None, "text"} else text, end="")
    if interrupted:
        written = "" if arguments.out == DASH else f"; it is in {arguments.out}"
        say(f"interrupted: this is the best plan so far{written}")
        return INTERRUPTED
    if arguments.out != DASH and not arguments.quiet:
        say(f"the plan and its reports are in {arguments.out}")
    return 0


def _explain(plan: Plan, arguments: argparse.Namespace) -> int:
    """Print why there is no plan. Nothing is written."""
    if arguments.format == "json":
        print(plan.to_json(), end="")
    if plan.stop == "interrupted":
        say("interrupted before a plan was found; nothing was written")
        return INTERRUPTED
    if plan.status == "infeasible":
        say("no plan keeps every rule; nothing was written")
    else:
        say(f"the search found no plan before it stopped ({plan.stop}); nothing was written")
    for reason in plan.reasons:
        show(f"  {reason['have']}; {reason['need']}")
        for fix in reason["fixes"]:
            show(f"    what would help: {fix}")
    return NO_PLAN
