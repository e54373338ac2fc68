"""Working files on people and places of concern, their rows, and the stage at which an item begins.

The table that stood in their place before held an owner and two days, and no page wrote to it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_concernedentry",)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


def account(related_name):
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_left_line")]

    operations = [
        migrations.AddField("item", "begins", models.CharField(blank=True, max_length=40)),
        migrations.DeleteModel("Concerned"),
        migrations.CreateModel(
            name="Concerned",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_id", models.CharField(max_length=40, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("mention_ids", models.JSONField(default=list)),
                ("record_ids", models.JSONField(default=list)),
                ("pattern_key", models.CharField(blank=True, max_length=40)),
                ("from_at", models.CharField(max_length=20)),
                ("opened_by", models.CharField(max_length=150)),
                ("decision", models.BigIntegerField(unique=True)),
                ("agency", models.CharField(blank=True, max_length=40)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("status", models.CharField(blank=True, max_length=30)),
                ("unowned_from_at", models.CharField(blank=True, max_length=20)),
                ("review_on", models.DateField(db_index=True, null=True)),
                ("ended_at", models.CharField(blank=True, db_index=True, max_length=20)),
                ("owner", account("owns_concerned")),
            ],
        ),
        migrations.CreateModel(
            name="ConcernedEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry_id", models.CharField(max_length=40, unique=True)),
                ("step", models.CharField(db_index=True, max_length=20)),
                ("at", models.CharField(max_length=20)),
                ("by", models.CharField(max_length=150)),
                ("by_role", models.CharField(blank=True, max_length=40)),
                ("by_agency", models.CharField(blank=True, max_length=40)),
                ("about", models.CharField(blank=True, db_index=True, max_length=40)),
                ("word", models.CharField(blank=True, max_length=30)),
                ("measure", models.CharField(blank=True, max_length=60)),
                ("measure_version", models.CharField(blank=True, max_length=20)),
                ("on_day", models.DateField(null=True)),
                ("to_day", models.DateField(null=True)),
                ("record_ids", models.JSONField(default=list)),
                ("text_sha", models.CharField(blank=True, max_length=64)),
                ("decision", models.BigIntegerField(unique=True)),
                ("account", account("concerned_entries")),
                (
                    "concerned",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="casework.concerned"
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.RunPython(make, drop),
    ]
