"""Rotas of first posts, and who was told of an item on the straight line."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_telling",)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0016_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="RotaShift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ladder", models.CharField(max_length=40)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("holding", models.CharField(max_length=20)),
                ("days", models.JSONField(default=list)),
                ("begins", models.CharField(max_length=5)),
                ("ends", models.CharField(max_length=5)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                ("decision", models.BigIntegerField(unique=True)),
                ("ended_by", models.BigIntegerField(null=True, unique=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rota_shifts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ladder", "organisation"], name="rota_of_post")],
            },
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("holding", models.CharField(max_length=20)),
                ("why", models.CharField(max_length=20)),
                ("told", models.JSONField(default=list)),
                ("at", models.CharField(max_length=20)),
                ("pass_at", models.CharField(max_length=20)),
                ("done_at", models.CharField(max_length=20)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tellings", to="casework.item"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("item", "number"), name="each_telling_once")],
            },
        ),
        migrations.RunPython(make, drop),
    ]
