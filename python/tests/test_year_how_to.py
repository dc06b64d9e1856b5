"""The page on the year of visits is true: its code runs, and prints what the page shows."""

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

PAGE = REPOSITORY / "python" / "docs" / "how-to" / "year.md"


def test_every_block_of_the_page_runs_and_prints_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    names: dict[str, object] = {}
    printed = ""
    for kind, block in blocks:
        if kind == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(block, str(PAGE), "exec"), names)  # noqa: S102 - it is our own
            printed = out.getvalue()
        elif kind == "text":
            assert printed == block
        else:
            assert kind == "sh"
            _run(block)
    assert {kind for kind, _ in blocks} == {"python", "text", "sh"}


def _run(block: str) -> None:
    for line in block.splitlines():
        assert line.startswith("tercet ")
        command = [sys.executable, "-m", *line.split()]
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ, check=False)
        assert done.returncode == 0, done.stderr
