"""What tests share: the shared data, a workspace, and the two databases.

The same tests run on SQLite (here) and on PostgreSQL (tests/integration/test_casework_postgres.py runs them again with
SIGHTLINE_DATABASE_URL set).
"""

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest import runner
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core.management.commands.migrate import Command as Migrate
from django.core.signals import setting_changed
from django.test import TransactionTestCase
from django.test.client import ClientHandler
from hypothesis import settings as hypothesis_settings
from support import few_rows
from support.agreed import agree
from support.chosen_tests import asked_of, is_of_this_run
from support.emptying import Emptier
from support.few_rows import EnginesForFewRows
from support.middleware_chain import SharedChain
from support.row_check import compare_answer, compare_row
from support.shared_files import DATA, KEPT, SHARED, differing
from support.slowest import Slowest
from support.temporary_files import put_into_memory
from support.turns import TURN, turn_of_this_run

from sightline.casework.integrity.new_database import make_at_once
from sightline.casework.operations.stack_room import call_with_room
from sightline.store import Workspace
from sightline.store.serve.rows import RowReader
from sightline.store.sql.rows import RowTypeCheck

# Tests begin hundreds of processes: compiled modules are kept, whatever the environment says, or each compiles them anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Matrices are small here: a second thread of the algebra library only waits, and costs a core while it does.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A query of few rows takes and gives back memory in many small pieces: workers (which start after this) keep more of them.
os.environ.setdefault("GLIBC_TUNABLES", "glibc.malloc.tcache_count=1000")

# What is loaded to collect the tests stays: Python need not look through it for garbage (see pytest_collection_finish).
gc.disable()

# Guessing a password is made slow on purpose; tests know theirs.
ScryptPasswordHasher.work_factor = 2**4

# No test is timed: what takes long on a busy machine is not wrong.
hypothesis_settings.register_profile("sightline", deadline=None)
hypothesis_settings.load_profile("sightline")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The partnership's shared data beside the repository, or else the part of it that is kept here.

    Files marked "tests only" are never kept here: a test that reads one skips where it is not there.
    """
    return DATA


@pytest.fixture
def workspace(tmp_path: Path, settings: Any) -> Workspace:
    """A new workspace that the pages read from."""
    made = Workspace(tmp_path / "workspace")
    made.create()
    settings.SIGHTLINE_WORKSPACE = made.root
    return made


@pytest.fixture(scope="session")
def tables_made_at_once() -> pytest.MonkeyPatch:
    """The tables of the tests' database are made as those of a new workspace; what is missing is migrated after.

    test_new_database.py holds that migrations make the same. On PostgreSQL they are migrated one by one.
    """
    patch, migrate = pytest.MonkeyPatch(), Migrate.handle

    def handle(command: Migrate, *words: Any, **options: Any) -> Any:
        make_at_once()
        return migrate(command, *words, **options)

    patch.setattr(Migrate, "handle", handle)
    return patch


@pytest.fixture(scope="session")
def django_db_setup(tables_made_at_once: pytest.MonkeyPatch, django_db_setup: None) -> None:
    """As pytest-django makes it, in a tenth of the time."""
    tables_made_at_once.undo()


@pytest.fixture(autouse=True, scope="session")
def emptying_between_tests() -> Iterator[None]:
    """What tests that commit leave is put away more cheaply than by Django's own flush."""
    emptier = Emptier(TransactionTestCase._fixture_teardown)
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: emptier.empty(test))
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def agreements_in_new_workspaces() -> Iterator[None]:
    """Every workspace that a test makes in its own process has an agreement for each layout: no file without one."""
    create = Workspace.create

    def create_agreed(workspace: Workspace) -> None:
        create(workspace)
        agree(workspace.root)

    patch = pytest.MonkeyPatch()
    patch.setattr(Workspace, "create", create_agreed)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def one_chain_of_middleware() -> Iterator[None]:
    """Test clients share what the first of them loaded."""
    shared = SharedChain(ClientHandler.load_middleware)
    patch = pytest.MonkeyPatch()
    patch.setattr(ClientHandler, "load_middleware", lambda handler, is_async=False: shared.give(handler, is_async))
    setting_changed.connect(shared.forget)
    yield
    setting_changed.disconnect(shared.forget)
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def rows_compared_with_their_types() -> Iterator[None]:
    """Every row that a reader of `serve.sqlite` gives, and every answer of the engine, has the columns of its type."""
    patch = pytest.MonkeyPatch()
    patch.setattr(RowReader, "_as", staticmethod(compare_row))
    patch.setattr(RowTypeCheck, "check", staticmethod(compare_answer))
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def engines_for_few_rows() -> Iterator[None]:
    """Worlds of a few rows: what an engine does for many costs more than the answer, half of such a test.

    The commands of acceptance tests and the demo work as shipped, and so does `make soak` with the tests of rules and
    contracts.
    """
    if os.environ.get("SIGHTLINE_TESTS_PLAN") == "1":
        yield
        return
    patch = pytest.MonkeyPatch()
    EnginesForFewRows().put_in(patch.setattr)
    patch.setenv(few_rows.ASKED, "1")
    yield
    patch.undo()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """As pytest does it, with room for its frames."""
    return bool(call_with_room(runner.pytest_runtest_protocol, item, nextitem))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is of another run. On PostgreSQL first: that test takes minutes, the other core does the rest."""
    asked = asked_of()
    left_out = [item for item in items if not is_of_this_run({one.name for one in item.iter_markers()}, **asked)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]
    items.sort(key=lambda item: "test_casework_postgres" not in item.nodeid)


def pytest_collection_finish() -> None:
    """From here on Python looks for garbage again, but not through what was loaded until now."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many of the slowest files and tests the report names."""
    parser.addoption(
        "--slowest", type=int, default=0, metavar="N", help="name the N files and tests that cost most CPU"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Keep temporary files in memory; measure what each test costs."""
    if not config.option.basetemp:
        config.add_cleanup(put_into_memory(os.environ))
    config.pluginmanager.register(Slowest(config.getoption("--slowest")))


def pytest_report_header() -> list[str]:
    """Say on which database and where temporary files are, whose turn it is, and which shared files are newer than ours."""
    database = f"casework database: {'PostgreSQL' if os.environ.get('SIGHTLINE_DATABASE_URL') else 'SQLite'}"
    folder = f"temporary files: {tempfile.gettempdir()}"
    return [
        database,
        folder,
        f"readers in turn: {TURN}={turn_of_this_run()}",
        *(f"../shared/{name} differs from tests/data/shared/{name}" for name in differing(KEPT, SHARED)),
    ]
