"""Requests to pass records on: a table that is only ever added to, an action, and a line of the ledger."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_onwardentry",)
SOURCES = (
    "clock", "question", "pattern", "disagreement", "left_line", "reported_document", "restricted_share",
    "sentence", "second_reading", "possible_match", "proposed_match", "meeting_action", "unowned",
    "review_overdue", "next_step_overdue", "late_extract", "late_delivery", "backlog_overdue", "data_breach",
    "exposed_address", "data_complaint", "correction_notice", "record_dispute", "emergency_review",
    "emergency_holder", "data_request", "agreement_review", "emergency_disclosure", "blind_question",
    "call_signal", "safe_to_tell", "telling_review", "restriction_ends", "clinician_yes", "two_officers_review",
    "staff_question", "onward_request",
)  # fmt: skip
WAYS = ("shown", "left", "refused", "mistake", "not_enough", "opened", "closed", "asked")
KINDS = ("asked", "agreed", "refused", "withdrawn")
AGENCIES = (
    "police", "childrens_services", "school", "health", "housing", "licensing", "youth_service", "partnership",
)  # fmt: skip


def choices(words):
    return [(word, word) for word in words]


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0073_same_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="OnwardEntry",
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
                ("agency", models.CharField(choices=choices(AGENCIES), max_length=40)),
                ("organisation", models.TextField(blank=True)),
                ("to_agency", models.CharField(blank=True, choices=choices(AGENCIES), max_length=40)),
                ("to_organisation", models.CharField(blank=True, max_length=200)),
                ("mention_id", models.CharField(blank=True, max_length=40)),
                ("agreement", models.CharField(max_length=200)),
                ("kinds", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.AlterField(
            model_name="item", name="source", field=models.CharField(choices=choices(SOURCES), max_length=20)
        ),
        migrations.AlterField(
            model_name="sharedrecord", name="way", field=models.CharField(choices=choices(WAYS), max_length=10)
        ),
        migrations.RunPython(make, drop),
    ]
