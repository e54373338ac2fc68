"""More that an entry about access may say: members let into a task, numbers that were compared, own assignments."""

from django.db import migrations, models

KINDS = (
    "in_force", "team", "task", "task_members", "assigned", "needed", "number", "checked", "ended", "reviewed",
)  # fmt: skip
WORDS = (
    "front_door", "missing_desk", "analysis", "enquiry", "concern", "plan", "missing", "family_request", "review",
    "accepted", "refused", "own_team", "borne_out", "sampled", "not_borne_out",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0038_address_safe"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accessentry",
            name="kind",
            field=models.CharField(choices=[(one, one) for one in KINDS], db_index=True, max_length=20),
        ),
        migrations.AlterField(
            model_name="accessentry",
            name="word",
            field=models.CharField(blank=True, choices=[(one, one) for one in WORDS], max_length=30),
        ),
    ]
