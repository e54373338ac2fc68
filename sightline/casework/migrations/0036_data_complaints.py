"""Complaints about the use of data and what was done since: a table that is only ever added to, and a source of items."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_complaintentry",)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0035_data_breaches"),
    ]

    operations = [
        migrations.CreateModel(
            name="ComplaintEntry",
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
                            ("made", "made"),
                            ("owned", "owned"),
                            ("acknowledged", "acknowledged"),
                            ("answered", "answered"),
                        ],
                        db_index=True,
                        max_length=20,
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        blank=True,
                        choices=[("upheld", "upheld"), ("partly", "partly"), ("not_upheld", "not_upheld")],
                        max_length=30,
                    ),
                ),
                ("owner", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.AlterField(
            model_name="item",
            name="source",
            field=models.CharField(
                choices=[
                    ("clock", "clock"),
                    ("question", "question"),
                    ("pattern", "pattern"),
                    ("disagreement", "disagreement"),
                    ("left_line", "left_line"),
                    ("reported_document", "reported_document"),
                    ("restricted_share", "restricted_share"),
                    ("sentence", "sentence"),
                    ("second_reading", "second_reading"),
                    ("possible_match", "possible_match"),
                    ("meeting_action", "meeting_action"),
                    ("unowned", "unowned"),
                    ("review_overdue", "review_overdue"),
                    ("next_step_overdue", "next_step_overdue"),
                    ("late_extract", "late_extract"),
                    ("late_delivery", "late_delivery"),
                    ("backlog_overdue", "backlog_overdue"),
                    ("data_breach", "data_breach"),
                    ("exposed_address", "exposed_address"),
                    ("data_complaint", "data_complaint"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(make, drop),
    ]
