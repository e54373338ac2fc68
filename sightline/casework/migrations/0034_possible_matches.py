"""A possible match that a pattern waits for is an item of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more source of items."""

    dependencies = (("casework", "0033_analyst_entries"),)
    operations = (
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
                ],
                max_length=20,
            ),
        ),
    )
