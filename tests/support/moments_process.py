"""A workspace of commit 70ae463 with a moment in every table that has one: `python moments_process.py WORKSPACE STEP`.

`fill` puts the rows in (on PostgreSQL, those of the workspace first), with the tables of that commit and again with
those before moments were timestamps. `compare` says how each moment reads now, and what going back gives.
"""

import json
import sqlite3
import sys
from contextlib import closing
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
from sightline.casework.boot import open_workspace  # noqa: E402

WORKSPACE, STEP = Path(sys.argv[1]).resolve(), sys.argv[2]
open_workspace(WORKSPACE, migrate="none")

from django.apps import apps as present  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from sightline.casework.audit import hash_chain  # noqa: E402
from sightline.casework.backup.postgresql_copies import load_tables  # noqa: E402
from sightline.casework.integrity.schema import applied_migrations, migrate_to  # noqa: E402

COLUMNS = import_module("sightline.casework.migrations.0020_moments").COLUMNS
BEFORE = ("casework", "0019_choices_from_enums")
RENAMED = {  # tables, since moments are timestamps
    "concerned": "subjectfile",
    "concernedentry": "subjectfileentry",
    "concerntoldback": "referrerfeedback",
}
COLUMNS_BEFORE = {  # by table and their names now
    "item": {"reassigned": "left_line"},
    "meetingentry": {"kind": "step"},
    "notice": {"occasion": "step"},
    "subjectfileentry": {"kind": "step", "subject_file_id": "concerned_id"},
}
MOMENTS = ("2026-11-28T08:47:05Z", "2026-03-29T00:59:59Z", "2024-02-29T00:00:00Z", "1999-12-31T23:59:59Z")


def migrate(*node: str) -> None:
    MigrationExecutor(connection).migrate([node])


def copy_from_sqlite() -> None:
    """The rows of the workspace's own database, in tables of the same migrations."""
    with closing(sqlite3.connect(WORKSPACE / "casework.sqlite3")) as kept, TemporaryDirectory() as folder:
        known: dict[str, list[str]] = {}
        for app, name in kept.execute("SELECT app, name FROM django_migrations"):
            known.setdefault(app, []).append(name)
        migrate_to(known)
        for table in set(connection.introspection.table_names()):
            rows = kept.execute(f"SELECT * FROM {table} ORDER BY 1")
            lines = [",".join(each[0] for each in rows.description), *(",".join(map(quoted, row)) for row in rows)]
            (Path(folder) / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        load_tables(Path(folder))


def quoted(value: object) -> str:
    return "" if value is None else '"' + str(value).replace('"', '""') + '"'


def apps_now() -> Any:
    """The models as the migrations that are applied leave them."""
    loader = MigrationExecutor(connection).loader
    return loader.project_state([node for node in loader.graph.nodes if node in loader.applied_migrations]).apps


class Filler:
    """Makes rows of any table as it was: one with each moment, one in which those that may be lacking are."""

    def __init__(self) -> None:
        self.apps, self.number = apps_now(), 1000 * len(applied_migrations()["casework"])

    def fill(self) -> None:
        for name in COLUMNS:
            try:
                model = self.apps.get_model("casework", name)
            except LookupError:  # a later migration makes it
                continue
            for is_whole in (True, False):
                if not (model._meta.pk.has_default() and model._base_manager.exists()):
                    self.make(model, is_whole)

    def make(self, model: Any, is_whole: bool = True) -> Any:
        self.number += 1
        fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
        return model._base_manager.create(**{field.name: self.value(model, field, is_whole) for field in fields})

    def value(self, model: Any, field: Any, is_whole: bool) -> Any:
        always, empty, null = COLUMNS.get(model._meta.model_name, ((), (), ()))
        if field.name in always or (is_whole and field.name in (*empty, *null)):
            return MOMENTS[(self.number + len(field.name)) % len(MOMENTS)]
        if field.name in empty:
            return ""
        if field.null:
            return None
        if field.name == "state":
            return "sent"  # nothing waits, so doctor has nothing to say
        if field.has_default():
            return field.get_default()
        if field.is_relation:
            found = None if field.one_to_one else field.related_model._base_manager.first()
            return found or self.make(self.apps.get_model(*field.related_model._meta.label.split(".")))
        if isinstance(field, models.DateField):
            return date(2026, 11, 28)
        if isinstance(field, models.BooleanField):
            return False
        if isinstance(field, models.IntegerField):
            return self.number
        return f"{self.number} {field.name}"[: field.max_length]


def rows_of(model: Any) -> dict[str, dict[str, str]]:
    """Each row of a table by its key, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")
        before = COLUMNS_BEFORE.get(model._meta.model_name, {})
        names = [before.get(each[0], each[0]) for each in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {str(row[model._meta.pk.column]): {name: str(value) for name, value in row.items()} for row in found}


def every_row() -> dict[str, dict[str, dict[str, str]]]:
    """Every row of every table, under the name that the table had when its moments became timestamps."""
    before = {now: name for name, now in RENAMED.items()}
    found = {model._meta.model_name: rows_of(model) for model in apps_now().get_app_config("casework").get_models()}
    return {before.get(name, name): rows for name, rows in found.items()}


def read_now() -> dict[str, dict[str, dict[str, str | None]]]:
    """Each moment as casework reads it."""
    found = {}
    for name, kinds in COLUMNS.items():
        model = present.get_model("casework", RENAMED.get(name, name))
        columns = [column for kind in kinds for column in kind]
        found[name] = {str(row.pop("pk")): row for row in model._base_manager.values("pk", *columns)}
    return found


def types_now() -> list[str]:
    """The types of all these columns."""
    found = set()
    with connection.cursor() as cursor:
        for name in COLUMNS:
            for each in connection.introspection.get_table_description(cursor, f"casework_{RENAMED.get(name, name)}"):
                if any(each.name in kind for kind in COLUMNS[name]):
                    found.add(connection.introspection.get_field_type(each.type_code, each))
    return sorted(found)


def chains() -> list[object]:
    return [hash_chain.read_heads(), [str(row) for row in hash_chain.verify_chains().values() if row]]


def main() -> None:
    """Take the step and print what it found."""
    if STEP == "fill":
        if connection.vendor == "postgresql":
            copy_from_sqlite()
        said: dict[str, Any] = {"was": applied_migrations()["casework"][-1], "chains": chains()}
        Filler().fill()
        migrate(*BEFORE)
        Filler().fill()
        said["rows"] = every_row()
    else:
        said = {"chains": chains(), "now": read_now(), "types": types_now(), "rows": every_row()}
        migrate(*BEFORE)
        said["back"] = every_row()
        MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
        said["again"] = read_now()
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
