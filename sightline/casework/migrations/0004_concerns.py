"""Concerns that people enter: drafts, what was sent, who received it, what was told back, and the front door."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_person_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Concern",
            fields=[
                ("concern_id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField(unique=True)),
                ("entered_at", models.CharField(max_length=20)),
                ("begun_at", models.CharField(max_length=20)),
                ("author", models.CharField(db_index=True, max_length=150)),
                ("agency", models.CharField(max_length=40)),
                ("organisation", models.CharField(max_length=200)),
                ("layout", models.CharField(max_length=60)),
                ("restricted", models.BooleanField()),
                ("record_id", models.CharField(db_index=True, max_length=40)),
                ("mention_id", models.CharField(max_length=40)),
                ("about_mention_id", models.CharField(blank=True, db_index=True, max_length=40)),
                ("corrects", models.CharField(blank=True, db_index=True, max_length=40)),
                ("referral", models.BooleanField()),
                ("about_professional", models.BooleanField()),
                ("said", models.JSONField()),
                ("said_sha256", models.CharField(max_length=64)),
                ("entry", models.JSONField(null=True)),
                ("taken_sha", models.CharField(blank=True, max_length=64)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConcernDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, unique=True)),
                ("corrects", models.CharField(blank=True, max_length=40)),
                ("page", models.CharField(max_length=20)),
                ("boxes", models.JSONField(default=dict)),
                ("pages", models.JSONField(default=dict)),
                ("begun_at", models.CharField(max_length=20)),
                ("saved_at", models.CharField(max_length=20)),
                (
                    "account",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConcernToldBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.CharField(max_length=20)),
                ("by", models.CharField(max_length=150)),
                ("how", models.CharField(max_length=20)),
                ("words", models.TextField()),
                ("decision", models.BigIntegerField()),
                ("concern", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="casework.concern")),
            ],
        ),
        migrations.CreateModel(
            name="FrontDoor",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("phone", models.CharField(max_length=40)),
                ("hours", models.CharField(blank=True, max_length=200)),
                ("changed_at", models.CharField(max_length=20)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_front_door")],
            },
        ),
        migrations.CreateModel(
            name="ConcernReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("opened", "Opened"), ("received", "Received")], max_length=10)),
                ("agency", models.CharField(max_length=40)),
                ("by", models.CharField(max_length=150)),
                ("post", models.CharField(blank=True, max_length=200)),
                ("at", models.CharField(max_length=20)),
                ("concern", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="casework.concern")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("concern", "kind", "agency"), name="received_once_an_agency")
                ],
            },
        ),
    ]
