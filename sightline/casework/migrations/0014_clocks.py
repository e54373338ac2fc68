"""What a lease keeps besides the machine's clock; and when an item was put back after a wrong clock."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0013_concern_noted")]

    operations = [
        migrations.AddField("lease", "token", models.BigIntegerField(default=0)),
        migrations.AddField("lease", "boot", models.CharField(blank=True, default="", max_length=40)),
        migrations.AddField("lease", "until_steady", models.FloatField(default=0)),
        migrations.AddField("lease", "tick_boot", models.CharField(blank=True, default="", max_length=40)),
        migrations.AddField("lease", "tick_steady", models.FloatField(default=0)),
        migrations.AddField("item", "put_back_at", models.CharField(blank=True, default="", max_length=20)),
    ]
