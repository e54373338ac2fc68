"""A command starts with what it needs: heavy libraries are loaded where their work begins."""

import subprocess
import sys

import pytest

HEAVY = ("django", "duckdb", "numpy", "pandas", "pyarrow", "scipy", "splink")


def loaded_with(module: str, names: tuple[str, ...]) -> str:
    """Which of these are loaded once a module is."""
    code = f"import sys, {module}; print(*(name for name in {names!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_help_is_printed_without_django_duckdb_or_arrow() -> None:
    assert loaded_with("sightline.cli.app", HEAVY) == ""


@pytest.mark.parametrize("module", ["sightline.pipeline", "sightline.scale", "sightline.cli.app"])
def test_nothing_loads_scipy_stats_or_pandas_at_import(module: str) -> None:
    assert loaded_with(module, ("scipy.stats", "pandas", "pyspark")) == ""


def test_the_test_would_notice() -> None:
    assert loaded_with("numpy", HEAVY) == "numpy"
