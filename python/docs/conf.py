"""How the documentation site is built: `make docs`."""

import argparse
import io
import os
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
# The tests run the notebooks; here they are shown as they lie, without outputs.
nb_execution_mode = "off"

# The page of issues shows files that are wrong on purpose.
suppress_warnings = ["misc.highlighting_failure"]

# Types stand in the docstrings, in words.
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


def setup(app: Sphinx) -> dict[str, Any]:
    """Add what the pages use."""
    app.add_directive("command-help", CommandHelp)
    # Tables are shown as they are.
    app.add_lexer("csv", TextLexer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
