"""Keys of rows: what people type in rows that are never changed is sealed under them from now on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0050_unusual_reading"),
    ]

    operations = [
        migrations.CreateModel(
            name="RowKey",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("wrapped", models.TextField()),
            ],
        ),
    ]
