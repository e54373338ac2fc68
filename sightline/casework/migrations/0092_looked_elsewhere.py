"""Requests for data: that the controller looked in its own systems for what is kept sealed here. No table changes."""

from django.db import migrations, models

KINDS = (
    "received", "identity", "person", "paused", "chased", "resumed", "extended", "source", "source_reply", "opinion",
    "elsewhere", "record", "sent", "refused",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0091_review_organisations"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accessrequestentry",
            name="kind",
            field=models.CharField(choices=[(one, one) for one in KINDS], db_index=True, max_length=20),
        ),
    ]
