"""Learning reviews: people outside the terms are contacted by role."""

from django.db import migrations, models

KINDS = (
    "opened", "child", "adult", "author", "author_ended", "proceeding", "key_date", "other_person", "contact",
    "holder_yes", "holder_ended", "frozen", "rebuilt", "closed", "imported", "row", "row_corrected",
    "import_withdrawn", "headings", "report_draft", "analysis", "account_asked", "account_given", "panel_decided", "same_event", "separate_events",
    "comment", "event_analysis", "significance", "key_episode", "theme", "code_key", "concluded", "publication_check",
    "consent",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0092_looked_elsewhere"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reviewentry",
            name="kind",
            field=models.CharField(choices=[(one, one) for one in KINDS], db_index=True, max_length=20),
        ),
    ]
