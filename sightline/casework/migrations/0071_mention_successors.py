"""Which mention is read in place of one that left the data, and more kinds of what depends on who is who."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_mentionsuccessor",)
KINDS = (
    "same_person", "item", "assignment", "meeting", "working_file", "network_entry", "access", "watch", "named_adult",
    "learning_review",
)  # fmt: skip


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0070_review_reports"),
    ]

    operations = [
        migrations.AlterField(
            model_name="lookagain",
            name="kind",
            field=models.CharField(choices=[(one, one) for one in KINDS], max_length=40),
        ),
        migrations.CreateModel(
            name="MentionSuccessor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mention_id", models.CharField(db_index=True, max_length=40)),
                ("successor", models.CharField(blank=True, db_index=True, max_length=40)),
                ("since_on", models.DateField()),
            ],
        ),
        migrations.RunPython(make, drop),
    ]
