"""Which organisation of an agency let a review read its restricted records. Rows from before name none."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

CHANGED = ("casework_reviewentry",)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    """SQLite makes a table anew for a new column, and leaves its triggers behind."""
    drop_triggers(schema_editor.connection, CHANGED)
    make_triggers(schema_editor.connection, CHANGED)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0090_names_in_case_systems"),
    ]

    operations = [
        migrations.AddField(
            model_name="reviewentry",
            name="organisation",
            field=models.CharField(blank=True, default="", max_length=150),
            preserve_default=False,
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
