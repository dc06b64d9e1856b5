"""How the documentation site is built: `make docs`."""

import argparse
import io
import json
import os
from collections.abc import Iterator
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

import tercet
from tercet.cli import commands_of, parser

# The width that help is laid out in.
os.environ["COLUMNS"] = "80"

project = "Tercet"
author = "the Tercet contributors"
version = release = tercet.__version__
language = "en-GB"

extensions = ["myst_nb", "sphinx.ext.autodoc", "numpydoc"]
exclude_patterns = ["_build", "**.ipynb_checkpoints"]
nitpicky = True
# A name in single backticks is code: `read_csv`.
default_role = "code"

myst_enable_extensions = ["attrs_inline", "colon_fence"]
myst_heading_anchors = 3
# The tests run the notebooks. The site shows them as they are stored, without outputs.
nb_execution_mode = "off"

# The page of issues shows files that are wrong on purpose.
suppress_warnings = ["misc.highlighting_failure"]

# The docstrings state the types, in words.
autodoc_typehints = "none"
autodoc_member_order = "groupwise"
autodoc_default_options = {"members": True}
numpydoc_show_class_members = False
# The types of parameters are written for people: `Problem or Cohort`, `sequence of str`.
numpydoc_xref_param_type = False

html_theme = "furo"
html_title = "Tercet"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
html_show_copyright = False
html_show_sourcelink = False


class CommandHelp(Directive):
    """What `tercet COMMAND --help` shows, for every command: read from the parsers themselves."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """Make a section of each command."""
        made = parser()
        return [_section(name, command) for name, command in [("tercet", made), *commands_of(made).items()]]


def _section(name: str, command: argparse.ArgumentParser) -> nodes.Node:
    title = name if name == "tercet" else f"tercet {name}"
    section = nodes.section(ids=[nodes.make_id(f"command-{name}")], names=[title])
    section += nodes.title(text=title)
    text = io.StringIO()
    command.print_help(text)
    section += nodes.literal_block(text=text.getvalue(), language="text")
    return section


class RuleKeys(Directive):
    """A table of the keys of a rules file: read from the JSON Schema, so that no page repeats it by hand."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """Make a row of each key."""
        schema = json.loads(tercet.schema("rules"))
        group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in (20, 40, 25, 15)), cols=4)
        group += nodes.thead("", _row(["key", "meaning", "values", "default"], nodes.inline))
        group += nodes.tbody("", *(_row(row, nodes.literal) for row in _keys(schema, schema["properties"])))
        return [nodes.table("", group)]


def _keys(schema: dict[str, Any], properties: dict[str, Any], above: str = "") -> Iterator[list[str]]:
    """Yield key, meaning, values and default of each key that holds no further keys."""
    for name, part in properties.items():
        inner = _resolved(schema, part)
        if "properties" in inner:
            yield from _keys(schema, inner["properties"], f"{above}{name}.")
        else:
            meaning = " ".join(part["description"].split())
            yield [f"{above}{name}", meaning, _values(schema, inner), _default(part)]


def _resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    return schema["$defs"][part["$ref"].rsplit("/", 1)[-1]] if "$ref" in part else part


def _values(schema: dict[str, Any], part: dict[str, Any]) -> str:
    """Return the values that a key can have, as people write them."""
    part = _resolved(schema, part)
    if "const" in part:
        return str(part["const"])
    choices = part.get("oneOf") or part.get("anyOf")
    if choices and "properties" not in part:
        return " or ".join(_values(schema, one) for one in choices if one.get("type") != "null")
    kinds = part["type"] if isinstance(part["type"], list) else [part["type"]]
    kind = next(kind for kind in kinds if kind != "null")
    if kind == "array":
        return f"list: {_values(schema, part['items'])}".replace("list: list", "lists")
    if kind == "object":
        return "table"
    return _within({"integer": "whole number", "number": "number", "string": "text"}[kind], part)


def _within(kind: str, part: dict[str, Any]) -> str:
    """Add the limits. The limit of a thousand million is left out, because it only catches slips."""
    least, above, most = part.get("minimum"), part.get("exclusiveMinimum"), part.get("maximum")
    limits = [f"above {above:,}"] if above is not None else []
    if least is not None:
        limits.append(f"{least:,} or more")
    if most is not None and most < 1_000_000_000:
        limits.append(f"at most {most:,}")
    return ", ".join([kind, *limits])


def _default(part: dict[str, Any]) -> str:
    """Return the default as a rules file states it."""
    if "default" in part:
        default = part["default"]
        return f"{default:g}" if isinstance(default, float) else json.dumps(default)
    # The defaults of `differ` and `same` depend on the columns of the cohort. Their description says how.
    return "see meaning" if "unless stated" in part["description"] else "not set"


def _row(cells: list[str], code: type[nodes.TextElement]) -> nodes.row:
    """Make a row, with the key and the default as the given kind of text."""
    row = nodes.row()
    for place, text in enumerate(cells):
        inner = code(text, text) if place in (0, 3) else nodes.inline(text, text)
        row += nodes.entry("", nodes.paragraph("", "", inner))
    return row


def setup(app: Sphinx) -> dict[str, Any]:
    """Add what the pages use."""
    app.add_directive("command-help", CommandHelp)
    app.add_directive("rule-keys", RuleKeys)
    # Tables are shown as plain text.
    app.add_lexer("csv", TextLexer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
