"""Openings of sealed rows: hashes of the bodies whose rows they are. Openings of before have none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0094_correction_holders"),
    ]

    operations = [
        migrations.AddField(
            model_name="rollopening",
            name="bodies",
            field=models.JSONField(default=list),
        ),
    ]
