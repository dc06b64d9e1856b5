"""Ctrl-C and closed pipes, on processes of their own."""

import os
import pty
import signal
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import tercet

SCHOOLS = 3000


@pytest.fixture(scope="module")
def large_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a cohort that keeps local search busy for longer than any test."""
    areas = [f"area{n}" for n in range(12)]
    header = ",".join(["id", "region", *(f"strength:{area}" for area in areas), *(f"need:{area}" for area in areas)])
    rows = []
    for n in range(SCHOOLS):
        strengths = [str(1 + (n * 7 + place * place) % 5) if (n + place) % 3 == 0 else "" for place in range(12)]
        needs = [str(1 + (n + place) % 3) if (n * 5 + place) % 4 == 1 else "" for place in range(12)]
        rows.append(",".join([f"{n:05}", f"R{n % 9}", *strengths, *needs]))
    path = tmp_path_factory.mktemp("large") / "large.csv"
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


INTERRUPTED_SOLVE = """
import sys, tercet
def tell(progress):
    if progress.incumbent is not None:
        print("going", flush=True)
try:
    plan = tercet.solve(tercet.read_csv(sys.argv[1]), strategy="local_search", work_limit=10**12,
                        progress=tell, on_interrupt=sys.argv[2])
    print(plan.stop, len(plan.groups) > 0)
except KeyboardInterrupt:
    print("KeyboardInterrupt")
"""


@pytest.mark.parametrize(("on_interrupt", "said"), [("raise", "KeyboardInterrupt"), ("return", "interrupted True")])
def test_an_interrupt_ends_a_solve_in_the_way_that_was_asked_for(large_csv: Path, on_interrupt: str, said: str) -> None:
    command = [sys.executable, "-c", INTERRUPTED_SOLVE, str(large_csv), on_interrupt]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "going\n"
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read().splitlines()
    assert [line for line in rest if line != "going"] == [said]
    assert process.returncode == 0


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=str)
def test_an_interrupted_match_writes_the_incumbent_and_ends_with_130(
    large_csv: Path, tmp_path: Path, sent: signal.Signals
) -> None:
    command = [sys.executable, "-m", "tercet", "match", str(large_csv), "--strategy", "local_search"]
    command += ["--work-limit", str(10**12), "--out", "plan"]
    controller, terminal = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal, text=True, cwd=tmp_path) as process:
        os.close(terminal)
        seen = _read_until(controller, "gap ")
        process.send_signal(sent)
        seen += _read_until(controller, None)
        assert process.stdout is not None
        process.stdout.read()
    os.close(controller)
    assert process.returncode == 130
    assert "bound" in seen
    assert "interrupted: this is the best plan so far; it is in plan" in seen
    assert "Traceback" not in seen
    problem = tercet.Problem(tercet.read_csv(large_csv))
    plan = tercet.Plan.load(tmp_path / "plan" / "plan.json", problem)
    assert plan.stop == "interrupted"
    assert tercet.check(problem, plan).is_valid


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=str)
@pytest.mark.parametrize("command", ["match", "calendar"])
def test_an_interrupt_while_files_are_read_ends_with_130_and_one_line(
    tmp_path: Path, sent: signal.Signals, command: str
) -> None:
    cohort = tmp_path / "cohort.csv"
    os.mkfifo(cohort)
    (tmp_path / "terms.csv").write_text("term,start,end\nAll,2026-09-01,2027-07-21\n")
    further = {"match": [], "calendar": ["groups.csv", "--terms", "terms.csv"]}[command]
    arguments = [sys.executable, "-m", "tercet", command, str(cohort), *further]
    # The pipe opens for writing as soon as the command reads it, and nothing is written to it.
    with (
        subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as process,
        cohort.open("w"),
    ):
        process.send_signal(sent)
        _, said = process.communicate()
    assert (process.returncode, said) == (130, "tercet: interrupted; nothing was written\n")


# As the installed command starts, but with an interrupt when the import of the named module begins.
INTERRUPTED_IMPORT = """
import sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
from tercet_command import main
sys.exit(main())
"""


@pytest.mark.parametrize("module", ["tercet", "tercet._native", "tercet.cli"])
def test_an_interrupt_while_the_package_is_imported_ends_quietly_with_130(module: str) -> None:
    command = [sys.executable, "-c", INTERRUPTED_IMPORT, module]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_the_installed_command_is_the_one_that_catches_an_interrupt_of_the_import() -> None:
    (script,) = [script for script in entry_points(group="console_scripts") if script.name == "tercet"]
    assert script.value == "tercet_command:main"


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tercet", "schema", "problem"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def _read_until(terminal: int, text: str | None) -> str:
    """Read what a process shows until a text comes, or to the end."""
    seen = ""
    while text is None or text not in seen:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # Linux says EIO where the other side has closed.
            break
        if not piece:
            break
        seen += piece.decode(errors="replace")
    return seen
