"""Accounts end on a day and are confirmed; one-time links, requests, recoveries and wrong passwords are kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0015_manifest_hash"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="confirmed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="account",
            name="ends_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="account",
            name="sessions_ended",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="AccountRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("username", models.CharField(db_index=True, max_length=150)),
                ("body", models.JSONField(default=dict)),
                ("why", models.TextField()),
                ("asked_by", models.CharField(max_length=150)),
                ("os_name", models.CharField(blank=True, max_length=150)),
                ("asked_at", models.CharField(max_length=20)),
                ("expires_at", models.CharField(max_length=20)),
                ("state", models.CharField(db_index=True, default="open", max_length=20)),
                ("decided_by", models.CharField(blank=True, max_length=150)),
                ("decided_at", models.CharField(blank=True, max_length=20)),
                (
                    "asked_by_account",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OneTimeLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("made_at", models.CharField(max_length=20)),
                ("made_by", models.CharField(max_length=150)),
                ("expires_at", models.CharField(max_length=20)),
                ("used_at", models.CharField(blank=True, max_length=20)),
                ("ended_at", models.CharField(blank=True, max_length=20)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Recovery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.CharField(max_length=150)),
                ("os_name", models.CharField(blank=True, max_length=150)),
                ("why", models.TextField()),
                ("at", models.CharField(max_length=20)),
                ("due_at", models.CharField(max_length=20)),
                ("answer", models.CharField(blank=True, max_length=20)),
                ("answer_words", models.TextField(blank=True)),
                ("answered_by", models.CharField(blank=True, max_length=150)),
                ("answered_at", models.CharField(blank=True, max_length=20)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignInTries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_key", models.CharField(blank=True, max_length=64)),
                ("address_key", models.CharField(blank=True, max_length=64)),
                ("failures", models.FloatField(default=0)),
                ("failed_at", models.CharField(blank=True, db_index=True, max_length=20)),
                ("known_at", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name_key", "address_key"), name="tries_once_a_pair")],
            },
        ),
    ]
