"""Rules as keyword arguments and as files."""

from pathlib import Path
from typing import Any

import pytest

import tercet

EVERY_RULE: dict[str, Any] = {
    "scale": 5,
    "sizes": (3, 4),
    "exactly": {3: 4, 4: (0, 2)},
    "learn": 6,
    "share": 2,
    "variety": {"pupils": 1},
    "likeness": {"pupils": 0.5},
    "closeness": {"weight": 1, "zero_at_km": 250},
    "novelty": {"weight": 1, "decay": 0.5},
    "own": 1,
    "differ": ["region"],
    "same": ["phase"],
    "at_most": [{"attribute": "trust", "count": 1}],
    "at_least": [{"strength": "reading", "level": 60, "count": 1}],
    "max_km": 900,
    "max_minutes": 600,
    "common_days": 6,
    "learn_at_least": 0.1,
    "share_at_least": 0.05,
    "apart": [["01", "02"]],
    "together": [["03", "05"]],
    "locked": [["07", "09", "11"]],
    "no_repeat_years": 3,
    "unmatched": 4000,
    "aim": "total",
}

THE_SAME_AS_TOML = """
[scale]
strength = 5
[sizes]
allowed = [3, 4]
exactly = { 3 = 4, 4 = [0, 2] }
[benefit]
learn = 6
share = 2
variety = { pupils = 1 }
likeness = { pupils = 0.5 }
closeness = { weight = 1, zero_at_km = 250 }
novelty = { weight = 1, decay = 0.5 }
own = 1
[rules]
differ = ["region"]
same = ["phase"]
at_most = [{ attribute = "trust", count = 1 }]
at_least = [{ strength = "reading", level = 60, count = 1 }]
max_km = 900
max_minutes = 600
common_days = 6
learn_at_least = 0.1
share_at_least = 0.05
apart = [["01", "02"]]
together = [["03", "05"]]
locked = [["07", "09", "11"]]
no_repeat_years = 3
unmatched = 4000
[aim]
kind = "total"
"""


def test_every_rule_and_term_is_a_keyword_and_means_what_the_file_means(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(THE_SAME_AS_TOML)
    stated = tercet.Rules(**EVERY_RULE).to_dict()
    assert stated == tercet.Rules.from_toml(THE_SAME_AS_TOML).to_dict()
    assert stated == tercet.Rules.read(path).to_dict()


@pytest.mark.parametrize("name", sorted(EVERY_RULE))
def test_each_keyword_shows_in_the_representation_unless_it_is_the_default(name: str) -> None:
    defaults = {"scale", "sizes", "aim"}
    assert (f"{name}=" in repr(tercet.Rules(**{name: EVERY_RULE[name]}))) == (name not in defaults)


def test_none_is_the_default_and_an_empty_list_switches_off(cohort: tercet.Cohort) -> None:
    assert tercet.Rules(differ=None) == tercet.Rules()
    assert tercet.Problem(cohort, tercet.Rules(differ=None)).differ == ["region", "trust"]
    assert tercet.Problem(cohort, tercet.Rules(differ=[])).differ == []


def test_a_misspelt_keyword_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="max_kms"):
        tercet.Rules(max_kms=3)  # type: ignore[call-arg]


def test_every_wrong_value_is_reported_at_once_with_its_key() -> None:
    with pytest.raises(tercet.InputError) as caught:
        tercet.Rules(max_km="far", learn=float("nan"), sizes=[9])  # type: ignore[arg-type]
    assert {issue.key for issue in caught.value.issues} == {"benefit.learn", "rules.max_km", "sizes.allowed"}


def test_a_misspelt_key_in_a_file_is_an_issue_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("[rules]\nmax_kn = 300\n")
    with pytest.raises(tercet.InputError) as caught:
        tercet.Rules.read(path)
    (issue,) = caught.value.issues
    assert (issue.code, issue.row, issue.key, issue.file) == ("unknown-key", 2, "rules.max_kn", str(path))


def test_data_that_nests_without_end_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(RecursionError):
        tercet.Rules(apart=endless)


def test_numpy_numbers_are_numbers() -> None:
    numpy = pytest.importorskip("numpy")
    stated = tercet.Rules(max_km=numpy.float32(2.5), sizes=numpy.array([3, 4]), unmatched=numpy.int64(7)).to_dict()
    assert stated["rules"]["max_km"] == 2.5
    assert stated["rules"]["unmatched"] == 7
    assert stated["sizes"]["allowed"] == [3, 4]
