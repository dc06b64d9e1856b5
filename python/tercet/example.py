"""A small cohort to try things on."""

from importlib.resources import as_file, files

from tercet._native import Cohort, read_csv

__all__ = ["example_cohort"]


def example_cohort() -> Cohort:
    """Read the twelve made-up primary schools that the examples use.

    Returns
    -------
    Cohort
        Two schools in each of six regions, some of them in one of two trusts.

    Examples
    --------
    >>> import tercet
    >>> tercet.example_cohort()
    <Cohort of 12 schools, 5 areas from example.csv>
    """
    with as_file(files("tercet") / "data" / "example.csv") as path:
        return read_csv(path)
