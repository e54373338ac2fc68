"""Where the casework database is: SQLite in the workspace, or PostgreSQL where an address is given.

SQLite's pragmas hold for one connection only, so they stand in `init_command`, which Django gives on each.
`recursive_triggers` is what makes REPLACE fire the triggers against deletion.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sightline.model.errors import Usage
from sightline.rulebook.schema import WrittenPart
from sightline.rulebook.settings import read_part

PRAGMAS = "; ".join(
    (
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA recursive_triggers = ON",
        "PRAGMA foreign_keys = ON",
        "PRAGMA secure_delete = ON",
    )
)
SCHEMES = ("postgresql", "postgres")


class WrittenDatabase(WrittenPart, frozen=True):
    """The part `[database]` of `sightline.toml`."""

    url: str = ""


def read_database_url(written: Mapping[str, object]) -> str:
    """The database's address as the workspace's settings give it; empty where they give none."""
    return read_part(WrittenDatabase, written, "database").url


def database_settings(*, url: str, sqlite_path: Path | None, password_file: str = "") -> dict[str, Any]:
    """Django's settings of the database: PostgreSQL by its URL, else SQLite in a file, else in memory.

    The password may stand in a file of its own, as containers and units give secrets.
    """
    return _postgresql(url, password_file) if url else _sqlite(sqlite_path)


def _sqlite(path: Path | None) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path) if path else ":memory:",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": PRAGMAS},
    }


def _postgresql(url: str, password_file: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.path.strip("/"):
        raise Usage(
            "The database URL cannot be read.",
            code="bad_database_url",
            what_to_do="Write it as postgresql://USER:PASSWORD@HOST:PORT/NAME in sightline.toml, under [database].",
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or "") or _read_password(password_file),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
    }


def _read_password(file: str) -> str:
    if not file:
        return ""
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Usage(
            f"The file of the database's password cannot be read: {file}.",
            code="bad_password_file",
            what_to_do="Name a file that Sightline's account can read in SIGHTLINE_DATABASE_PASSWORD_FILE.",
        ) from error
