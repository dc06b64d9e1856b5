"""Whatever a user gives: a message that says what to change, the right exit code, no traceback, and nothing written."""

from pathlib import Path

import pytest

from tests.conftest import Run

GOOD = "id,name,region,strength:reading,need:reading\n" + "".join(f"{n},S{n},R{n},4,1\n" for n in range(1, 7))

BAD_COHORTS = {
    "empty file": (b"", "empty-file"),
    "blank lines only": (b"\n\n\n", "empty-file"),
    "header only": (b"id,name\n", "no-schools"),
    "no id column": (b"name,region\nAsh,London\n", "missing-column"),
    "a blank id": (b"id,name\n,Ash\n2,Elm\n", "missing-id"),
    "the same id twice": (b"id,name\n1,Ash\n1,Elm\n", "duplicate-id"),
    "level 7": (b"id,strength:reading\n1,7\n2,4\n3,4\n", "level-out-of-range"),
    "level high": (b"id,strength:reading\n1,high\n", "not-a-number"),
    "level nan": (b"id,strength:reading\n1,nan\n", "not-a-number"),
    "negative priority": (b"id,need:reading\n1,-1\n", "negative-priority"),
    "a NUL byte": (b"id,name\n1,A\x00sh\n", "not-text"),
    "Latin-1": ("id,name\n1,Sch\xf6n\n".encode("latin-1"), "not-text"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not-text"),
    "a row too long": (b"id,name\n1,Ash,more\n", "wrong-field-count"),
    "a column twice": (b"id,name,name\n1,Ash,Elm\n", "duplicate-column"),
    "half a place": (b"id,easting,northing\n1,524403,\n", "location-incomplete"),
    "degrees": (b"id,easting,northing\n1,51.5,-3.2\n", "location-out-of-range"),
}

BAD_RULES = {
    "not TOML": ("[rules\n", "invalid-syntax"),
    "a misspelt key": ("[rules]\nmax_kn = 3\n", "unknown-key"),
    "a misspelt table": ("[rule]\nmax_km = 3\n", "unknown-key"),
    "text for a number": ('[rules]\nmax_km = "far"\n', "wrong-kind"),
    "groups of nine": ("[sizes]\nallowed = [9]\n", "size-out-of-range"),
    "no size": ("[sizes]\nallowed = []\n", "empty-sizes"),
    "an unknown attribute": ('[rules]\ndiffer = ["colour"]\n', "unknown-attribute"),
    "an unknown area": ('[rules]\nat_least = [{ need = "juggling", count = 1 }]\n', "unknown-area"),
    "an unknown school": ('[rules]\napart = [["1", "99"]]\n', "unknown-school"),
    "a school in two locked groups": ('[rules]\nlocked = [["1", "2", "3"], ["3", "4", "5"]]\n', "locked-twice"),
    "together against apart": ('[rules]\ntogether = [["1", "2"]]\napart = [["1", "2"]]\n', "together-breaks-rule"),
    "travel without a table": ("[rules]\nmax_minutes = 60\n", "missing-table"),
    "no benefit at all": ("[benefit]\nlearn = 0\nshare = 0\n", "no-benefit"),
}


@pytest.mark.parametrize("case", sorted(BAD_COHORTS))
def test_a_bad_cohort_ends_with_two_and_its_code(run: Run, tmp_path: Path, case: str) -> None:
    content, code = BAD_COHORTS[case]
    (tmp_path / "cohort.csv").write_bytes(content)
    done = run("match", "cohort.csv", "--out", "plan")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"error[{code}] cohort.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["cohort.csv"]


@pytest.mark.parametrize("case", sorted(BAD_RULES))
def test_bad_rules_end_with_two_and_their_code(run: Run, tmp_path: Path, case: str) -> None:
    content, code = BAD_RULES[case]
    (tmp_path / "cohort.csv").write_text(GOOD)
    (tmp_path / "rules.toml").write_text(content)
    done = run("match", "cohort.csv", "--rules", "rules.toml", "--out", "plan")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"error[{code}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "crlf"])
def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(run: Run, tmp_path: Path, encoding: str) -> None:
    content = GOOD.replace("\n", "\r\n").encode() if encoding == "crlf" else GOOD.encode(encoding)
    (tmp_path / "cohort.csv").write_bytes(content)
    done = run("match", "cohort.csv")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("schools", [1, 2, 5])
def test_too_few_schools_for_a_group_are_no_plan_with_a_reason(run: Run, tmp_path: Path, schools: int) -> None:
    (tmp_path / "cohort.csv").write_text("\n".join(GOOD.splitlines()[: schools + 1]) + "\n")
    done = run("match", "cohort.csv", "--out", "plan")
    assert (done.returncode, done.stdout) == (3, "")
    assert "no plan keeps every rule" in done.stderr
    assert len(done.stderr.splitlines()) > 1
    assert not (tmp_path / "plan").exists()


def test_a_line_of_a_hundred_megabytes_is_refused(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "cohort.csv").open("wb") as file:
        file.write(b"id,name\n1,")
        file.writelines(b"x" * (1 << 20) for _ in range(100))
    done = run("match", "cohort.csv")
    assert done.returncode == 2
    assert "error[line-too-long]" in done.stderr
    assert len(done.stderr) < 1000


def test_a_strategy_that_cannot_work_towards_the_aim_is_bad_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cohort.csv").write_text(GOOD)
    (tmp_path / "rules.toml").write_text('[aim]\nkind = "worst_first"\n')
    done = run("match", "cohort.csv", "--rules", "rules.toml", "--strategy", "mip", "--out", "plan")
    assert (done.returncode, done.stdout) == (2, "")
    assert "worst_first" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "plan").exists()


def test_many_issues_are_shown_in_part_and_counted(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"{n},high\n" for n in range(200))
    (tmp_path / "cohort.csv").write_text("id,strength:reading\n" + rows)
    done = run("match", "cohort.csv")
    lines = done.stderr.splitlines()
    assert sum(line.startswith("error[") for line in lines) == 50
    assert lines[-2:] == ["tercet: and 150 more issues like these", "tercet: 200 errors to fix; nothing was written"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["mach", "cohort.csv"],
        ["match"],
        ["match", "cohort.csv", "--seed", "x"],
        ["match", "cohort.csv", "--seed", "-1"],
        ["match", "cohort.csv", "--threads", "0"],
        ["match", "cohort.csv", "--time-limit", "nan"],
        ["match", "cohort.csv", "--strategy", "clever"],
        ["match", "cohort.csv", "--format", "pdf"],
        ["match", "cohort.csv", "--strengths", "cohort.csv"],
        ["match", "cohort.csv", "--register", "--areas", "cohort.csv"],
        ["match", "none.csv"],
        ["match", "."],
        ["match", "cohort.csv", "--rules", "none.toml"],
        ["match", "cohort.csv", "--history", "none.csv"],
        ["match", "cohort.csv", "--out", "cohort.csv"],
        ["match", "none.json"],
        ["check", "cohort.csv", "none.json"],
        ["check", "cohort.csv", "none.csv"],
        ["check", "cohort.csv", "cohort.csv"],
        ["schema", "cohort"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_asked_ends_with_two(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "cohort.csv").write_text(GOOD)
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["cohort.csv"]
    assert (tmp_path / "cohort.csv").read_text() == GOOD


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    done = run()
    assert (done.returncode, done.stdout) == (2, "")
    assert "tercet match cohort.csv --out plan" in done.stderr
