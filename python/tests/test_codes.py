"""The catalogue of issue codes: complete, frozen, and a table as it is."""

import re

import pandas
import polars
import pytest

import tercet
from tercet.records import Code
from tests.conftest import REPOSITORY


def test_every_code_is_listed_once_with_what_the_page_says() -> None:
    page = (REPOSITORY / "core" / "docs" / "errors.md").read_text(encoding="utf-8")
    codes = tercet.codes()
    assert [code.code for code in codes] == re.findall(r"^### `(.*)`$", page, flags=re.MULTILINE)
    prose = " ".join(re.sub(r"```.*?```", "", page, flags=re.DOTALL).split())
    for code in codes:
        assert code.fix
        assert f"`{code.code}` {code.meaning} {code.fix}" in prose
        assert f"{code.severity}[{code.code}]" in page


def test_an_issue_has_the_severity_that_its_code_has() -> None:
    severities = {code.code: code.severity for code in tercet.codes()}
    cohort = tercet.Cohort.from_csv("id,strength:reading\n1,5\n2,\n3,4\n")
    issues = tercet.Problem(cohort).warnings
    assert issues
    assert all(severities[issue.code] == issue.severity for issue in issues)


def test_records_are_frozen_and_make_a_frame() -> None:
    codes = tercet.codes()
    with pytest.raises(AttributeError):
        codes[0].fix = "none"  # type: ignore[misc]
    for frame in (pandas.DataFrame(codes), polars.DataFrame(codes)):
        assert list(frame.columns) == list(Code._fields)
        assert len(frame) == len(codes)
