"""More kinds of what depends on who is who: blind questions, what two officers saw, and emergency access."""

from django.db import migrations, models

KINDS = (
    "same_person", "item", "assignment", "meeting", "working_file", "network_entry", "access", "watch", "named_adult",
    "learning_review", "blind_question", "two_officers", "emergency_access",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0074_onward_requests"),
    ]

    operations = [
        migrations.AlterField(
            model_name="lookagain",
            name="kind",
            field=models.CharField(choices=[(one, one) for one in KINDS], max_length=40),
        ),
    ]
