"""Information governance may record that no address is exposed: one more kind of step of a data breach."""

from django.db import migrations, models

KINDS = (
    "reported",
    "address_exposed",
    "address_safe",
    "regulator_notified",
    "not_reportable",
    "people_notified",
    "people_not_notified",
    "closed",
)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0037_access_entries"),
    ]

    operations = [
        migrations.AlterField(
            model_name="breachentry",
            name="kind",
            field=models.CharField(choices=[(one, one) for one in KINDS], db_index=True, max_length=20),
        ),
    ]
