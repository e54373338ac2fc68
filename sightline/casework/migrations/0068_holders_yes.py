"""Learning reviews: an agency ends its yes; and notices of reviews."""

from django.db import migrations, models

KINDS = (
    "opened", "child", "adult", "author", "author_ended", "proceeding", "key_date", "holder_yes", "holder_ended",
    "frozen", "rebuilt", "closed", "imported", "import_withdrawn", "headings",
)  # fmt: skip
NOTICES = (
    "came", "told_back", "meeting", "working_file", "breach", "account", "day_list", "over_ceiling", "watched",
    "proposal", "call_asked", "officer", "correction", "refused_reason", "access_ends", "insider", "learning_review",
    "comment_concern", "comment_item", "comment_meeting", "comment_file",
)  # fmt: skip


def choices(words):
    return [(word, word) for word in words]


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0067_rebuilt_reviews"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice", name="kind", field=models.CharField(choices=choices(NOTICES), max_length=20)
        ),
        migrations.AlterField(
            model_name="reviewentry",
            name="kind",
            field=models.CharField(choices=choices(KINDS), db_index=True, max_length=20),
        ),
    ]
