"""What changed about who is who from one snapshot to the next, and what rested on it."""

import django.db.models.deletion
from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_personchange",)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="PersonChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("snapshot_before", models.CharField(max_length=40)),
                ("snapshot_after", models.CharField(max_length=40)),
                ("changed_on", models.DateField()),
                ("kind", models.CharField(max_length=10)),
                ("person_whole", models.CharField(db_index=True, max_length=40)),
                ("person_a", models.CharField(db_index=True, max_length=40)),
                ("person_b", models.CharField(db_index=True, max_length=40)),
                ("mention_id_a", models.CharField(max_length=40)),
                ("mention_id_b", models.CharField(max_length=40)),
                ("cause", models.JSONField(default=list)),
                ("decision", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="LookAgain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=40)),
                ("by", models.CharField(db_index=True, max_length=150)),
                ("says", models.TextField()),
                ("mention_id", models.CharField(max_length=40)),
                ("decision", models.BigIntegerField(db_index=True, null=True)),
                (
                    "change",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="casework.personchange"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("change", "kind", "key"), name="looked_at_once")],
            },
        ),
        migrations.RunPython(make, drop),
    ]
