"""The ledger has a row for sealed rows that are opened or closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0054_restrictions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sharedrecord",
            name="way",
            field=models.CharField(
                choices=[
                    (word, word) for word in ("shown", "left", "refused", "mistake", "not_enough", "opened", "closed")
                ],
                max_length=10,
            ),
        ),
    ]
