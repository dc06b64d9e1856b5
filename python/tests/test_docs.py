"""The pages of the site: every code block on them runs, and prints what stands below it.

A block of Python, or of a shell, runs in a folder of the page's own; `output` below it is what it printed, where a
line `...` stands for any lines. A block that names a file, such as `csv cohort.csv`, is that file. To renew the
outputs, which are then to be read: `TERCET_BLESS=1 python -m pytest tests/test_docs.py`.
"""

import contextlib
import io
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import tercet
from tests.conftest import REPOSITORY

DOCS = REPOSITORY / "python" / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "{include}" not in path.read_text(encoding="utf-8"))

BLOCK = re.compile(r"^```(?P<language>[^\s`]+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$", flags=re.DOTALL | re.MULTILINE)


class Page:
    """The blocks of a page, run one after another."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self.printed: str | None = None

    def run(self, language: str, file: str | None, body: str) -> None:
        printed = None
        if language == "python":
            stream = io.StringIO()
            with contextlib.redirect_stdout(stream):
                exec(compile(body, "page", "exec"), self.names)  # noqa: S102 - it is our own
            printed = stream.getvalue()
        elif language == "sh":
            printed = _shell(body)
        elif language == "toml":
            tercet.Rules.from_toml(body)
        else:
            assert file, f"a block of {language} that is neither run nor a file"
        if file:
            Path(file).write_text(body, encoding="utf-8")
        self.printed = printed


def _shell(body: str) -> str:
    """Run a block as one script that ends at the first failure; give back all that it shows."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", body],  # noqa: S607 - whichever bash there is
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def _matches(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed; a line of dots stands for any lines, and ends of lines do not count."""
    lines = [line.rstrip() for line in shown.rstrip().splitlines()]
    pattern = "\n".join("(?:.*\n)*?.*" if line == "..." else re.escape(line) for line in lines)
    return re.fullmatch(pattern, "\n".join(line.rstrip() for line in printed.rstrip().splitlines())) is not None


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_every_block_of_a_page_runs_and_prints_what_is_shown(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = Page()

    def run(found: re.Match[str]) -> str:
        language, file, body = found["language"], found["file"], found["body"]
        if language.startswith("{"):
            return found[0]
        if language == "output":
            assert page.printed is not None, "output without a block that printed it"
            if "TERCET_BLESS" in os.environ and not _matches(body, page.printed):
                lines = [line.rstrip() for line in page.printed.rstrip().splitlines()]
                return "\n".join(["```output", *lines, "```"])
            assert _matches(body, page.printed), page.printed
            return found[0]
        page.run(language, file, body)
        return found[0]

    text = path.read_text(encoding="utf-8")
    renewed = BLOCK.sub(run, text)
    if renewed != text:
        path.write_text(renewed, encoding="utf-8")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_no_output_of_a_page_is_left_out(path: Path) -> None:
    blocks = list(BLOCK.finditer(path.read_text(encoding="utf-8")))
    followed = {block["body"] for block, after in pairwise(blocks) if after["language"] == "output"}
    prints = [block["body"] for block in blocks if block["language"] == "python" and "print(" in block["body"]]
    assert [body for body in prints if body not in followed] == []


def test_the_reference_has_everything_that_is_public() -> None:
    text = (DOCS / "reference" / "python.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\.\. auto(?:function|class|exception):: (\w+)$", text, flags=re.MULTILINE))
    assert listed == {name for name in tercet.__all__ if not name.startswith("__")}
