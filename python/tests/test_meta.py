"""What holds for the whole package: frozen, exported, documented, and every example runs."""

import doctest
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tercet
from tercet import _native

MODULES = sorted(name for _, name, _ in pkgutil.walk_packages(tercet.__path__, "tercet.") if name != "tercet.__main__")
CLASSES = sorted(name for name, thing in vars(_native).items() if inspect.isclass(thing))


def _documented() -> Iterator[tuple[str, Any]]:
    """Every public function, class and member, native or not, once."""
    for module in (importlib.import_module(name) for name in ["tercet", *MODULES]):
        for name in getattr(module, "__all__", ()):
            thing = getattr(module, name)
            if inspect.ismodule(thing) or not callable(thing):
                continue
            if (thing.__module__ or "").startswith("tercet") and module.__name__ != "tercet._native":
                yield f"{module.__name__}.{name}", thing
                if inspect.isclass(thing):
                    for member, value in vars(thing).items():
                        if not member.startswith("_") and (callable(value) or isinstance(value, staticmethod)):
                            yield f"{module.__name__}.{name}.{member}", getattr(thing, member)


DOCUMENTED = dict(_documented())
EXAMPLES = {name: thing for name, thing in DOCUMENTED.items() if ">>>" in (inspect.getdoc(thing) or "")}


@pytest.mark.parametrize("name", CLASSES)
def test_native_objects_are_frozen(name: str, plan: tercet.Plan, cohort: tercet.Cohort) -> None:
    thing = getattr(_native, name)
    states: list[tercet.Progress] = []
    tercet.solve(cohort, progress=states.append)
    issue = tercet.InputError("", ())
    with pytest.raises(tercet.InputError) as caught:
        tercet.Rules(sizes=[9])
    issue = caught.value
    year = tercet.example_year()
    objects = [cohort, plan, plan.problem, plan.problem.rules, *issue.issues, *states, tercet.check(plan.problem, plan)]
    objects += [year, tercet.schedule(plan, year)]
    for instance in [found for found in objects if type(found) is thing]:
        members = [member for member in vars(thing) if not member.startswith("_")]
        for member in [*members, "anything"]:
            with pytest.raises((AttributeError, TypeError)):
                setattr(instance, member, None)


def test_everything_native_is_exported() -> None:
    native = {name for name in vars(_native) if not name.startswith("_")}
    assert native <= set(tercet.__all__)
    assert len(tercet.__all__) == len(set(tercet.__all__))


def test_each_way_in_and_out_has_one_verb() -> None:
    """Files are read by `read`, what was saved is loaded, and what is in memory comes in by `from_...`."""
    ways = {name: thing for name, thing in DOCUMENTED.items() if not inspect.isclass(thing)}
    for name, thing in ways.items():
        verb, first = name.rpartition(".")[2], next(iter(inspect.signature(thing).parameters.values()), None)
        owner = name.rpartition(".")[0].rpartition(".")[2]
        parent = getattr(tercet, owner, None)
        static = inspect.isclass(parent) and isinstance(vars(parent).get(verb), staticmethod)
        if static:
            assert re.fullmatch(r"load|read|from_\w+", verb), name
        if first is not None and first.name == "path" and name.startswith("tercet."):
            assert re.fullmatch(r"load|read|read_\w+|save", verb), name
        if static and verb == "load":
            assert hasattr(parent, "save"), name
        assert not re.match(r"parse_|take_|open|dump", verb), name


@pytest.mark.parametrize("name", sorted(DOCUMENTED))
def test_everything_public_is_documented_in_the_numpy_sections(name: str) -> None:
    thing = DOCUMENTED[name]
    text = inspect.getdoc(thing) or ""
    assert text.split("\n", maxsplit=1)[0].strip().endswith((".", ":")), "a summary on one line"
    if inspect.isclass(thing) or name.startswith(("tercet.cli.", "tercet.records.")):
        return
    parameters = [p for p in inspect.signature(thing).parameters if p not in {"self", "cls"}]
    assert ("Parameters\n---" in text) == bool(parameters)
    for parameter in parameters:
        assert parameter in text.split("Parameters\n", maxsplit=1)[1]
    assert ">>>" in text, "an example"


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_examples_run_as_shown(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = inspect.getdoc(EXAMPLES[name]) or ""
    test = doctest.DocTestParser().get_doctest(text, {}, name, None, None)
    report: list[str] = []
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    failed = doctest.DocTestRunner(verbose=False, optionflags=flags).run(test, out=report.append).failed
    assert not failed, "".join(report)


def test_every_module_says_what_it_is_for() -> None:
    modules = [importlib.import_module(name) for name in MODULES]
    assert [module.__name__ for module in modules if not module.__doc__] == []


def test_import_has_no_side_effects_and_needs_no_optional_package() -> None:
    script = (
        "import sys, logging, warnings, signal\n"
        "before = signal.getsignal(signal.SIGINT), list(warnings.filters), list(logging.root.handlers)\n"
        "import tercet\n"
        "assert before == (signal.getsignal(signal.SIGINT), list(warnings.filters), list(logging.root.handlers))\n"
        "optional = {'altair', 'matplotlib', 'narwhals', 'networkx', 'numpy', 'pandas', 'polars', 'pyarrow'}\n"
        "print(*sorted(optional & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
    assert done.stderr == ""


def test_the_build_requirements_are_the_versions_that_the_makefile_installs() -> None:
    folder = Path(__file__).parents[1]
    listed = [line for line in (folder / "requirements-tools.txt").read_text().splitlines() if not line.startswith("#")]
    built_with = tomllib.loads((folder / "pyproject.toml").read_text())["build-system"]["requires"]
    assert sorted(listed) == sorted(built_with)
