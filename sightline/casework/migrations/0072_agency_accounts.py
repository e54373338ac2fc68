"""Learning reviews: agencies' own accounts of moments, and what a panel decides again."""

from django.db import migrations, models

KINDS = (
    "opened", "child", "adult", "author", "author_ended", "proceeding", "key_date", "holder_yes", "holder_ended",
    "frozen", "rebuilt", "closed", "imported", "import_withdrawn", "headings", "report_draft",
    "analysis", "account_asked", "account_given", "panel_decided",
)  # fmt: skip
WORDS = (
    "criminal", "family", "inquest", "inquiry", "records_erased", "key_changed", "other_version", "not_readable",
    "accept", "dispute", "context", "reopen", "confirm",
)  # fmt: skip


def choices(words):
    return [(word, word) for word in words]


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0071_mention_successors"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reviewentry",
            name="kind",
            field=models.CharField(choices=choices(KINDS), db_index=True, max_length=20),
        ),
        migrations.AlterField(
            model_name="reviewentry",
            name="word",
            field=models.CharField(blank=True, choices=choices(WORDS), max_length=30),
        ),
    ]
