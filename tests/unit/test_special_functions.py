"""Two values of statistics by special functions are those of `scipy.stats`, which nothing imports: it takes half a second."""

import ast
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import chi2, nbinom

from sightline.patterns.places.comparison import chance_of
from sightline.scale.methods.loglinear import chi_squared_limit

PACKAGE = Path(__file__).parents[2] / "sightline"


@pytest.mark.parametrize("level", [0.01, 0.5, 0.9, 0.95, 0.99, 0.999])
def test_the_limit_is_the_quantile_of_chi_squared(level: float) -> None:
    assert chi_squared_limit(level) == pytest.approx(float(chi2.ppf(level, 1)), rel=1e-12)


def test_the_chance_is_the_tail_of_the_negative_binomial() -> None:
    rng = np.random.default_rng(1)
    for shape, expected in rng.uniform(0.05, 60, size=(200, 2)):
        for children in (0, 1, 2, 7, 40):
            tail = float(nbinom.sf(children - 1, shape, shape / (shape + expected)))
            assert chance_of(children, shape=shape, expected=expected) == pytest.approx(tail, rel=1e-9, abs=1e-300)


def test_nothing_imports_scipy_stats() -> None:
    importing = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if any(name.startswith("scipy.stats") for name in imported(node))
    ]
    assert importing == []


def imported(node: ast.AST) -> list[str]:
    """The dotted names that a statement imports, those of its parts too."""
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or "", *(f"{node.module}.{name.name}" for name in node.names)]
    return []
