"""The Python in the README files runs as it stands."""

import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

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
