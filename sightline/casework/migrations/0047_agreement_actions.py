"""Actions about agreements: a review that is near, and a file that came in an emergency."""

from django.db import migrations, models

SOURCES = (
    "clock", "question", "pattern", "disagreement", "left_line", "reported_document", "restricted_share", "sentence",
    "second_reading", "possible_match", "proposed_match", "meeting_action", "unowned", "review_overdue",
    "next_step_overdue", "late_extract", "late_delivery", "backlog_overdue", "data_breach", "exposed_address",
    "data_complaint", "correction_notice", "record_dispute", "emergency_review", "emergency_holder",
    "data_request", "agreement_review", "emergency_disclosure",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0046_access_requests"),
    ]

    operations = [
        migrations.AlterField(
            model_name="item",
            name="source",
            field=models.CharField(choices=[(word, word) for word in SOURCES], max_length=20),
        ),
    ]
