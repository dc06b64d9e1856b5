"""The Python and the commands in the README files run as they stand."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import tercet
from tests.conftest import COHORTS, REPOSITORY

READMES = [REPOSITORY / "README.md", REPOSITORY / "python" / "README.md"]


@pytest.mark.parametrize("path", [path for path in READMES if path.exists()], ids=lambda path: path.parent.name)
def test_the_python_in_the_readme_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    # Paths in the README are seen from the root of the repository; what it writes lands elsewhere.
    (tmp_path / "tests").symlink_to(REPOSITORY / "tests")
    names: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for block in blocks:
        exec(compile(block, str(path), "exec"), names)  # noqa: S102 - it is our own


def test_the_commands_in_the_readme_end_well(tmp_path: Path) -> None:
    text = READMES[0].read_text(encoding="utf-8")
    section = text[text.index("## The command line") :]
    rules, commands = (re.search(f"```{kind}\n(.*?)```", section, re.DOTALL) for kind in ("toml", "sh"))
    assert rules
    assert commands
    (tmp_path / "tests").symlink_to(REPOSITORY / "tests")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    # What the reader has: a cohort with rules, groups of their own, and the terms of the year.
    tercet.generate(60, seed=4).save(tmp_path / "cohort.csv")
    (tmp_path / "rules.toml").write_text(rules[1], encoding="utf-8")
    real = tercet.read_csv(COHORTS / "primary_60.csv")
    (tmp_path / "mine.csv").write_text(tercet.solve(real, strategy="greedy").to_csv(), encoding="utf-8")
    (tmp_path / "tables").mkdir()
    terms = "term,start,end\nAutumn,2026-09-01,2026-12-18\nSpring,2027-01-04,2027-03-25\nSummer,2027-04-12,2027-07-21\n"
    (tmp_path / "tables" / "terms.csv").write_text(terms, encoding="utf-8")
    for line in commands[1].splitlines():
        command = shlex.split(line, comments=True)
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    for written in ("plan/plan.json", "ours/report.html", "random.csv"):
        assert (tmp_path / written).exists()
