"""What was read in a concern when it was sent, what its author added, and which hints the author is done with."""

import django.db.models.deletion
from django.db import migrations, models

CONCERN = "casework.concern"


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_working_files")]

    operations = [
        migrations.CreateModel(
            name="ConcernNoted",
            fields=[
                (
                    "concern",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to=CONCERN
                    ),
                ),
                ("read_at", models.CharField(max_length=20)),
                ("passages", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="ConcernAddition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.CharField(max_length=20)),
                ("by", models.CharField(max_length=150)),
                ("text_sha256", models.CharField(max_length=64)),
                ("decision", models.BigIntegerField()),
                ("concern", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=CONCERN)),
            ],
        ),
        migrations.CreateModel(
            name="HintDone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("passage_id", models.CharField(max_length=40)),
                ("done", models.CharField(max_length=10)),
                ("at", models.CharField(max_length=20)),
                ("concern", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=CONCERN)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("concern", "passage_id"), name="hint_done_once")]},
        ),
    ]
