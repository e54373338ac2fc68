"""The sharing ledger: which record of one body was first shown to which reader of another; only ever added to."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_sharedrecord",)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0039_need_to_know_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                ("audit_row", models.BigIntegerField(db_index=True)),
                (
                    "way",
                    models.CharField(
                        choices=[("shown", "shown"), ("left", "left"), ("refused", "refused")], max_length=10
                    ),
                ),
                ("action", models.CharField(max_length=40)),
                ("username", models.CharField(max_length=150)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("practitioner", "practitioner"),
                            ("school_lead", "school_lead"),
                            ("analyst", "analyst"),
                            ("manager", "manager"),
                            ("senior_officer", "senior_officer"),
                            ("partnership_executive", "partnership_executive"),
                            ("reviewer", "reviewer"),
                            ("elected_member", "elected_member"),
                            ("information_governance", "information_governance"),
                            ("operator", "operator"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "to_agency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("police", "police"),
                            ("childrens_services", "childrens_services"),
                            ("school", "school"),
                            ("health", "health"),
                            ("housing", "housing"),
                            ("licensing", "licensing"),
                            ("youth_service", "youth_service"),
                            ("partnership", "partnership"),
                        ],
                        max_length=40,
                    ),
                ),
                ("to_organisation", models.CharField(blank=True, max_length=200)),
                ("record_id", models.CharField(blank=True, db_index=True, max_length=40)),
                ("records", models.PositiveIntegerField(default=1)),
                (
                    "from_agency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("police", "police"),
                            ("childrens_services", "childrens_services"),
                            ("school", "school"),
                            ("health", "health"),
                            ("housing", "housing"),
                            ("licensing", "licensing"),
                            ("youth_service", "youth_service"),
                            ("partnership", "partnership"),
                        ],
                        max_length=40,
                    ),
                ),
                ("from_organisation", models.TextField(blank=True)),
                ("layout", models.TextField(blank=True)),
                ("restricted", models.BooleanField(default=False)),
                ("agreement", models.CharField(blank=True, db_index=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "indexes": [models.Index(fields=["from_agency", "to_agency", "at"], name="shared_by_pair")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("record_id", ""), _negated=True),
                        fields=(
                            "username",
                            "record_id",
                            "way",
                            "reason",
                            "agreement",
                            "to_agency",
                            "to_organisation",
                        ),
                        name="shared_once",
                    )
                ],
            },
        ),
        migrations.RunPython(make, drop),
    ]
