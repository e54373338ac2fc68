"""What people decide about who may open which child: a table that is only ever added to."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_accessentry",)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0036_data_complaints"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry_id", models.CharField(max_length=40, unique=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
                ("about", models.CharField(blank=True, db_index=True, max_length=40)),
                ("on_day", models.DateField(null=True)),
                ("record_ids", models.JSONField(default=list)),
                ("text_sha", models.CharField(blank=True, max_length=64)),
                ("decision", models.BigIntegerField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("in_force", "in_force"),
                            ("team", "team"),
                            ("task", "task"),
                            ("assigned", "assigned"),
                            ("needed", "needed"),
                            ("number", "number"),
                            ("ended", "ended"),
                            ("reviewed", "reviewed"),
                        ],
                        db_index=True,
                        max_length=20,
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("front_door", "front_door"),
                            ("missing_desk", "missing_desk"),
                            ("analysis", "analysis"),
                            ("enquiry", "enquiry"),
                            ("concern", "concern"),
                            ("plan", "plan"),
                            ("missing", "missing"),
                            ("family_request", "family_request"),
                            ("review", "review"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                        ],
                        max_length=30,
                    ),
                ),
                ("mention_id", models.CharField(blank=True, db_index=True, max_length=40)),
                ("until_at", models.DateTimeField(null=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                (
                    "agency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("police", "police"),
                            ("childrens_services", "childrens_services"),
                            ("school", "school"),
                            ("health", "health"),
                            ("housing", "housing"),
                            ("licensing", "licensing"),
                            ("youth_service", "youth_service"),
                            ("partnership", "partnership"),
                        ],
                        max_length=40,
                    ),
                ),
                ("members", models.JSONField(default=list)),
                ("managers", models.JSONField(default=list)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="access_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.RunPython(make, drop),
    ]
