"""The action of the agency that holds what two officers saw, and that it looked at it."""

from django.db import migrations, models

SOURCES = (
    "clock", "question", "pattern", "disagreement", "left_line", "reported_document", "restricted_share",
    "sentence", "second_reading", "possible_match", "proposed_match", "meeting_action", "unowned",
    "review_overdue", "next_step_overdue", "late_extract", "late_delivery", "backlog_overdue", "data_breach",
    "exposed_address", "data_complaint", "correction_notice", "record_dispute", "emergency_review",
    "emergency_holder", "data_request", "agreement_review", "emergency_disclosure", "blind_question",
    "call_signal", "safe_to_tell", "telling_review", "restriction_ends", "clinician_yes", "two_officers_review", "two_officers_holder",
    "staff_question", "onward_request",
)  # fmt: skip
KINDS = ("asked", "confirmed", "declined", "shown", "reviewed", "seen")


def choices(words):
    return [(word, word) for word in words]


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0087_review_contact"),
    ]

    operations = [
        migrations.AlterField(
            model_name="item", name="source", field=models.CharField(choices=choices(SOURCES), max_length=20)
        ),
        migrations.AlterField(
            model_name="officersentry",
            name="kind",
            field=models.CharField(choices=choices(KINDS), db_index=True, max_length=20),
        ),
    ]
