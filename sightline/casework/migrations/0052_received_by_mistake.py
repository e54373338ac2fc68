"""A record may have reached its reader by mistake."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0051_row_keys"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sharedrecord",
            name="way",
            field=models.CharField(
                choices=[(word, word) for word in ("shown", "left", "refused", "mistake", "not_enough")], max_length=10
            ),
        ),
    ]
