"""A small cohort and its year of visits, for trials."""

from tercet._native import Cohort, Year, read_csv

__all__ = ["example_cohort", "example_year"]


def example_cohort() -> Cohort:
    """Read the twelve made-up primary schools that the examples use.

    Returns
    -------
    Cohort
        A cohort with two schools in each of six regions. Some of the schools are in one of two trusts.

    Examples
    --------
    >>> import tercet
    >>> tercet.example_cohort()
    <Cohort of 12 schools, 5 areas from example.csv>
    """
    from importlib.resources import as_file, files  # noqa: PLC0415 - as slow to import as the rest of Tercet

    with as_file(files("tercet") / "data" / "example.csv") as path:
        return read_csv(path)


def example_year() -> Year:
    """Make the year that the examples use, with three school terms, one event and two facilitators.

    Returns
    -------
    Year
        A year from September 2026, with the real bank holidays of England and Wales.

    Examples
    --------
    >>> import tercet
    >>> tercet.example_year()
    <Year from 2026-09-01 to 2027-07-21: 3 terms, 2 facilitators>
    """
    return Year(
        terms=[
            {"term": "Autumn", "start": "2026-09-01", "end": "2026-10-23"},
            {"term": "Autumn", "start": "2026-11-02", "end": "2026-12-18"},
            {"term": "Spring", "start": "2027-01-04", "end": "2027-02-12"},
            {"term": "Spring", "start": "2027-02-22", "end": "2027-03-25"},
            {"term": "Summer", "start": "2027-04-12", "end": "2027-05-28"},
            {"term": "Summer", "start": "2027-06-07", "end": "2027-07-21"},
        ],
        events=[{"event": "Opening conference", "start": "2026-09-24"}],
        facilitators=[
            {"facilitator": "F1", "region": "London", "visits_a_term": 4},
            {"facilitator": "F2", "region": "North West", "visits_a_term": 4},
        ],
    )
