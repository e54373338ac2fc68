"""Requests for data: what names the person by another form of their name is about them, or about somebody else."""

from django.db import migrations, models

WORDS = (
    "own", "parent", "representative", "identity", "details", "give", "redact", "withhold", "silent", "theirs",
    "other_person",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0085_onward_purposes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accessrequestentry",
            name="word",
            field=models.CharField(blank=True, choices=[(one, one) for one in WORDS], max_length=30),
        ),
    ]
