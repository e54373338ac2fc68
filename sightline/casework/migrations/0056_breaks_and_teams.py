"""A break in employment of an account, and the organisations, units and areas that a team answers for."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_accessentry",)  # its triggers are made anew, because a new column makes the table anew


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0055_sealed_row_lines"),
    ]

    operations = [
        migrations.AddField("account", "suspended_on", models.DateField(blank=True, null=True)),
        migrations.RunPython(drop, make),
        migrations.AddField("accessentry", "responsible_for", models.JSONField(default=list)),
        migrations.RunPython(make, drop),
    ]
