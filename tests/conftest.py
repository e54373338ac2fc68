"""What tests share: the shared data, a workspace, and the two databases.

The same tests run on SQLite (here) and on PostgreSQL (tests/integration/test_casework_postgres.py runs them again with
SIGHTLINE_DATABASE_URL set).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from sightline.casework.append_only import drop_triggers, make_triggers
from sightline.store import Workspace

# No test is timed: what takes long on a busy machine is not wrong.
hypothesis_settings.register_profile("sightline", deadline=None)
hypothesis_settings.load_profile("sightline")

SHARED = Path(__file__).parents[1].parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The partnership's shared data beside the repository. Skips loudly where it is not there, never where it is."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is not here")
    return SHARED


@pytest.fixture
def workspace(tmp_path: Path, settings: Any) -> Workspace:
    """A new workspace that the pages read from."""
    made = Workspace(tmp_path / "workspace")
    made.create()
    settings.SIGHTLINE_WORKSPACE = made.root
    return made


@pytest.fixture(autouse=True, scope="session")
def emptying_between_tests() -> Iterator[None]:
    """Tests that commit are emptied by deleting, which the append-only triggers refuse: they step aside for that."""
    empty = TransactionTestCase._fixture_teardown

    def empty_with_triggers_off(self: Any) -> None:
        drop_triggers(connection)
        empty(self)
        make_triggers(connection)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", empty_with_triggers_off)
    yield
    patch.undo()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The run on PostgreSQL first: it is one test that takes minutes, and the other core works through the rest."""
    items.sort(key=lambda item: "test_casework_postgres" not in item.nodeid)


def pytest_report_header() -> str:
    """Say on which database the tests run."""
    return f"casework database: {'PostgreSQL' if os.environ.get('SIGHTLINE_DATABASE_URL') else 'SQLite'}"
