"""Files and frames as people have them: read, or refused with what to change."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import tercet
from tests.conftest import REPOSITORY, Run

INTAKE = REPOSITORY / "tests" / "data" / "intake"


def _messy() -> pd.DataFrame:
    return pd.DataFrame(
        {
            " ID": [100.0, 101.0, 102.0, 103.0, 104.0, 105.0],
            "School Name": ["Ash", "Bay", "Cob", "Dee", "Elm", "Fir"],
            "Region": ["London", "North East", "South West", "london", "NORTH EAST", "South West "],
            "Trust": ["Oakwood Trust", "N/A", None, "The Oakwood MAT", "-", "n/a"],
            "Pupils": ["1,204", "210", None, "457\u00a0000", "N/A", "90"],
            "Strength: Early Years": [5, None, 4, None, None, 3],
            "need:early_years": [None, 1, None, 2, 1, None],
        }
    )


def _codes(issues: list[tercet.Issue]) -> list[str]:
    return [issue.code for issue in issues]


def test_a_messy_frame_gets_to_a_plan_in_one_round_of_messages() -> None:
    cohort = tercet.Cohort.from_frame(_messy())
    assert cohort.areas == ("early_years",)
    assert cohort.attributes["Pupils"] == "number"
    assert [school["id"] for school in cohort.schools] == ["100", "101", "102", "103", "104", "105"]
    problem = tercet.Problem(cohort, tercet.Rules(merge_near=True))
    assert {"column-taken", "read-as-blank", "near-areas", "near-values"} <= set(_codes(problem.warnings))
    plan = tercet.solve(problem)
    assert plan.status == "optimal"
    assert tercet.check(problem, plan).is_valid
    regions = {school["id"]: school["attributes"]["region"] for school in plan.problem.cohort.schools}
    assert all(len({regions[school] for school in group}) == len(group) for group in plan.groups)


def test_columns_are_renamed_and_a_header_that_is_not_there_is_an_issue(tmp_path: Path) -> None:
    frame = pd.DataFrame({"URN": [100, 101], "FSM %": ["12%", "80%"], "Reading": [4, None]})
    columns = {"URN": "id", "FSM %": "fsm_pct", "Reading": "strength:reading"}
    cohort = tercet.Cohort.from_frame(frame, columns=columns)
    assert (cohort.areas, cohort.attributes) == (("reading",), {"fsm_pct": "number"})
    assert "column-taken" not in _codes(cohort.warnings)
    frame.to_csv(tmp_path / "cohort.csv", index=False)
    assert tercet.read_csv(tmp_path / "cohort.csv", columns=columns) == cohort
    with pytest.raises(tercet.InputError, match='no column "UNR".*did you mean "URN"'):
        tercet.Cohort.from_frame(frame, columns={"UNR": "id"})
    with pytest.raises(TypeError, match="columns maps headers"):
        tercet.Cohort.from_frame(frame, columns=["URN"])  # type: ignore[arg-type]


def test_near_values_are_listed_and_settled_by_a_table_of_names() -> None:
    cohort = tercet.Cohort.from_frame(_messy())
    near = {(entry["attribute"], entry["values"][0][0]) for entry in cohort.near_values()}
    assert near == {("region", "London"), ("region", "North East"), ("trust", "Oakwood Trust")}
    rules = tercet.Rules(alias={"region": {"london": "London", "NORTH EAST": "North East"}}, differ=["region"])
    problem = tercet.Problem(cohort, rules)
    assert [entry["attribute"] for entry in problem.cohort.near_values()] == ["trust"]
    assert tercet.Rules.from_toml('merge_near = true\n[alias]\nregion = { london = "London" }\n') == tercet.Rules(
        merge_near=True, alias={"region": {"london": "London"}}
    )


def test_letters_that_print_alike_are_one_in_arguments(run: Run, tmp_path: Path) -> None:
    composed, apart = "Ynys M\u00f4n", "Ynys Mo\u0302n"
    rows = [{"id": f"{name} {number}", "name": f"{name} {number}"} for number in (1, 2, 3) for name in [apart]]
    cohort = tercet.Cohort.from_frame(rows)
    assert cohort.schools[0]["id"] == f"{composed} 1"
    problem = tercet.Problem(cohort, tercet.Rules(together=[[f"{apart} 1", f"{composed} 2"]]))
    plan = tercet.solve(problem)
    assert tercet.check(problem, [[f"{apart} {number}" for number in (1, 2, 3)]]).is_valid
    cohort.save(tmp_path / "cohort.csv")
    plan.save(tmp_path / "plan.json")
    done = run("explain", "cohort.csv", "plan.json", "--school", f"{apart} 1")
    assert (done.returncode, f"{composed} 1" in done.stdout) == (0, True)


def _book(sheets: dict[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


SCHOOLS: list[list[object]] = [
    ["Peer programme 2026"],
    ["ID", "School name", "Region", "Pupils", "Opened"],
    ["0101", "Ash", "London", 1204, date(2001, 9, 3)],
    [102, "Bay", "North East", 210, None],
    [103, "Cob", "South West", "N/A", date(1999, 1, 4)],
]
AREAS: list[list[object]] = [["id", "area", "strength", "need"], ["0101", "reading", 4, None], [102, "reading", None, 1]]


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    path = tmp_path / "cohort.xlsx"
    path.write_bytes(_book({"Notes": [["nothing to see"]], "Applications": SCHOOLS}))
    cohort = tercet.read_csv(path)
    assert [school["id"] for school in cohort.schools] == ["0101", "102", "103"]
    assert cohort.schools[0]["attributes"] == {"region": "London", "Pupils": 1204.0, "Opened": "2001-09-03"}
    assert {"passed-over", "column-taken", "read-as-blank"} <= set(_codes(cohort.warnings))
    assert tercet.sheets(path) == ["Notes", "Applications"]
    assert tercet.read_csv(f"{path}#2").schools == cohort.schools
    assert tercet.Cohort.from_csv(path.read_bytes()).schools == cohort.schools
    with pytest.raises(tercet.InputError, match="no sheet \"Application\".*did you mean"):
        tercet.read_csv(f"{path}#Application")


def test_a_workbook_of_several_sheets_is_several_tables(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cohort.xlsx").write_bytes(_book({"Schools": SCHOOLS, "Areas": AREAS}))
    cohort = tercet.read_csv(tmp_path / "cohort.xlsx")
    assert cohort.areas == ("reading",)
    done = run("match", "cohort.xlsx", "--format", "csv")
    assert (done.returncode, done.stdout.count("\n")) == (0, 4)


def test_a_workbook_that_is_none_is_refused_in_our_words(tmp_path: Path) -> None:
    (tmp_path / "cohort.xlsx").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(tercet.InputError) as raised:
        tercet.read_csv(tmp_path / "cohort.xlsx")
    assert _codes(raised.value.issues) == ["not-text"]


def test_groups_go_through_a_spreadsheet_and_back(plan: tercet.Plan, tmp_path: Path) -> None:
    path = tmp_path / "groups.xlsx"
    path.write_bytes(plan.to_xlsx())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["groups", "lessons"]
    sheet = book["groups"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref is not None) == ("A2", True)
    assert [cell.value for cell in sheet[1]][:3] == ["group", "school", "name"]
    checked = tercet.check(plan.problem, path)
    assert checked.is_valid
    assert checked.value == plan.value
    # Two schools change places by hand.
    first, last = 2, sheet.max_row
    sheet.cell(first, 1).value, sheet.cell(last, 1).value = sheet.cell(last, 1).value, sheet.cell(first, 1).value
    book.save(path)
    moved = tercet.compare(plan.problem, plan, path).moved
    assert {sheet.cell(first, 2).value, sheet.cell(last, 2).value} >= set(moved) > set()


def test_a_calendar_goes_through_a_spreadsheet_and_back(calendar: tercet.Calendar, tmp_path: Path) -> None:
    path = tmp_path / "calendar.xlsx"
    path.write_bytes(calendar.to_xlsx())
    book = openpyxl.load_workbook(path)
    sheet = book["calendar"]
    assert sheet["A2"].value.date() == calendar.visits[0]["date"]
    assert sheet["A2"].is_date
    book.save(path)
    assert calendar.edited(path).visits == calendar.visits
    # What Excel makes of a CSV: dates with the day first, another encoding, semicolons.
    rows = [["date", "group", "host", "facilitator"]]
    rows += [[f"{v['date']:%d/%m/%Y}", str(v["group"]), v["host"], v["facilitator"] or ""] for v in calendar.visits]
    (tmp_path / "calendar.csv").write_text("\n".join(";".join(row) for row in rows), encoding="utf-16")
    assert calendar.edited(tmp_path / "calendar.csv").visits == calendar.visits


def test_dates_are_read_as_people_write_them() -> None:
    terms = [{"term": "Autumn", "start": "7 Sep 2026", "end": "18/12/2026"}, {"term": "Spring", "start": "04/01/2027", "end": 46472}]
    year = tercet.Year(terms, events=[{"event": "Conference", "start": "1 Oct 2025"}])
    assert (year.start, year.end) == (date(2026, 9, 7), date(2027, 3, 26))
    assert _codes(year.warnings) == ["ambiguous-date", "outside-year"]
    assert "4 January 2027" in year.warnings[0].message


def test_authorities_that_no_school_has_are_said(cohort: tercet.Cohort) -> None:
    terms = [{"term": "Autumn", "start": "2026-09-07", "end": "2026-12-18", "authority": "Leicster"}]
    with pytest.raises(tercet.InputError, match="no column \"local_authority\""):
        tercet.Year(terms).usable_days(cohort)
    schools = [{"id": str(number), "LA": "Leicester"} for number in range(3)]
    with pytest.raises(tercet.InputError, match="rename the column \"LA\""):
        tercet.Year(terms).usable_days(tercet.Cohort.from_frame(schools))
    schools = [{"id": str(number), "local_authority": "Leicester"} for number in range(3)]
    with pytest.raises(tercet.InputError, match="did you mean \"Leicester\""):
        tercet.Year(terms).usable_days(tercet.Cohort.from_frame(schools))


def test_a_folder_says_what_is_read_and_what_is_not(run: Run, example_csv: Path, plan: tercet.Plan) -> None:
    folder = example_csv.parent
    plan.save(folder / "plan.json")
    (folder / "tables").mkdir()
    (folder / "tables" / "terms.csv").write_text("term,start,end\nAll,2026-09-01,2027-07-21\n")
    (folder / "tables" / "unavailability.csv").write_text("school,start\n01,2026-10-05\n")
    (folder / "tables" / "events.xlsx").write_bytes(_book({"events": [["event", "start"], ["Day", date(2026, 10, 6)]]}))
    done = run("calendar", "example.csv", "plan.json", "--year", "tables", "--rounds", "0")
    assert done.returncode == 0
    assert "read from tables: terms.csv, events.xlsx" in done.stderr
    assert "unavailability.csv in tables is not read; did you mean unavailable.csv?" in done.stderr
    (folder / "tables" / "terms.csv").rename(folder / "tables" / "Term dates.csv")
    done = run("calendar", "example.csv", "plan.json", "--year", "tables")
    assert (done.returncode, "Term dates.csv in tables is not read; did you mean terms.csv?" in done.stderr) == (2, True)


def test_a_plan_under_another_problem_claims_nothing(plan: tercet.Plan, cohort: tercet.Cohort, tmp_path: Path) -> None:
    plan.save(tmp_path / "plan.json")
    schools = [{"id": school["id"], "name": school["name"]} for school in cohort.schools if school["id"] != "12"]
    other = tercet.Problem(tercet.Cohort.from_frame([*schools, {"id": "99", "name": "Gorse"}]))
    loaded = tercet.Plan.load(tmp_path / "plan.json", other)
    assert (loaded.status, loaded.proof, loaded.bound, loaded.gap) == ("unknown", "none", None, None)
    assert any("12" in misfit for misfit in loaded.misfits)
    assert any("Gorse" in misfit for misfit in loaded.misfits)
    assert "nothing is proved" in loaded.verdict
    assert "best possible" not in loaded.to_text()
    comparison = tercet.compare(other, loaded, [[school["id"] for school in schools[:3]]])
    assert "their values are not compared" in comparison.to_text()
    assert plan.misfits == []


def test_every_case_of_the_intake_folder_is_read_or_refused_in_our_words() -> None:
    for path in sorted([*INTAKE.glob("*.csv"), *INTAKE.glob("*.txt")]):
        if "history" in path.name:
            continue
        try:
            tercet.Problem(tercet.read_csv(path))
        except tercet.InputError as error:
            assert path.name == "ids_of_excel.csv", error
