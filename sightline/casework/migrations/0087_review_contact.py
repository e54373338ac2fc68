"""Learning reviews: contact with the people of a review is recorded."""

from django.db import migrations, models

KINDS = (
    "opened", "child", "adult", "author", "author_ended", "proceeding", "key_date", "contact", "holder_yes",
    "holder_ended", "frozen", "rebuilt", "closed", "imported", "row", "row_corrected", "import_withdrawn", "headings",
    "report_draft", "analysis", "account_asked", "account_given", "panel_decided", "same_event", "separate_events",
    "comment", "event_analysis", "significance", "key_episode", "theme", "code_key", "concluded", "publication_check",
    "consent",
)  # fmt: skip
WORDS = (
    "criminal", "family", "inquest", "inquiry", "records_erased", "key_changed", "other_version", "not_readable",
    "accept", "dispute", "context", "reopen", "confirm", "published_report", "review_only", "refused", "withdrawn",
    "contacted", "declined", "read_first", "wait", "unsafe",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0086_possible_finds"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reviewentry",
            name="kind",
            field=models.CharField(choices=[(one, one) for one in KINDS], db_index=True, max_length=20),
        ),
        migrations.AlterField(
            model_name="reviewentry",
            name="word",
            field=models.CharField(blank=True, choices=[(one, one) for one in WORDS], max_length=30),
        ),
    ]
