"""A notice of correction may say that a record is no longer in its agency's file."""

from django.db import migrations, models

WHATS = ("corrected", "restricted", "erased", "gone")


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0082_terms_of_sharing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="correctionentry",
            name="word",
            field=models.CharField(blank=True, choices=[(one, one) for one in WHATS], max_length=30),
        ),
    ]
