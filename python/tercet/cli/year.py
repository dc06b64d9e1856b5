"""The folder of a year: its tables and the rules of the calendar."""

from pathlib import Path
from typing import Any

from tercet import OptionsError, Year

__all__ = ["TABLES", "read_year_folder", "rules_in", "tables_in"]

TABLES = {
    "terms": "when schools are open: term,start,end and, if needed, authority or school",
    "unavailable": "days on which a school can neither host nor travel: school,start,end",
    "events": "days on which the whole cohort meets: event,start,end",
    "holidays": "days without visits, in place of the bank holidays of England and Wales: date",
    "facilitators": "who leads visits: facilitator,name,easting,northing,region,trust,authority,weekdays,visits_a_term",
    "available": "the only days on which some facilitators can come: facilitator,start,end",
    "fixed": "visits that are already agreed: school,date,facilitator",
    "preferred": "days that hosts would like best: school,start,end",
}


def tables_in(folder: Path | None) -> dict[str, Path]:
    """Find the tables of a year.

    Parameters
    ----------
    folder : Path or None
        The folder; None for none.

    Returns
    -------
    dict of str to Path
        The tables that exist, by name.
    """
    if folder is None:
        return {}
    paths = {name: folder / f"{name}.csv" for name in TABLES}
    return {name: path for name, path in paths.items() if path.exists()}


def rules_in(folder: Path | None) -> Path | None:
    """Find the rules of a calendar.

    Parameters
    ----------
    folder : Path or None
        The folder; None for none.

    Returns
    -------
    Path or None
        The file, if it exists.
    """
    path = None if folder is None else folder / "rules.toml"
    return path if path is not None and path.exists() else None


def read_year_folder(folder: Path) -> Year:
    """Read the year that a folder states.

    Parameters
    ----------
    folder : Path
        Where the tables are.

    Returns
    -------
    Year

    Raises
    ------
    InputError
        With every issue of every table.
    OptionsError
        If there are no terms.
    OSError
        If a file cannot be read.
    """
    tables: dict[str, Any] = {**tables_in(folder)}
    if "terms" not in tables:
        message = f"there are no terms: {folder} has no terms.csv"
        raise OptionsError(message)
    return Year(**tables, rules=rules_in(folder))
