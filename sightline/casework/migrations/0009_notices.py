"""Notices, the outbox by which they leave, and the log of what was sent, which is only ever added to."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_noticelog",)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0008_meetings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("about_id", models.CharField(db_index=True, max_length=40)),
                ("step", models.PositiveIntegerField(default=0)),
                ("at", models.CharField(max_length=20)),
                ("read_at", models.CharField(blank=True, max_length=20)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NoticeLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.CharField(max_length=20)),
                ("channel", models.CharField(max_length=10)),
                ("message_id", models.CharField(max_length=40)),
                ("notice_ids", models.JSONField(default=list)),
                ("outcome", models.CharField(max_length=80)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NoticeSending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=10)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("made_at", models.CharField(max_length=20)),
                ("next_at", models.CharField(max_length=20)),
                ("claimed_by", models.CharField(blank=True, max_length=40)),
                ("claimed_until", models.CharField(blank=True, max_length=20)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
                ("notice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="casework.notice")),
            ],
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["account", "read_at", "id"], name="notice_unread"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("account", "kind", "about_id", "step"), name="each_notice_once"),
        ),
        migrations.AddIndex(
            model_name="noticesending",
            index=models.Index(fields=["state", "channel", "next_at"], name="sending_next"),
        ),
        migrations.AddConstraint(
            model_name="noticesending",
            constraint=models.UniqueConstraint(fields=("notice", "channel"), name="once_a_channel"),
        ),
        migrations.RunPython(make, drop),
    ]
