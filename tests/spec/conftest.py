"""What the stories of records share: rows in, an engine with what was recognised out."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.patterned import Run, recognise, write_rows

from sightline.store import DuckDBEngine


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Rows in, an engine with what was recognised out."""
    engines: list[DuckDBEngine] = []

    def make(rows: Iterable[dict[str, str]], **options: Any) -> DuckDBEngine:
        engines.append(recognise(write_rows(rows, tmp_path), **options))
        return engines[-1]

    yield make
    for engine in engines:
        engine.close()
