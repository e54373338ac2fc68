"""Adults named in records: a table that is only ever added to, and two kinds of action."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_namedadultentry",)
SOURCES = (
    "clock", "question", "pattern", "disagreement", "left_line", "reported_document", "restricted_share",
    "sentence", "second_reading", "possible_match", "proposed_match", "meeting_action", "unowned",
    "review_overdue", "next_step_overdue", "late_extract", "late_delivery", "backlog_overdue", "data_breach",
    "exposed_address", "data_complaint", "correction_notice", "record_dispute", "emergency_review",
    "emergency_holder", "data_request", "agreement_review", "emergency_disclosure", "blind_question",
    "call_signal", "safe_to_tell", "telling_review",
)  # fmt: skip
AGENCIES = (
    "police", "childrens_services", "school", "health", "housing", "licensing", "youth_service", "partnership",
)  # fmt: skip
KINDS = ("asked", "again", "safe", "unsafe", "reason", "ended", "letter")
WORDS = (
    "crime", "police", "harm_social_work", "impair", "notice", "correction", "dispute", "complaint", "data_reply",
    "breach",
)  # fmt: skip


def choices(words):
    return [(word, word) for word in words]


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0048_blind_questions"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamedAdultEntry",
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
                ("word", models.CharField(blank=True, choices=choices(WORDS), max_length=30)),
                ("agency", models.CharField(blank=True, choices=choices(AGENCIES), max_length=40)),
                ("mention_id", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.AlterField(
            model_name="item", name="source", field=models.CharField(choices=choices(SOURCES), max_length=20)
        ),
        migrations.RunPython(make, drop),
    ]
