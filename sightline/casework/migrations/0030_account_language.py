"""The language that a person chose last, so that e-mails reach them in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0029_sentence_readings"),
    ]

    operations = [
        migrations.AddField("account", "language", models.CharField(blank=True, default="", max_length=10)),
    ]
