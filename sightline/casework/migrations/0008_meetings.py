"""Meetings, and one row for each thing that was done or said at one: only ever added to."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_meeting", "casework_meetingentry")


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0007_look_again_needs"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("meeting_id", models.CharField(max_length=40, unique=True)),
                ("kind", models.CharField(max_length=30)),
                ("about", models.CharField(max_length=10)),
                ("mention_ids", models.JSONField(default=list)),
                ("record_ids", models.JSONField(default=list)),
                ("item_id", models.CharField(blank=True, db_index=True, max_length=40)),
                ("planned_at", models.CharField(max_length=20)),
                ("opened_at", models.CharField(max_length=20)),
                ("opened_by", models.CharField(max_length=150)),
                ("text_sha", models.CharField(max_length=64)),
                ("decision", models.BigIntegerField(unique=True)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MeetingEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry_id", models.CharField(max_length=40, unique=True)),
                ("step", models.CharField(db_index=True, max_length=20)),
                ("at", models.CharField(max_length=20)),
                ("by", models.CharField(max_length=150)),
                ("about", models.CharField(blank=True, db_index=True, max_length=40)),
                ("corrects", models.CharField(blank=True, max_length=40)),
                ("word", models.CharField(blank=True, max_length=30)),
                ("agency", models.CharField(blank=True, max_length=40)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("post", models.CharField(blank=True, max_length=150)),
                ("on_day", models.DateField(null=True)),
                ("moment", models.CharField(blank=True, max_length=20)),
                ("record_ids", models.JSONField(default=list)),
                ("text_sha", models.CharField(blank=True, max_length=64)),
                ("decision", models.BigIntegerField(unique=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="casework.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.RunPython(make, drop),
    ]
