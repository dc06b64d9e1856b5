"""`tercet match`: makes a plan for a cohort."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tercet import Plan, best_effort, solve
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
  tercet match schools.csv --areas areas.csv --history past.csv --format json
  tercet match cohort.csv --rules rules.toml --best-effort
  tercet generate --schools 60 | tercet match - --format html > report.html

With the rule common_days, the schools of a group have enough common days to meet. The rule needs --year or
--usable-days.
Files are written only with --out. DIR then has plan.json, groups.csv, report.html and report.md.
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
        description="Form the best groups of a cohort, and print how good the groups are known to be.",
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
        help="stop the search after this many seconds; the plan of a stopped search is not reproducible",
    )
    parser.add_argument(
        "--work-limit",
        type=int,
        metavar="N",
        help="stop the search after this much work, in units that depend on the strategy; the plan is reproducible",
    )
    parser.add_argument(
        "--threads",
        type=int,
        metavar="N",
        help="number of threads (default: one for each core); changes the plan only if --time-limit ends the search",
    )
    parser.add_argument(
        "--best-effort",
        action="store_true",
        help="place as many schools as can be; say for each of the others which rules keep it out",
    )
    out = "folder for the plan and its reports (default: -, which writes no files)"
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
    options = {
        "strategy": arguments.strategy,
        "seed": arguments.seed,
        "time_limit": arguments.time_limit,
        "work_limit": arguments.work_limit,
        "threads": arguments.threads,
        "progress": line or False,
    }
    effort = None
    try:
        if arguments.best_effort:
            effort = best_effort(problem, **options)
            plan = effort.plan
        else:
            plan = solve(problem, on_interrupt="return", **options)
    finally:
        if line is not None:
            line.clear()
    code = _hand_over(plan, arguments)
    if effort is not None and arguments.format in {None, "text"} and not arguments.quiet:
        print(f"\n{headed(effort.to_text(), sys.stdout)}", end="")
    return code


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
    """Print why there is no plan. No file is written."""
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
