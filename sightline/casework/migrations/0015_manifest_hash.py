"""The hash of the current snapshot's manifest, so that a manifest that was written anew is seen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0014_clocks")]

    operations = [
        migrations.AddField(
            "currentsnapshot", "manifest_sha256", models.CharField(blank=True, default="", max_length=64)
        ),
    ]
