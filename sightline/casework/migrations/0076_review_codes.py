"""Learning reviews: the key of the codes that replace names in anonymised files."""

from django.db import migrations, models

KINDS = (
    "opened", "child", "adult", "author", "author_ended", "proceeding", "key_date", "holder_yes", "holder_ended",
    "frozen", "rebuilt", "closed", "imported", "import_withdrawn", "headings", "report_draft", "analysis", "account_asked",
    "account_given", "panel_decided", "same_event",
    "separate_events", "comment", "event_analysis", "significance", "key_episode", "theme", "code_key",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0075_opening_dependants"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reviewentry",
            name="kind",
            field=models.CharField(choices=[(one, one) for one in KINDS], db_index=True, max_length=20),
        ),
    ]
