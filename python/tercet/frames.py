"""Rows as a data frame of the caller's own kind, through narwhals. Nothing is imported before it is asked for."""

import importlib
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any, Literal

__all__ = ["to_frame"]

_BACKENDS = ("pandas", "polars", "pyarrow")


def to_frame(rows: Sequence[Mapping[str, Any]], backend: Literal["pandas", "polars", "pyarrow"] | None = None) -> Any:  # noqa: ANN401 - the caller's own kind
    """Make a data frame of rows.

    Parameters
    ----------
    rows : sequence of mapping
        All with the same keys.
    backend : {"pandas", "polars", "pyarrow"}, optional
        The kind; the one that is in use, or else installed, if left out.

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
    package = _pick(backend)
    import narwhals as nw  # noqa: PLC0415 - only those who want frames wait for it

    columns = list(rows[0]) if rows else []
    data = {column: [row[column] for row in rows] for column in columns}
    return nw.from_dict(data, backend=package).to_native()


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
