"""What acceptance tests share."""

from collections.abc import Iterator

import pytest
from support import few_rows


@pytest.fixture(autouse=True, scope="package")
def commands_as_shipped(engines_for_few_rows: None) -> Iterator[None]:
    """Commands plan their queries as those of a partnership do."""
    patch = pytest.MonkeyPatch()
    patch.delenv(few_rows.ASKED, raising=False)
    yield
    patch.undo()
