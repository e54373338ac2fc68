"""Learning reviews: the terms of each, and what was decided since."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_reviewentry",)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0062_two_officers_review"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewEntry",
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
                            ("opened", "opened"),
                            ("child", "child"),
                            ("adult", "adult"),
                            ("author", "author"),
                            ("author_ended", "author_ended"),
                            ("proceeding", "proceeding"),
                            ("key_date", "key_date"),
                            ("holder_yes", "holder_yes"),
                            ("frozen", "frozen"),
                            ("closed", "closed"),
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
                            ("criminal", "criminal"),
                            ("family", "family"),
                            ("inquest", "inquest"),
                            ("inquiry", "inquiry"),
                        ],
                        max_length=30,
                    ),
                ),
                ("review_id", models.CharField(blank=True, db_index=True, max_length=40)),
                ("mention_id", models.CharField(blank=True, max_length=40)),
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
                ("agencies", models.JSONField(default=list)),
                ("from_on", models.DateField(null=True)),
                ("to_on", models.DateField(null=True)),
                ("snapshot_id", models.CharField(blank=True, max_length=40)),
                (
                    "account",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
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
