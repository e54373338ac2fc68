"""Learning reviews: their frozen data were built again, and why."""

from django.db import migrations, models

KINDS = (
    "opened", "child", "adult", "author", "author_ended", "proceeding", "key_date", "holder_yes", "frozen", "rebuilt",
    "closed", "imported", "import_withdrawn", "headings",
)  # fmt: skip
WORDS = (
    "criminal", "family", "inquest", "inquiry", "records_erased", "key_changed", "other_version", "not_readable",
)  # fmt: skip


def choices(words):
    return [(word, word) for word in words]


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0066_staff_questions"),
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
