"""Learning reviews: drafts of the report, and what authors write to them."""

from django.db import migrations, models

KINDS = (
    "opened", "child", "adult", "author", "author_ended", "proceeding", "key_date", "holder_yes",
    "holder_ended", "frozen", "rebuilt", "closed", "imported", "import_withdrawn", "headings", "report_draft",
    "analysis",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0069_disputed_conclusions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reviewentry",
            name="kind",
            field=models.CharField(choices=[(word, word) for word in KINDS], db_index=True, max_length=20),
        ),
    ]
