"""The PEP 517 backend: maturin, told where the build environment keeps libclang.

HiGHS is built from source. Its bindings are made by bindgen, which needs libclang and the C++ compiler's own headers;
libclang is a wheel among the build requirements, so that no system package is needed. Variables already set stay.
"""

import importlib.util
import os
import subprocess
from pathlib import Path

from maturin import (
    build_editable,
    build_sdist,
    build_wheel,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]


def _find_libclang() -> str | None:
    found = importlib.util.find_spec("clang")
    places = found.submodule_search_locations if found else None
    return str(Path(places[0]) / "native") if places else None


def _find_headers() -> str | None:
    compiler = os.environ.get("CXX", "c++")
    try:
        found = subprocess.run([compiler, "-print-file-name=include"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return f"-I{found.stdout.strip()}"


for _name, _find in (("LIBCLANG_PATH", _find_libclang), ("BINDGEN_EXTRA_CLANG_ARGS", _find_headers)):
    if not os.environ.get(_name) and (_value := _find()):
        os.environ[_name] = _value
