"""The plain records that Tercet hands out: dictionaries with known keys."""

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
    "NearValues",
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
    """A statement of a rule in force: its id, its rule, its sentence, and whether it was chosen or is a default."""

    id: str
    rule: str
    sentence: str
    origin: Literal["chosen", "default"]


class Breach(TypedDict):
    """A rule of the year that a calendar breaks."""

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
    """A visit that changed, with its old and new day and facilitator."""

    host: str
    name: str
    kind: Literal["moved", "facilitator", "visitors", "added", "dropped"]
    old_date: date | None
    new_date: date | None
    old_facilitator: str | None
    new_facilitator: str | None


# `from` is a keyword, so the class cannot be written out.
MembershipRow = TypedDict("MembershipRow", {"school": str, "group": int, "from": date | None, "until": date | None})
MembershipRow.__doc__ = "A school that joined or left a group during the year, with its first or last day."


class Proposal(TypedDict):
    """A way on for a group that has become too small: who joins which group, what that gains, and what it breaks."""

    group: int
    kind: Literal["join", "take_in", "go_on"]
    moves: list[tuple[str, int]]
    gain: int
    broken: list[str]
    cannot_meet: list[int]
    moved_visits: int


class Clash(TypedDict):
    """Why a group has no visits: what there is, what the rules need, and what would help. Group 0 is all groups."""

    group: int
    have: str
    need: str
    fix: str


class Code(NamedTuple):
    """A kind of issue: its stable code, its severity, what it means and how to fix it. Made by `tercet.codes`."""

    code: str
    severity: Literal["error", "warning"]
    meaning: str
    fix: str


class Visit(TypedDict):
    """A visit, with the ids of its host, its visitors and its facilitator, and how often it was changed."""

    date: date
    group: int
    host: str
    visitors: list[str]
    facilitator: str | None
    sequence: int


class VisitRow(TypedDict):
    """A visit as people read it, with the names of its visitors."""

    date: date
    group: int
    host: str
    name: str
    facilitator: str | None
    visitors: str


class Edges(TypedDict):
    """Pairs that may be in one group: the two schools, what each could learn from the other, and their joint value."""

    source: list[str]
    target: list[str]
    source_learns: list[int]
    target_learns: list[int]
    km: list[float | None]
    weight: list[int]


class NearValues(TypedDict):
    """Values of an attribute that are probably one, each with its number of schools; the first stands for all."""

    attribute: str
    values: list[tuple[str, int]]


class Location(TypedDict):
    """A point on the British National Grid, in metres."""

    easting: int
    northing: int


class School(TypedDict):
    """A school of a cohort. Values that the school has not declared are missing from its maps."""

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
    """A count that no plan can satisfy: what there is, what the rules need, and what would help."""

    have: str
    need: str
    fixes: list[str]


class Broken(TypedDict):
    """A broken rule, with the ids of the schools that break it."""

    rule: str
    schools: list[str]
    message: str


class Misplaced(TypedDict):
    """A school that is unknown, missing or in a plan twice."""

    fault: Literal["unknown", "twice", "missing"]
    school: str
    message: str


class Mismatch(TypedDict):
    """A false claim of a plan."""

    claim: str
    message: str


class TermPart(TypedDict):
    """A term of a school's benefit, with its weight in thousandths and its points from 0 to 10,000."""

    term: str | dict[str, str]
    weight: int
    points: int


class Source(TypedDict):
    """A peer to learn from, with its level in percent of the scale."""

    school: str
    level: int


# `from` is a word of Python's own, so this record is made by a call.
Lesson = TypedDict(
    "Lesson",
    {"area": str, "weight": int, "from": Source | None, "second": Source | None, "points": int},
)
Lesson.__doc__ = "What a school learns in one area: the peer, the second-best peer, and the share of its needs."


class Offer(TypedDict):
    """What a school can share with one peer: the areas that the peer needs, and 0 to 10,000 points."""

    to: str
    areas: list[str]
    points: int


class SchoolBreakdown(TypedDict):
    """A school in its group.

    Its benefit is the sum of weight times points over its terms. Its term `learn` is the same sum over its lessons.
    """

    school: str
    terms: list[TermPart]
    learns: list[Lesson]
    offers: list[Offer]
    benefit: int


class GroupBreakdown(TypedDict):
    """A group of a plan: the benefits of its schools sum to its value."""

    schools: list[SchoolBreakdown]
    value: int


class Place(TypedDict):
    """Where a school is in a plan: the number of its group, or None, and the points that it adds to the plan."""

    group: int | None
    points: int


class Change(TypedDict):
    """What a second plan changes for a school: its place, the peers that it loses and gains, and its points."""

    school: str
    moved: bool
    before: Place | None
    after: Place | None
    loses: list[str]
    finds: list[str]
    change: int


Row: TypeAlias = dict[str, int | str | None]
"""A school in a plan: where it is and what it gains, in points of 10,000; a key for each term that counts."""


class Rate(TypedDict):
    """A count out of a total, as a share with the 95% interval of Wilson."""

    count: int
    of: int
    share: float
    low: float
    high: float


class Figure(TypedDict):
    """A rate of the feedback. The last five fields are None if they would describe fewer than five people."""

    measure: Literal["attendance", "response", "uses", "passes_on"]
    by: Literal["overall", "group", "phase", "area", "school"]
    value: str
    count: int | None
    of: int | None
    share: float | None
    low: float | None
    high: float | None


class LeadersRow(TypedDict):
    """Whether the same two leaders of a school came to every visit.

    `missed` and `changed` list visits by the ids of their hosts.
    """

    group: int
    school: str
    leaders: Literal["same", "changed", "missed", "unknown"]
    visits: int
    missed: list[str]
    changed: list[str]


# One key is a word of Python's.
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
Suggestion.__doc__ = "A change to a strength that somebody should decide on, in percent."
