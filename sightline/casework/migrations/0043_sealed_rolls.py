"""What people decide about sealed rolls, in a table that is only ever added to, and the openings that runs made."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_rollentry",)
PURPOSES = ("enquiry", "concern", "plan", "missing", "family_request", "review")


def choices(words):
    return [(word, word) for word in words]


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0042_corrections"),
    ]

    operations = [
        migrations.CreateModel(
            name="RollEntry",
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
                ("kind", models.CharField(choices=choices(("asked", "closed")), db_index=True, max_length=20)),
                ("word", models.CharField(blank=True, choices=choices(PURPOSES), max_length=30)),
                ("mention_id", models.CharField(blank=True, db_index=True, max_length=40)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RollOpening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("audit_row", models.BigIntegerField(unique=True)),
                ("at", models.DateTimeField()),
                ("subject_id", models.CharField(db_index=True, max_length=40)),
                ("is_person", models.BooleanField()),
                ("trigger", models.CharField(max_length=60)),
                ("rule_version", models.CharField(max_length=60)),
                ("met_on", models.DateField()),
                ("asked", models.CharField(blank=True, max_length=40)),
                ("rows", models.JSONField(default=dict)),
                ("first_days", models.JSONField(default=dict)),
                (
                    "why_not",
                    models.CharField(
                        blank=True, choices=choices(("rule", "adult", "protected", "months")), max_length=20
                    ),
                ),
                ("why_not_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RunPython(make, drop),
    ]
