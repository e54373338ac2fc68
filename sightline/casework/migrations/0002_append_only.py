"""Triggers that make audit and decisions append-only, on SQLite and PostgreSQL."""

from django.db import migrations

from sightline.casework.append_only import drop_triggers, make_triggers


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_first")]
    operations = [migrations.RunPython(make, drop)]
