"""The list of codes: complete, in the order of the page on issues, and as serious as the page says."""

import re

import pytest

import tercet
from tests.conftest import REPOSITORY

PAGE = (REPOSITORY / "core" / "docs" / "errors.md").read_text(encoding="utf-8")


def test_the_codes_are_those_of_the_page_with_their_meaning() -> None:
    told = re.findall(r"^### `([a-z-]+)`\n\n(.+)$", PAGE, re.MULTILINE)
    assert [(code.code, code.meaning) for code in tercet.codes()] == told


def test_each_example_of_the_page_is_as_serious_as_its_code() -> None:
    severity = {code.code: code.severity for code in tercet.codes()}
    examples = re.findall(r"^(error|warning)\[([a-z-]+)\]", PAGE, re.MULTILINE)
    assert {code for _, code in examples} == set(severity)
    assert [(severity[code], code) for _, code in examples] == examples


def test_an_issue_has_a_code_of_the_list() -> None:
    with pytest.raises(tercet.InputError) as caught:
        tercet.Rules(sizes=[9])
    assert caught.value.issues[0].code in {code.code for code in tercet.codes()}
