"""Restrictions of records: a table that is only ever added to, and a kind of action; when a paused request comes back."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_restrictionentry",)
SOURCES = (
    "clock", "question", "pattern", "disagreement", "left_line", "reported_document", "restricted_share",
    "sentence", "second_reading", "possible_match", "proposed_match", "meeting_action", "unowned",
    "review_overdue", "next_step_overdue", "late_extract", "late_delivery", "backlog_overdue", "data_breach",
    "exposed_address", "data_complaint", "correction_notice", "record_dispute", "emergency_review",
    "emergency_holder", "data_request", "agreement_review", "emergency_disclosure", "blind_question",
    "call_signal", "safe_to_tell", "telling_review", "restriction_ends",
)  # fmt: skip
AGENCIES = (
    "police", "childrens_services", "school", "health", "housing", "licensing", "youth_service", "partnership",
)  # fmt: skip
KINDS = ("made", "longer", "lifted")
WORDS = ("accuracy", "unlawful", "claims", "objection", "evidence")
REQUEST_KINDS = (
    "received", "identity", "person", "paused", "chased", "resumed", "extended", "source", "source_reply", "opinion",
    "record", "sent", "refused",
)  # fmt: skip


def choices(words):
    return [(word, word) for word in words]


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0053_two_officers"),
    ]

    operations = [
        migrations.CreateModel(
            name="RestrictionEntry",
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
                ("record_id", models.CharField(db_index=True, max_length=40)),
                ("agency", models.CharField(blank=True, choices=choices(AGENCIES), max_length=40)),
                ("organisation", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.AlterField(
            model_name="item", name="source", field=models.CharField(choices=choices(SOURCES), max_length=20)
        ),
        migrations.AddField(model_name="accessrequestentry", name="back_on", field=models.DateField(null=True)),
        migrations.AlterField(
            model_name="accessrequestentry",
            name="kind",
            field=models.CharField(choices=choices(REQUEST_KINDS), db_index=True, max_length=20),
        ),
        migrations.RunPython(make, drop),
    ]
