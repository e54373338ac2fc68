"""What a reader must be able to see before they are asked to look again at something."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_live_clocks")]

    operations = [
        migrations.AddField("lookagain", "mention_ids", models.JSONField(default=list)),
        migrations.AddField("lookagain", "record_ids", models.JSONField(default=list)),
    ]
