"""The pieces of what notebooks show: HTML without scripts, in the notebook's colours, and words shared with charts."""

from collections.abc import Iterable, Sequence
from html import escape

# Notebooks align cells to the right and stripe rows; text of several lines reads better without. No colour is set, so
# that light and dark notebooks keep theirs.
_STYLE = (
    ".tercet-view table{border-collapse:collapse;margin:.5em 0}"
    ".tercet-view :is(th,td,caption){text-align:left!important;vertical-align:top;white-space:normal;max-width:34em;"
    "padding:.3em 1em .3em 0;color:inherit;caption-side:top}"
    ".tercet-view tr{background:transparent!important}"
    ".tercet-view :is(tbody,thead) tr{border-top:1px solid rgb(128 128 128/.3)}"
    ".tercet-view th[scope=rowgroup]{padding-top:1em}"
    ".tercet-view small{opacity:.75}"
)


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = "".join(f"<tr>{''.join(map(td, row))}</tr>" for row in rows)
    return laid_out(caption, header, f"<tbody>{body}</tbody>")


def laid_out(caption: str, header: Sequence[str], bodies: str) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead>{bodies}</table>"


def framed(content: str) -> str:
    return f'<div class="tercet-view"><style>{_STYLE}</style>{content}</div>'


def left_out(number: int, one: str, whole: str) -> str:
    if number <= 0:
        return ""
    return f"<p>and {number:,} more {one}{'' if number == 1 else 's'}; <code>{whole}</code> has all of them</p>"


def td(cell: str) -> str:
    return f"<td>{cell if isinstance(cell, Html) else escape(cell)}</td>"


def lines(lines: Sequence[str], none: str) -> Html:
    return Html("".join(f"<div>{line}</div>" for line in lines) if lines else none)


def small(*lines: str) -> str:
    return "".join(f"<div><small>{line}</small></div>" for line in lines)


def list_items(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>" if lines else ""


def spaced(name: str) -> str:
    return name.replace("_", " ")


def group_size(schools: int) -> str:
    return {2: "pair", 3: "trio", 4: "quad"}.get(schools, f"group of {schools}")
