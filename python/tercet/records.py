"""The plain records that Tercet returns: named tuples, and dictionaries with known keys."""

from datetime import date
from typing import Literal, NamedTuple, TypeAlias, TypedDict

__all__ = [
    "AreaSupply",
    "Breach",
    "Broken",
    "Change",
    "Clash",
    "Code",
    "Edges",
    "Figure",
    "GroupBreakdown",
    "LeadersRow",
    "Lesson",
    "Location",
    "MembershipRow",
    "Mismatch",
    "Misplaced",
    "Offer",
    "Place",
    "Proposal",
    "Rate",
    "Reason",
    "Row",
    "RuleInForce",
    "School",
    "SchoolBreakdown",
    "Source",
    "Suggestion",
    "TermPart",
    "Visit",
    "VisitChange",
    "VisitRow",
]


class RuleInForce(NamedTuple):
    """One rule statement that is in force. `origin` says whether you chose the statement or it is a default."""

    id: str
    rule: str
    sentence: str
    origin: Literal["chosen", "default"]


class Breach(TypedDict):
    """A rule that a calendar breaks."""

    rule: Literal[
        "hosts_once",
        "open",
        "gap",
        "facilitator_free",
        "facilitator_apart",
        "facilitator_same",
        "fixed",
        "value",
    ]
    message: str


class VisitChange(TypedDict):
    """A visit that changed, with its old and new dates and facilitators."""

    host: str
    name: str
    kind: Literal["moved", "facilitator", "visitors", "added", "dropped"]
    old_date: date | None
    new_date: date | None
    old_facilitator: str | None
    new_facilitator: str | None


# `from` is a Python keyword, so this record cannot be written as a class.
MembershipRow = TypedDict("MembershipRow", {"school": str, "group": int, "from": date | None, "until": date | None})
MembershipRow.__doc__ = "A school that joined or left a group during the year, with its first or last day in the group."


class Proposal(TypedDict):
    """A proposal for a group that has become too small: who joins which group, the gain, and the broken rules."""

    group: int
    kind: Literal["join", "take_in", "go_on"]
    moves: list[tuple[str, int]]
    gain: int
    broken: list[str]
    cannot_meet: list[int]
    moved_visits: int


class Clash(TypedDict):
    """Why a group has no visits: what it has, what the rules need, and what would help. Group 0 means all groups."""

    group: int
    have: str
    need: str
    fix: str


class Code(NamedTuple):
    """A kind of issue, as `tercet.codes` lists it: its stable code, its severity, its meaning and the way to fix it."""

    code: str
    severity: Literal["error", "warning"]
    meaning: str
    fix: str


class Visit(TypedDict):
    """A visit, with the ids of its host, visitors and facilitator. `sequence` counts the visit's changes."""

    date: date
    group: int
    host: str
    visitors: list[str]
    facilitator: str | None
    sequence: int


class VisitRow(TypedDict):
    """A visit for people to read, with the names of the host and the visitors."""

    date: date
    group: int
    host: str
    name: str
    facilitator: str | None
    visitors: str


class Edges(TypedDict):
    """Pairs of schools that may be in one group: what each could learn from the other, and the value of the pair."""

    source: list[str]
    target: list[str]
    source_learns: list[int]
    target_learns: list[int]
    km: list[float | None]
    weight: list[int]


class Location(TypedDict):
    """A point on the British National Grid, in metres."""

    easting: int
    northing: int


class School(TypedDict):
    """A school in a cohort. Its dictionaries leave out the values that the school has not declared."""

    id: str
    name: str
    location: Location | None
    attributes: dict[str, str | float]
    strengths: dict[str, float]
    needs: dict[str, float]


class AreaSupply(TypedDict):
    """An area: how many schools need it, the sum of their weights in percent, and how many schools are strong in it."""

    area: str
    in_need: int
    need: int
    declared: int
    strong_60: int
    strong_80: int
    strong_100: int
    short: int


class Reason(TypedDict):
    """A reason why no plan exists: what the cohort has, what the rules need, and what would help."""

    have: str
    need: str
    fixes: list[str]


class Broken(TypedDict):
    """A broken rule, with the ids of the schools that break it."""

    rule: str
    schools: list[str]
    message: str


class Misplaced(TypedDict):
    """A school that the problem does not have, that the plan leaves out, or that is in the plan twice."""

    fault: Literal["unknown", "twice", "missing"]
    school: str
    message: str


class Mismatch(TypedDict):
    """A false claim that a plan makes."""

    claim: str
    message: str


class TermPart(TypedDict):
    """A benefit term of a school, with its weight in thousandths and its points from 0 to 10,000."""

    term: str | dict[str, str]
    weight: int
    points: int


class Source(TypedDict):
    """A peer to learn from, with its level in percent of the scale."""

    school: str
    level: int


# `from` is a Python keyword, so this record cannot be written as a class.
Lesson = TypedDict(
    "Lesson",
    {"area": str, "weight": int, "from": Source | None, "second": Source | None, "points": int},
)
Lesson.__doc__ = "What a school learns in one area: the best peer, the second-best peer, and the weight of the need."


class Offer(TypedDict):
    """What a school can share with one peer: the areas, and the points for the peer's needs, from 0 to 10,000."""

    to: str
    areas: list[str]
    points: int


class SchoolBreakdown(TypedDict):
    """A school in its group.

    The benefit is the sum of weight times points over the benefit terms. The benefit term `learn` is the sum of the
    points over the areas in `learns`.
    """

    school: str
    terms: list[TermPart]
    learns: list[Lesson]
    offers: list[Offer]
    benefit: int


class GroupBreakdown(TypedDict):
    """A group in a plan. The group's value is the sum of its schools' benefits."""

    schools: list[SchoolBreakdown]
    value: int


class Place(TypedDict):
    """A school's place in a plan: its group's number or ``None``, and the points that it adds to the plan's value."""

    group: int | None
    points: int


class Change(TypedDict):
    """What a second plan changes for a school: its place, the peers that it loses and finds, and its points."""

    school: str
    moved: bool
    before: Place | None
    after: Place | None
    loses: list[str]
    finds: list[str]
    change: int


Row: TypeAlias = dict[str, int | str | None]
"""A school in a plan, with its group and its gains in points up to 10,000. Each benefit term that counts has a key."""


class Rate(TypedDict):
    """A count out of a total, with its share and the share's 95% Wilson interval."""

    count: int
    of: int
    share: float
    low: float
    high: float


class Figure(TypedDict):
    """A rate in the feedback. The last five fields are ``None`` if the rate is hidden to protect people."""

    measure: Literal["attendance", "response", "uses", "passes_on"]
    by: Literal["overall", "group", "phase", "area", "school"]
    value: str
    count: int | None
    of: int | None
    share: float | None
    low: float | None
    high: float | None


class LeadersRow(TypedDict):
    """An entry that says whether the same two leaders of a school came to every visit.

    `missed` and `changed` list visits by the ids of their hosts.
    """

    group: int
    school: str
    leaders: Literal["same", "changed", "missed", "unknown"]
    visits: int
    missed: list[str]
    changed: list[str]


# `from` is a Python keyword, so this record cannot be written as a class.
Suggestion = TypedDict(
    "Suggestion",
    {
        "school": str,
        "area": str,
        "change": Literal["declare", "raise", "review"],
        "from": int | None,
        "to": int | None,
        "reason": str,
    },
)
Suggestion.__doc__ = "A suggested change to a strength, in percent, for somebody to decide on."
