"""What tests share: the shared data, a workspace, and the two databases.

The same tests run on SQLite (here) and on PostgreSQL (tests/integration/test_casework_postgres.py runs them again with
SIGHTLINE_DATABASE_URL set).
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from support.emptying import Emptier

from sightline.store import Workspace

# Tests begin hundreds of processes: compiled modules are kept, whatever the environment says, or each compiles them anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Guessing a password is made slow on purpose; tests know theirs.
ScryptPasswordHasher.work_factor = 2**4

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
    """What tests that commit leave is put away more cheaply than by Django's own flush."""
    emptier = Emptier(TransactionTestCase._fixture_teardown)
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: emptier.empty(test))
    yield
    patch.undo()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The run on PostgreSQL first: it is one test that takes minutes, and the other core works through the rest."""
    items.sort(key=lambda item: "test_casework_postgres" not in item.nodeid)


def pytest_report_header() -> str:
    """Say on which database the tests run."""
    return f"casework database: {'PostgreSQL' if os.environ.get('SIGHTLINE_DATABASE_URL') else 'SQLite'}"
