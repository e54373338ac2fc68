"""Requests for a person's data: which organisation of an agency holds the data."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_accessrequestentry",)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    """SQLite makes a table anew for a new column, and leaves its triggers behind."""
    drop_triggers(schema_editor.connection, TABLES)
    make_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0080_quotation_consents"),
    ]

    operations = [
        migrations.AddField(
            model_name="accessrequestentry",
            name="organisation",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
