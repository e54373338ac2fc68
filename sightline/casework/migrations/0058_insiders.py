"""Insiders: what is declared, hashed, and each look that matched; a notice for information governance."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_insiderentry", "casework_insiderlook")


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0057_recertification"),
    ]

    operations = [
        migrations.CreateModel(
            name="InsiderLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(db_index=True, max_length=40)),
                ("is_watch", models.BooleanField()),
                ("username", models.CharField(db_index=True, max_length=150)),
                ("how", models.CharField(choices=[("searched", "searched"), ("opened", "opened")], max_length=20)),
                ("kinds", models.JSONField(default=list)),
                ("person_id", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                ("audit_row", models.BigIntegerField()),
            ],
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("came", "came"),
                    ("told_back", "told_back"),
                    ("meeting", "meeting"),
                    ("working_file", "working_file"),
                    ("breach", "breach"),
                    ("account", "account"),
                    ("day_list", "day_list"),
                    ("over_ceiling", "over_ceiling"),
                    ("watched", "watched"),
                    ("proposal", "proposal"),
                    ("call_asked", "call_asked"),
                    ("officer", "officer"),
                    ("correction", "correction"),
                    ("refused_reason", "refused_reason"),
                    ("access_ends", "access_ends"),
                    ("insider", "insider"),
                    ("comment_concern", "comment_concern"),
                    ("comment_item", "comment_item"),
                    ("comment_meeting", "comment_meeting"),
                    ("comment_file", "comment_file"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="InsiderEntry",
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
                            ("declared", "declared"),
                            ("removed", "removed"),
                            ("looked_into", "looked_into"),
                            ("watch_set", "watch_set"),
                            ("watch_reviewed", "watch_reviewed"),
                            ("watch_ended", "watch_ended"),
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
                            ("own", "own"),
                            ("relative", "relative"),
                            ("tie", "tie"),
                            ("complaint", "complaint"),
                            ("news", "news"),
                            ("staff", "staff"),
                            ("at_risk", "at_risk"),
                            ("no_concern", "no_concern"),
                            ("another_person", "another_person"),
                            ("manager_asked", "manager_asked"),
                            ("breach", "breach"),
                        ],
                        max_length=30,
                    ),
                ),
                ("mention_id", models.CharField(blank=True, db_index=True, max_length=40)),
                ("through", models.BigIntegerField(null=True)),
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
        migrations.CreateModel(
            name="DeclaredDetail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry_id", models.CharField(db_index=True, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[("name", "name"), ("phone", "phone"), ("address", "address")], max_length=20
                    ),
                ),
                ("value", models.CharField(db_index=True, max_length=64)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("entry_id", "kind", "value"), name="each_detail_once")],
            },
        ),
        migrations.RunPython(make, drop),
    ]
