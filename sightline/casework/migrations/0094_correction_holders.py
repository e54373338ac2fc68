"""Notices of correction: whose the records were. Rows of before have none."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

CHANGED = ("casework_correctionentry",)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    """SQLite makes a table anew for a new column, and leaves its triggers behind."""
    drop_triggers(schema_editor.connection, CHANGED)
    make_triggers(schema_editor.connection, CHANGED)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0093_review_other_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="correctionentry",
            name="holders",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
