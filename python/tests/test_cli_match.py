"""`tercet match`: what it prints, what it writes, how it ends."""

import csv
import io
import json
from pathlib import Path

import pytest

import tercet
from tests.conftest import COHORTS, Run

COMMANDS = ["match", "check", "explain", "compare", "generate", "schema", "completion"]
FILES = ["groups.csv", "plan.json", "report.html", "report.md"]


def test_a_plan_is_summed_up_on_standard_output_and_nothing_is_written(run: Run, example_csv: Path) -> None:
    done = run("match", example_csv)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ash Lane Primary" in done.stdout
    assert list(example_csv.parent.iterdir()) == [example_csv]


def test_out_gets_the_plan_and_its_reports(run: Run, example_csv: Path) -> None:
    out = example_csv.parent / "new" / "plan"
    done = run("match", example_csv, "--out", out)
    assert done.returncode == 0
    assert sorted(path.name for path in out.iterdir()) == FILES
    assert run("check", example_csv, out / "plan.json").returncode == 0
    assert run("check", example_csv, out / "groups.csv").returncode == 0


def test_the_command_line_gives_the_plan_that_python_gives(run: Run, example_csv: Path) -> None:
    done = run("match", example_csv, "--strategy", "greedy", "--seed", "3", "--format", "json")
    plan = tercet.solve(tercet.read_csv(example_csv), strategy="greedy", seed=3)
    assert json.loads(done.stdout) == json.loads(plan.to_json())


def test_each_format_is_what_it_says(run: Run, example_csv: Path) -> None:
    assert len(list(csv.reader(io.StringIO(run("match", example_csv, "--format", "csv").stdout)))) == 13
    assert run("match", example_csv, "--format", "markdown").stdout.startswith("# ")


def test_quiet_says_nothing(run: Run, example_csv: Path) -> None:
    done = run("match", example_csv, "--quiet", "--out", "plan")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_is_asked_for_by_name_is_given_quietly(run: Run, example_csv: Path) -> None:
    done = run("match", example_csv, "--quiet", "--format", "json")
    assert json.loads(done.stdout)["format"] == "tercet-plan/2"
    (example_csv.parent / "plan.json").write_text(done.stdout)
    assert json.loads(run("check", example_csv, "plan.json", "--quiet", "--format", "json").stdout)["broken"] == []


def test_rules_and_tables_reach_the_problem(run: Run, example_csv: Path) -> None:
    folder = example_csv.parent
    (folder / "rules.toml").write_text("[sizes]\nallowed = [3]\n[rules]\nno_repeat_years = 2\n")
    (folder / "past.csv").write_text("year,group,school\n2025,a,01\n2025,a,05\n")
    (folder / "never.csv").write_text("school,peer\n01,03\n")
    done = run(
        "match",
        example_csv,
        "--rules",
        "rules.toml",
        "--history",
        "past.csv",
        "--planning-year",
        "2026",
        "--forbidden",
        "never.csv",
        "--format",
        "json",
    )
    problem = tercet.Problem(
        tercet.read_csv(example_csv),
        tercet.Rules(sizes=[3], no_repeat_years=2),
        history=[(2025, ["01", "05"])],
        planning_year=2026,
        forbidden=[("01", "03")],
    )
    assert json.loads(done.stdout)["problem_sha256"] == problem.sha256


def test_a_problem_in_json_needs_no_more(run: Run, problem: tercet.Problem, tmp_path: Path) -> None:
    (tmp_path / "problem.json").write_text(problem.to_json(), encoding="utf-8")
    done = run("match", "problem.json", "--format", "json")
    assert json.loads(done.stdout)["problem_sha256"] == problem.sha256
    done = run("match", "problem.json", "--rules", "rules.toml")
    assert done.returncode == 2
    assert "leave out --rules" in done.stderr


def test_two_tables_are_given_by_option_or_as_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "schools.csv").write_text("id,name\n" + "".join(f"{n},School {n}\n" for n in range(1, 7)))
    needs = "".join(
        f"{n},reading,4,\n{n},writing,,1\n" if n % 2 else f"{n},writing,4,\n{n},reading,,1\n" for n in range(1, 7)
    )
    (tmp_path / "areas.csv").write_text("id,area,strength,need\n" + needs)
    by_option = run("match", "schools.csv", "--areas", "areas.csv", "--format", "json")
    assert by_option.returncode == 0
    assert (
        json.loads(run("match", tmp_path, "--format", "json").stdout)["value"] == json.loads(by_option.stdout)["value"]
    )


def test_the_register_is_read_with_its_strengths(run: Run, tmp_path: Path) -> None:
    register = COHORTS / "register_sample.csv"
    schools = [school["id"] for school in tercet.read_register(register).schools[:6]]
    rows = [f"{school},reading,{4 if n % 2 else ''},{'' if n % 2 else 2}\n" for n, school in enumerate(schools)]
    (tmp_path / "strengths.csv").write_text("id,area,strength,need\n" + "".join(rows))
    (tmp_path / "rules.toml").write_text("[rules]\ndiffer = []\nsame = []\n")
    done = run(
        "match", register, "--register", "--strengths", "strengths.csv", "--rules", "rules.toml", "--format", "json"
    )
    assert done.returncode == 0, done.stderr
    assert sorted(school for group in json.loads(done.stdout)["groups"] for school in group) == sorted(schools)


def test_no_plan_ends_with_three_and_says_why(run: Run, tmp_path: Path) -> None:
    done = run("match", COHORTS / "special_32.csv", "--out", "plan")
    assert done.returncode == 3
    assert "North West" in done.stderr
    assert "11" in done.stderr
    assert "10 groups" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_names_that_the_terminal_cannot_show_do_not_stop_it(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"{n},Sch\u00f6n\u010d\u4e2d {n},4,1\n" for n in range(3))
    (tmp_path / "names.csv").write_text("id,name,strength:reading,need:reading\n" + rows, encoding="utf-8")
    done = run("match", "names.csv", PYTHONIOENCODING="ascii")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)


def test_a_second_run_replaces_the_files_of_the_first(run: Run, example_csv: Path) -> None:
    assert run("match", example_csv, "--out", "plan", "--seed", "1").returncode == 0
    assert run("match", example_csv, "--out", "plan", "--seed", "2").returncode == 0
    assert json.loads((example_csv.parent / "plan" / "plan.json").read_text())["seed"] == 2
    assert sorted(path.name for path in (example_csv.parent / "plan").iterdir()) == FILES


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=str)
def test_help_is_there_for_every_command(run: Run, command: list[str]) -> None:
    done = run(*command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: tercet")
    assert f"examples:\n  tercet {command[0] if command else 'match'} " in done.stdout


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").stdout == f"tercet {tercet.__version__}\n"


DAYS_RULES = "[sizes]\nallowed = [3]\n\n[rules]\ncommon_days = 31\n"


@pytest.fixture
def halves(example_csv: Path) -> Path:
    """Lay out a year in which some schools are away in its first half and some in its second."""
    folder = example_csv.parent
    (folder / "tables").mkdir()
    (folder / "tables" / "terms.csv").write_text(
        "term,start,end\nAutumn,2026-09-01,2026-12-18\nSpring,2027-01-04,2027-07-21\n"
    )
    away = [f"{school},2026-09-01,2026-12-31\n" for school in ("01", "02", "03")]
    away += [f"{school},2027-01-01,2027-07-31\n" for school in ("04", "05", "06")]
    (folder / "tables" / "unavailable.csv").write_text("school,start,end\n" + "".join(away))
    (folder / "rules.toml").write_text(DAYS_RULES)
    (folder / "free.toml").write_text("[sizes]\nallowed = [3]\n")
    return folder


@pytest.mark.usefixtures("halves")
def test_groups_that_can_meet_are_formed_with_the_folder_of_the_year(run: Run) -> None:
    year, rules = ("--year", "tables"), ("--rules", "rules.toml")
    assert run("match", "example.csv", "--rules", "free.toml", "--out", "free").returncode == 0
    assert run("calendar", "example.csv", "free/plan.json", "--rules", "free.toml", *year).returncode == 3
    checked = run("check", "example.csv", "free/plan.json", *rules, *year)
    assert checked.returncode == 4
    assert "usable days in common; a group needs at least 31" in checked.stdout
    assert run("match", "example.csv", *rules, *year, "--out", "plan").returncode == 0
    assert run("check", "example.csv", "plan/plan.json", *rules, *year).returncode == 0
    assert run("calendar", "example.csv", "plan/plan.json", *rules, *year).returncode == 0


def test_usable_days_are_a_table_too(run: Run, halves: Path) -> None:
    cohort = tercet.read_csv(halves / "example.csv")
    year = tercet.Year(halves / "tables" / "terms.csv", unavailable=halves / "tables" / "unavailable.csv")
    rows = [f"{school},{day}\n" for school, days in year.usable_days(cohort).items() for day in days]
    (halves / "days.csv").write_text("school,date\n" + "".join(rows))
    match = ("match", "example.csv", "--rules", "rules.toml", "--format", "csv")
    assert run(*match, "--usable-days", "days.csv").stdout == run(*match, "--year", "tables").stdout


@pytest.mark.usefixtures("halves")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rules", "free.toml", "--year", "tables"], "--year serves the rule common_days"),
        (["--rules", "rules.toml", "--year", "."], "there is no terms.csv"),
        (["--rules", "rules.toml", "--year", "tables", "--usable-days", "example.csv"], "not both"),
        (["--rules", "rules.toml"], "missing-table"),
    ],
)
def test_a_year_that_cannot_be_used_ends_with_two(run: Run, arguments: list[str], said: str) -> None:
    done = run("match", "example.csv", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
