"""Where the casework database is: SQLite in the workspace, or PostgreSQL where an address is given.

A newcomer would get this wrong: SQLite's pragmas hold for one connection only, so they stand in `init_command`, which
Django gives on each. `recursive_triggers` is what makes REPLACE fire the triggers against deletion.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sightline.model.errors import Usage

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


def database_settings(*, url: str, sqlite_path: Path | None) -> dict[str, Any]:
    """Django's settings of the database: PostgreSQL by its URL, else SQLite in a file, else in memory."""
    return _postgresql(url) if url else _sqlite(sqlite_path)


def _sqlite(path: Path | None) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path) if path else ":memory:",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": PRAGMAS},
    }


def _postgresql(url: str) -> dict[str, Any]:
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
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
    }
