"""The same cohorts through CP-SAT, and through Tercet's own `mip` (HiGHS) and `auto`: one run, one machine, one limit.

Each peer is given every feasible group under the default rules, with Tercet's exact value, and picks groups that hold
each school once. One row of a Markdown table a peer: value, bound, and seconds to the proof or the limit.
"""

import argparse
import csv
import math
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import ortools
from ortools.sat.python import cp_model

ROOT = Path(__file__).parents[2]
OWN = ("mip", "exact", "auto", "local_search", "greedy")
HEADER = ("cohort", "columns", "peer", "workers", "value", "bound", "gap_pct", "status", "seconds")


@dataclass(frozen=True)
class Columns:
    """Every feasible group of a cohort: its value and its schools by position."""

    schools: int
    values: list[int]
    groups: list[list[int]]


@dataclass(frozen=True)
class Result:
    """What a peer reached."""

    value: int | None
    bound: int | None
    status: str
    seconds: float


def main() -> int:
    """Run the peers that the arguments name, and print the table."""
    arguments = _parser().parse_args()
    print(f"CP-SAT of OR-Tools {ortools.__version__}, limit {arguments.time_limit:g} s", file=sys.stderr)
    print(f"| {' | '.join(HEADER)} |\n|{'---|' * len(HEADER)}", flush=True)
    for cohort in arguments.cohort:
        columns = _columns(arguments.programs, cohort)
        for workers in arguments.workers:
            for peer in arguments.peers:
                if peer == "cp-sat":
                    result = _cp_sat(columns, workers, arguments.time_limit)
                else:
                    result = _own(arguments.programs, peer, cohort, workers, arguments.time_limit)
                print(_row(cohort, len(columns.groups), peer, workers, result), flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cohort", nargs="+", help="CSV files, or random:SCHOOLS[:SEED]")
    parser.add_argument("--time-limit", type=float, default=120, metavar="SECONDS", help="for each peer (default: 120)")
    parser.add_argument("--workers", type=int, nargs="+", default=[1], metavar="N", help="threads (default: 1)")
    parser.add_argument("--peers", nargs="+", choices=("cp-sat", *OWN), default=["cp-sat", "mip", "auto"])
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    parser.add_argument(
        "--programs", type=Path, default=target / "release", metavar="DIR", help="where gap and columns were built"
    )
    return parser


def _columns(programs: Path, cohort: str) -> Columns:
    done = subprocess.run([programs / "columns", cohort], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr.strip())
    schools, *lines = done.stdout.splitlines()
    numbers = [[int(number) for number in line.split()] for line in lines]
    return Columns(int(schools), [value for value, *_ in numbers], [group for _, *group in numbers])


def _cp_sat(columns: Columns, workers: int, time_limit: float) -> Result:
    """Pose a boolean a column, with each school in exactly one; the seconds hold the building of the model, too."""
    start = time.perf_counter()
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in columns.groups]
    held_by: list[list[cp_model.IntVar]] = [[] for _ in range(columns.schools)]
    for variable, group in zip(chosen, columns.groups, strict=True):
        for school in group:
            held_by[school].append(variable)
    for variables in held_by:
        model.add_exactly_one(variables)
    model.maximize(cp_model.LinearExpr.weighted_sum(chosen, columns.values))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 0
    # What the building took is part of what a user waits for.
    solver.parameters.max_time_in_seconds = max(0.0, time_limit - (time.perf_counter() - start))
    status = solver.solve(model)
    seconds = time.perf_counter() - start
    value = None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        picked = [place for place, variable in enumerate(chosen) if solver.boolean_value(variable)]
        placed = sorted(school for place in picked for school in columns.groups[place])
        if placed != list(range(columns.schools)):
            sys.exit("CP-SAT's plan does not hold each school once")
        value = sum(columns.values[place] for place in picked)
    # Values are whole, so the fraction of a bound can be left off; 1e-6 is the solver's own tolerance.
    limit = solver.best_objective_bound
    bound = math.floor(limit + 1e-6) if math.isfinite(limit) and status != cp_model.INFEASIBLE else None
    return Result(value, bound, solver.status_name(status).lower(), seconds)


def _own(programs: Path, strategy: str, cohort: str, workers: int, time_limit: float) -> Result:
    """Run a strategy of Tercet in a process of its own, with its listing of the columns within the limit."""
    command = [programs / "gap", cohort, "--strategy", strategy, "--seeds", "1", "--format", "csv"]
    limits = ["--time-limit", str(time_limit), "--threads", str(workers)]
    done = subprocess.run([*command, *limits], capture_output=True, text=True, check=False)
    rows = list(csv.DictReader(done.stdout.splitlines()))
    if len(rows) != 1 or rows[0]["check"] != "ok":
        sys.exit(done.stderr.strip() or done.stdout)
    row = rows[0]
    number = {name: int(row[name]) if row[name] else None for name in ("value", "bound")}
    return Result(number["value"], number["bound"], row["status"], float(row["seconds"]))


def _row(cohort: str, columns: int, peer: str, workers: int, result: Result) -> str:
    gap = (
        "" if not result.value or result.bound is None else f"{100 * (result.bound - result.value) / result.value:.3f}"
    )
    name = cohort if cohort.startswith("random:") else Path(cohort).stem
    known = ["" if number is None else str(number) for number in (result.value, result.bound)]
    cells = [name, str(columns), peer, str(workers), *known, gap, result.status, f"{result.seconds:.1f}"]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
