"""The plain records that Tercet hands out: dictionaries with known keys."""

from typing import Literal, TypeAlias, TypedDict

__all__ = ["Broken", "Edges", "Location", "Mismatch", "Misplaced", "Reason", "Row", "School"]


class Edges(TypedDict):
    """An edge table: two schools that may be in one group, and the value of the two as a group of their own."""

    source: list[str]
    target: list[str]
    weight: list[int]


class Location(TypedDict):
    """A point on the British National Grid, in metres."""

    easting: int
    northing: int


class School(TypedDict):
    """A school of a cohort. What it has not declared is not in its maps."""

    id: str
    name: str
    location: Location | None
    attributes: dict[str, str | float]
    strengths: dict[str, float]
    needs: dict[str, float]


class Reason(TypedDict):
    """A count that no plan can satisfy: what there is, what the rules need, and what would help."""

    have: str
    need: str
    fixes: list[str]


class Broken(TypedDict):
    """A rule that does not hold, with the ids of the schools it is about."""

    rule: str
    schools: list[str]
    message: str


class Misplaced(TypedDict):
    """A school that is not in just one place."""

    fault: Literal["unknown", "twice", "missing"]
    school: str
    message: str


class Mismatch(TypedDict):
    """A claim of a plan that does not hold."""

    claim: str
    message: str


Row: TypeAlias = dict[str, int | str | None]
"""A school in a plan: where it is and what it gains, in points of 10,000; a key for each term that counts."""
