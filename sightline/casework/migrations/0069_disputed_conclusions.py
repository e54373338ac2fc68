"""Disputes of patterns, groups, questions and deadlines: a table that is only ever added to, and a notice."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_conclusiondisputeentry",)
NOTICES = (
    "came", "told_back", "meeting", "working_file", "breach", "account", "day_list", "over_ceiling", "watched",
    "proposal", "call_asked", "officer", "correction", "disputed", "refused_reason", "access_ends",
    "insider", "learning_review",
    "comment_concern", "comment_item", "comment_meeting", "comment_file",
)  # fmt: skip
KINDS = ("laid", "corrected", "stands", "withdrawn", "statement")
CONCLUSIONS = ("pattern", "group", "question", "deadline")


def choices(words):
    return [(word, word) for word in words]


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0068_holders_yes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConclusionDisputeEntry",
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
                ("kind", models.CharField(choices=choices(KINDS), db_index=True, max_length=20)),
                ("word", models.CharField(choices=choices(CONCLUSIONS), max_length=30)),
                ("conclusion_id", models.CharField(db_index=True, max_length=40)),
                ("rule_id", models.CharField(max_length=60)),
                ("agencies", models.JSONField(default=list)),
                ("versions", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.AlterField(
            model_name="notice", name="kind", field=models.CharField(choices=choices(NOTICES), max_length=20)
        ),
        migrations.RunPython(make, drop),
    ]
