"""`tercet generate`: makes a random cohort for trials and benchmarks."""

import argparse
from pathlib import Path

from tercet import Problem, generate
from tercet.cli.commands import PRINTED_ANYWAY, add_command, add_format, add_quiet
from tercet.cli.standard_input import DASH

__all__ = ["add_to"]

_EXAMPLES = """\
examples:
  tercet generate --schools 100 --seed 0 --out cohort.csv
  tercet generate --schools 30 --areas 8 --strengths 2 3 --needs 2 2 --out cohort.csv
  tercet generate --phases 3 --spread even --in-trust-percent 80 | head
  tercet generate --format json | tercet match -

The schools are made up. The same options and seed give the same cohort on every machine.
"""


_NUMBERS = (
    ("schools", 100, "number of schools"),
    ("areas", 12, "number of areas of practice"),
    ("regions", 9, "number of regions, 1 to 9"),
    ("phases", 1, "number of phases, 1 to 3"),
    ("in-trust-percent", 50, "percentage of schools that are in a trust"),
    ("largest-trust", 6, "largest number of schools in a trust"),
    ("seed", 0, "random seed"),
)

_RANGES = (("strengths", (1, 4)), ("needs", (2, 3)))


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command.

    Parameters
    ----------
    commands : argparse subparsers
        The commands so far.
    """
    parser = add_command(
        commands,
        "generate",
        summary="make a random cohort",
        description="Make a random cohort with the structure of real cohorts, and write it as CSV.",
        examples=_EXAMPLES,
    )
    for name, default, meaning in _NUMBERS:
        help_ = f"{meaning} (default: {default})"
        parser.add_argument(f"--{name}", type=int, metavar="N", default=default, help=help_)
    for name, (least, most) in _RANGES:
        help_ = f"fewest and most {name} of a school (default: {least} {most})"
        metavar = ("LEAST", "MOST")
        parser.add_argument(f"--{name}", type=int, nargs=2, metavar=metavar, default=(least, most), help=help_)
    parser.add_argument(
        "--spread", default="uneven", help="spread of the schools over the regions: uneven (default) or even"
    )
    add_format(parser, ("csv", "json"))
    parser.add_argument(
        "--out", type=Path, metavar="FILE", default=DASH, help="file for the cohort (default: - for standard output)"
    )
    add_quiet(parser, PRINTED_ANYWAY)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    cohort = generate(
        arguments.schools,
        areas=arguments.areas,
        regions=arguments.regions,
        spread=arguments.spread,
        phases=arguments.phases,
        in_trust_percent=arguments.in_trust_percent,
        largest_trust=arguments.largest_trust,
        strengths=tuple(arguments.strengths),
        needs=tuple(arguments.needs),
        seed=arguments.seed,
    )
    problem = Problem(cohort) if arguments.format == "json" else None
    if arguments.out != DASH:
        (problem or cohort).save(arguments.out)
    else:
        print(cohort.to_csv() if problem is None else problem.to_json(), end="")
    return 0
