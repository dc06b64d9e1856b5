"""Charts as SVG text: no package, no script and nothing from the network is needed to show them."""

from collections.abc import Sequence
from html import escape

from tercet.records import Figure

__all__ = ["rates_svg"]

_NAMES = {
    "attendance": "came",
    "response": "answered",
    "uses": "plan to use something",
    "passes_on": "have something to pass on",
}
_LABELS, _BARS, _ROW = 260, 360, 26


def rates_svg(figures: Sequence[Figure], by: str = "overall") -> str:
    """Draw a bar for each rate, with its interval as a line.

    Parameters
    ----------
    figures : sequence of dict
        The rates of a `tercet.Feedback`.
    by : {"overall", "group", "phase", "area"}, default "overall"
        Which of them.

    Returns
    -------
    str
        SVG. A rate that is hidden has no bar, and says so.

    Examples
    --------
    >>> from tercet.charts import rates_svg
    >>> rate = {"measure": "uses", "by": "overall", "value": "", "count": 8, "of": 10}
    >>> "8 of 10" in rates_svg([{**rate, "share": 0.8, "low": 0.49, "high": 0.94}])
    True
    """
    rows = [row for row in figures if row["by"] == by]
    height = _ROW * max(len(rows), 1) + 10
    parts = [_row(number, row) for number, row in enumerate(rows)]
    if not rows:
        parts = [f'<text x="4" y="{_ROW - 8}">no rates</text>']
    title = "Rates of the feedback with their 95 % intervals"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{title}" '
        f'viewBox="0 0 {_LABELS + _BARS + 90} {height}" style="max-width:{_LABELS + _BARS + 90}px;width:100%" '
        f'font-family="sans-serif" font-size="13" fill="currentColor"><title>{title}</title>{"".join(parts)}</svg>'
    )


def _row(number: int, row: Figure) -> str:
    top = _ROW * number + 4
    value = f"{row['value']}: " if row["value"] else ""
    label = f'<text x="4" y="{top + 14}">{escape(value + _NAMES[row["measure"]])}</text>'
    if row["share"] is None or row["low"] is None or row["high"] is None:
        return f'{label}<text x="{_LABELS}" y="{top + 14}" opacity="0.7">hidden: fewer than five</text>'
    share, low, high = (round(_BARS * part, 1) for part in (row["share"], row["low"], row["high"]))
    middle = top + 9
    return (
        f'{label}<rect x="{_LABELS}" y="{top}" width="{share}" height="18" fill="#2f6f8f" opacity="0.55"/>'
        f'<path d="M{_LABELS + low} {middle}H{_LABELS + high}" stroke="currentColor" stroke-width="2"/>'
        f'<text x="{_LABELS + _BARS + 8}" y="{top + 14}">{row["count"]} of {row["of"]}</text>'
    )
