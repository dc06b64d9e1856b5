"""The folder of a year: its tables, and the rules of the calendar."""

import difflib
from pathlib import Path
from typing import Any

from tercet import OptionsError, Year, sheets
from tercet.cli.messages import say

__all__ = ["ENDINGS", "TABLES", "read_year_folder", "rules_in", "say_read", "tables_in", "unread_in"]

ENDINGS = (".csv", ".xlsx", ".xlsm", ".ods")

TABLES = {
    "terms": "table of the terms, in which schools are open: term,start,end and authority or school",
    "unavailable": "days on which schools can neither host nor travel: school,start,end, and authority, phase",
    "avoid": "days that schools would rather have without a visit: school,start,end,weight, and authority, phase",
    "events": "table of the events of the whole cohort, on which there is no visit: event,start,end",
    "holidays": "table of holidays that replaces the bank holidays of England and Wales: date",
    "facilitators": "facilitators: facilitator,name,easting,northing,region,trust,authority,weekdays,visits_a_term",
    "available": "table of the only days on which some facilitators can come: facilitator,start,end",
    "fixed": "table of visits that are agreed: school,date,facilitator",
    "preferred": "table of the days that hosts prefer: school,start,end,weekdays",
}


def tables_in(folder: Path | None) -> dict[str, Path]:
    """Find the tables of a year.

    Parameters
    ----------
    folder : Path or None
        The folder, if there is one; or a workbook with a sheet for each table.

    Returns
    -------
    dict of str to Path
        The tables that the folder has, by name.
    """
    if folder is None:
        return {}
    if folder.is_file():
        found = {sheet.strip().lower(): Path(f"{folder}#{sheet}") for sheet in sheets(folder)}
        return {name: found[name] for name in TABLES if name in found}
    paths = {name: [folder / f"{name}{ending}" for ending in ENDINGS] for name in TABLES}
    return {name: path for name, choices in paths.items() for path in choices[::-1] if path.exists()}


def unread_in(folder: Path) -> list[str]:
    """Find the files of a folder that are no table of a year, and may be meant for one.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    list of str
        A sentence for each, with the name that was probably meant.
    """
    read = {*tables_in(folder).values(), rules_in(folder)}
    unread = []
    if folder.is_file():
        return [f"the sheet {sheet!r} of {folder} is not read" for sheet in sheets(folder) if sheet.strip().lower() not in TABLES]
    for path in sorted(folder.iterdir()):
        if path in read or path.name.startswith(".") or path.suffix.lower() not in (*ENDINGS, ".xls", ".txt", ".toml"):
            continue
        near = difflib.get_close_matches(path.stem.lower(), TABLES, n=1, cutoff=0.6)
        hint = f"; did you mean {near[0]}.csv?" if near else ""
        unread.append(f"{path.name} in {folder} is not read{hint}")
    return unread


def rules_in(folder: Path | None) -> Path | None:
    """Find the rules of a calendar.

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
        With every issue of every table.
    OptionsError
        If there are no terms.
    OSError
        If a file cannot be read.
    """
    tables: dict[str, Any] = {**tables_in(folder)}
    if "terms" not in tables:
        hints = "".join(f"; {unread}" for unread in unread_in(folder)) if folder.exists() else ""
        message = f"the year has no terms: there is no terms.csv in {folder}{hints}"
        raise OptionsError(message)
    return Year(**tables, rules=rules_in(folder))


def say_read(folder: Path) -> None:
    """Print which tables of a folder are read, and which files are not.

    Parameters
    ----------
    folder : Path
        The folder.
    """
    read = [path.name for path in tables_in(folder).values()]
    rules = rules_in(folder)
    if rules is not None:
        read.append(rules.name)
    say(f"read from {folder}: {', '.join(read) or 'nothing'}")
    for unread in unread_in(folder):
        say(unread)
