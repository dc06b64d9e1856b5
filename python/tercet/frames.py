"""Reads and makes data frames of the caller's own kind, through narwhals. Packages are imported only when needed."""

import csv
import importlib
import importlib.util
import io
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from types import ModuleType
from typing import Any, Literal

__all__ = ["from_columns", "to_csv_text", "to_frame"]

_BACKENDS = ("pandas", "polars", "pyarrow")


def to_frame(rows: Sequence[Mapping[str, Any]], backend: Literal["pandas", "polars", "pyarrow"] | None = None) -> Any:  # noqa: ANN401 - the caller's own kind
    """Make a data frame from rows.

    Parameters
    ----------
    rows : sequence of mapping
        The rows, which all have the same keys.
    backend : {"pandas", "polars", "pyarrow"}, optional
        The data-frame package. The default is a package that is already imported, or else one that is installed.

    Returns
    -------
    data frame
        A pandas or Polars data frame or an Arrow table.

    Raises
    ------
    ImportError
        If no such package is installed.

    Examples
    --------
    >>> from tercet.frames import to_frame
    >>> to_frame([{"school": "01", "group": 1}], "pandas").shape
    (1, 2)
    """
    columns = list(rows[0]) if rows else []
    return from_columns({column: [row[column] for row in rows] for column in columns}, backend)


def from_columns(
    columns: Mapping[str, Sequence[Any]], backend: Literal["pandas", "polars", "pyarrow"] | None = None
) -> Any:  # noqa: ANN401 - the caller's own kind
    """Make a data frame from columns.

    Parameters
    ----------
    columns : mapping of str to sequence
        The columns, which all have the same length.
    backend : {"pandas", "polars", "pyarrow"}, optional
        The data-frame package. The default is a package that is already imported, or else one that is installed.

    Returns
    -------
    data frame
        A pandas or Polars data frame or an Arrow table.

    Raises
    ------
    ImportError
        If no such package is installed.

    Examples
    --------
    >>> from tercet.frames import from_columns
    >>> from_columns({"school": ["01", "02"], "km": [1.5, None]}, "pandas").shape
    (2, 2)
    """
    package = _pick(backend)
    import narwhals as nw  # noqa: PLC0415 - imported only if frames are wanted

    as_is = package.__name__ != "pandas"
    data = columns if as_is else {name: [_for_pandas(value) for value in column] for name, column in columns.items()}
    return nw.from_dict(data, backend=package).to_native()


def to_csv_text(table: Any) -> str:  # noqa: ANN401 - any kind of data frame
    """Write a table as CSV text, in the form that the file readers expect.

    Parameters
    ----------
    table : data frame or iterable of mapping
        A frame of any kind that narwhals knows, or rows. A missing key, ``None``, NaN or NaT gives a blank cell. A
        whole number that is stored as a float is written without a decimal point, because pandas stores whole numbers
        as floats if some of them are missing.

    Returns
    -------
    str
        The CSV text, with a header.

    Raises
    ------
    TypeError
        If the table is neither a data frame nor rows.

    Examples
    --------
    >>> from datetime import date
    >>> from tercet.frames import to_csv_text
    >>> print(to_csv_text([{"school": "01", "start": date(2026, 9, 7)}, {"school": "02"}]), end="")
    school,start
    01,2026-09-07
    02,
    """
    columns, rows = _columns_and_rows(table)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _columns_and_rows(table: Any) -> tuple[list[str], Iterable[Sequence[object]]]:  # noqa: ANN401 - any kind of data frame
    if not isinstance(table, list | tuple):
        import narwhals as nw  # noqa: PLC0415 - imported only if there may be a frame

        frame = nw.from_native(table, pass_through=True)
        if isinstance(frame, nw.LazyFrame):
            frame = frame.collect()
        if isinstance(frame, nw.DataFrame):
            return [str(name) for name in frame.columns], frame.iter_rows()
    if isinstance(table, Mapping | str) or not isinstance(table, Iterable):
        message = f"a table must be a path, a data frame or a sequence of mappings, not {type(table).__name__}"
        raise TypeError(message)
    rows = list(table)
    if wrong := [row for row in rows if not isinstance(row, Mapping)]:
        message = f"each row of a table must be a mapping, not {type(wrong[0]).__name__}"
        raise TypeError(message)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return [str(name) for name in columns], ([row.get(name) for name in columns] for row in rows)


def _cell(value: object) -> str:
    if _is_missing(value):
        return ""
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


def _is_missing(value: object) -> bool:
    try:
        return value is None or bool(value != value)  # noqa: PLR0124 - NaN and NaT are not equal to themselves
    except TypeError:  # A comparison with pandas' NA is neither true nor false.
        return True


def _for_pandas(value: object) -> object:
    # pandas would store a column of dates as objects, which have no `.dt`.
    return datetime.combine(value, time()) if type(value) is date else value


def _pick(backend: str | None) -> ModuleType:
    if backend is not None and backend not in _BACKENDS:
        message = f"there is no backend {backend!r}; give one of {', '.join(_BACKENDS)}"
        raise ValueError(message)
    wanted = _BACKENDS if backend is None else (backend,)
    for name in wanted:
        if name in sys.modules:
            return sys.modules[name]
    for name in wanted:
        if importlib.util.find_spec(name) is not None:
            return importlib.import_module(name)
    message = f"to_frame needs {' or '.join(wanted)}; install one, or use to_dicts"
    raise ImportError(message)
