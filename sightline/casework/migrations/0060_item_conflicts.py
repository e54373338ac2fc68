"""Actions that are hidden from those whom they concern."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0059_ledger_hashes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemConflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item_id", models.CharField(db_index=True, max_length=40)),
                ("kinds", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("item_id", "account"), name="each_conflict_once")],
            },
        ),
    ]
