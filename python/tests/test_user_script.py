"""The script that calls everything public: it does, it runs, and its types hold as strictly as mypy checks."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import tercet

SCRIPT = Path(__file__).parent / "user_script.py"
STUB = Path(tercet.__file__).parent / "_native.pyi"
NAMED = {
    node.attr if isinstance(node, ast.Attribute) else node.id
    for node in ast.walk(ast.parse(SCRIPT.read_text(encoding="utf-8")))
    if isinstance(node, ast.Attribute | ast.Name)
}
MEMBERS = sorted(
    {
        f"{node.name}.{member.name}"
        for node in ast.parse(STUB.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
        for member in node.body
        if isinstance(member, ast.FunctionDef) and not member.name.startswith("_")
    }
)


@pytest.mark.parametrize("name", tercet.__all__)
def test_it_uses_every_public_name(name: str) -> None:
    assert name in NAMED


@pytest.mark.parametrize("member", MEMBERS)
def test_it_uses_every_method_and_property(member: str) -> None:
    assert member.split(".")[1] in NAMED


def test_it_runs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", SCRIPT], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_its_types_hold_as_strictly_as_mypy_checks(tmp_path: Path) -> None:
    # Without the settings of the project: a user has none.
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        "--cache-dir",
        str(tmp_path / "cache"),
        str(SCRIPT),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stdout
