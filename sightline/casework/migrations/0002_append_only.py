"""Triggers that make audit and decisions append-only, on SQLite and PostgreSQL."""

from django.db import migrations

from sightline.casework.audit.append_only import CHAINED, drop_triggers, make_triggers


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, CHAINED)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, CHAINED)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_first")]
    operations = [migrations.RunPython(make, drop)]
