"""When an account last looked at its first page; and a concern's clocks, kept beside it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0009_notices")]

    operations = [
        migrations.AddField("concern", "clocks", models.JSONField(null=True)),
        migrations.CreateModel(
            name="LastLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("looked_at", models.CharField(max_length=20)),
                ("looked_through", models.PositiveIntegerField()),
                ("since_at", models.CharField(blank=True, max_length=20)),
                ("since_through", models.PositiveIntegerField()),
                (
                    "account",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
    ]
