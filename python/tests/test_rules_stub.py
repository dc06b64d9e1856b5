"""The stub of `Rules` follows from the core's list of keys.

After a key is added: ``TERCET_BLESS=1 python -m pytest tests/test_rules_stub.py``.
"""

import os
import re
from pathlib import Path

import pytest

from tercet._native import _rule_keywords

STUB = Path(__file__).parents[1] / "tercet" / "_native.pyi"
KEYWORDS = (
    re.compile(r"(    def __new__\(\n        cls,\n        \*,\n)(.*?)(    \) -> Rules: \.\.\.)", re.DOTALL),
    re.compile(r"(    def with_rules\(\n        self,\n        \*,\n)(.*?)(    \) -> Problem: \.\.\.)", re.DOTALL),
)


@pytest.mark.parametrize("keywords", KEYWORDS, ids=["Rules", "with_rules"])
def test_the_stub_has_every_keyword_with_its_type(keywords: re.Pattern[str]) -> None:
    text = STUB.read_text()
    found = keywords.search(text)
    assert found is not None
    lines = "".join(f"        {name}: {kind} | None = None,\n" for name, kind, _ in _rule_keywords())
    if os.environ.get("TERCET_BLESS"):
        STUB.write_text(text[: found.start(2)] + lines + text[found.end(2) :])
    assert found[2] == lines


def test_every_keyword_is_described() -> None:
    short = [name for name, _, description in _rule_keywords() if len(description.split()) < 4]
    assert short == []
