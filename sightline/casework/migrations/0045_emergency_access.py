"""Emergency access to restricted records: a table that is only ever added to, and its two kinds of action."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_emergencyentry",)
SOURCES = (
    "clock", "question", "pattern", "disagreement", "left_line", "reported_document", "restricted_share", "sentence",
    "second_reading", "possible_match", "proposed_match", "meeting_action", "unowned", "review_overdue",
    "next_step_overdue", "late_extract", "late_delivery", "backlog_overdue", "data_breach", "exposed_address",
    "data_complaint", "correction_notice", "record_dispute", "emergency_review", "emergency_holder",
)  # fmt: skip
AGENCIES = (
    "police", "childrens_services", "school", "health", "housing", "licensing", "youth_service", "partnership",
)  # fmt: skip
NOTICES = (
    "came", "told_back", "meeting", "working_file", "breach", "account", "day_list", "over_ceiling", "watched",
    "proposal", "correction", "refused_reason", "comment_concern", "comment_item", "comment_meeting", "comment_file",
)  # fmt: skip
ACCESS = (
    "front_door", "missing_desk", "analysis", "enquiry", "concern", "plan", "missing", "family_request", "review",
    "accepted", "refused", "own_team", "borne_out", "sampled", "not_borne_out", "confirmed",
)  # fmt: skip
WORDS = ("danger_now", "missing", "medical", "child_death", "accepted", "refused")


def choices(words):
    return [(word, word) for word in words]


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0044_disputes"),
    ]

    operations = [
        migrations.CreateModel(
            name="EmergencyEntry",
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
                        choices=choices(("opened", "seen", "reviewed", "ended")), db_index=True, max_length=20
                    ),
                ),
                ("word", models.CharField(blank=True, choices=choices(WORDS), max_length=30)),
                ("mention_id", models.CharField(blank=True, db_index=True, max_length=40)),
                ("agency", models.CharField(blank=True, choices=choices(AGENCIES), max_length=40)),
                ("bodies", models.JSONField(default=list)),
                ("until_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.AlterField(
            model_name="item", name="source", field=models.CharField(choices=choices(SOURCES), max_length=20)
        ),
        # Words that reviews of need to know brought, which no migration had.
        migrations.AlterField(
            model_name="accessentry",
            name="word",
            field=models.CharField(blank=True, choices=choices(ACCESS), max_length=30),
        ),
        migrations.AlterField(
            model_name="notice", name="kind", field=models.CharField(choices=choices(NOTICES), max_length=20)
        ),
        migrations.AlterField(
            model_name="sharedrecord",
            name="way",
            field=models.CharField(choices=choices(("shown", "left", "refused", "not_enough")), max_length=10),
        ),
        migrations.RunPython(make, drop),
    ]
