"""Finds and reads the folder of a year, with its tables and the rules of the calendar."""

from pathlib import Path
from typing import Any

from tercet import OptionsError, Year

__all__ = ["TABLES", "read_year_folder", "rules_in", "tables_in"]

TABLES = {
    "terms": "table of the school terms: term,start,end, and authority or school",
    "unavailable": "table of days on which schools can neither host nor travel: school,start,end, and authority, phase",
    "avoid": "table of days on which schools would rather have no visit: school,start,end,weight, and authority, phase",
    "events": "table of events for the whole cohort, on which no visit takes place: event,start,end",
    "holidays": "table of holidays that replaces the bank holidays of England and Wales: date",
    "facilitators": (
        "table of facilitators: facilitator,name,easting,northing,region,trust,authority,weekdays,visits_a_term"
    ),
    "available": "table of the only days on which some facilitators can come: facilitator,start,end",
    "fixed": "table of visits that are agreed: school,date,facilitator",
    "preferred": "table of the days that hosts prefer: school,start,end,weekdays",
}


def tables_in(folder: Path | None) -> dict[str, Path]:
    """Find the tables of a year.

    Parameters
    ----------
    folder : Path or None
        The folder, if there is one.

    Returns
    -------
    dict of str to Path
        The tables that the folder has, by name.
    """
    if folder is None:
        return {}
    paths = {name: folder / f"{name}.csv" for name in TABLES}
    return {name: path for name, path in paths.items() if path.exists()}


def rules_in(folder: Path | None) -> Path | None:
    """Find the rules file of a calendar.

    Parameters
    ----------
    folder : Path or None
        The folder, if there is one.

    Returns
    -------
    Path or None
        The file, if the folder has one.
    """
    path = None if folder is None else folder / "rules.toml"
    return path if path is not None and path.exists() else None


def read_year_folder(folder: Path) -> Year:
    """Read a year from a folder.

    Parameters
    ----------
    folder : Path
        The folder with the tables.

    Returns
    -------
    Year

    Raises
    ------
    InputError
        If the tables have issues. The error lists every issue of all tables.
    OptionsError
        If there are no school terms.
    OSError
        If a file cannot be read.
    """
    tables: dict[str, Any] = {**tables_in(folder)}
    if "terms" not in tables:
        message = f"the year has no terms: there is no terms.csv in {folder}"
        raise OptionsError(message)
    return Year(**tables, rules=rules_in(folder))
