"""What a line of the sharing ledger says of its terms, and a table of what was shown of people without a record."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES, CHANGED = ("casework_sharedperson",), ("casework_sharedrecord",)
WAYS = ("shown", "left", "refused", "mistake", "not_enough", "opened", "closed", "asked")
PARTS = ("record", "table", "existence", "identity", "match", "connection", "conclusion", "place")
ROLES = (
    "practitioner", "school_lead", "analyst", "manager", "senior_officer", "partnership_executive", "reviewer",
    "elected_member", "information_governance", "operator",
)  # fmt: skip
AGENCIES = (
    "police", "childrens_services", "school", "health", "housing", "licensing", "youth_service", "partnership",
)  # fmt: skip


def choices(words):
    return [(word, word) for word in words]


def terms():
    return [
        ("agreement_version", models.CharField(blank=True, default="", max_length=200)),
        ("lawful_basis", models.TextField(blank=True, default="")),
        ("part", models.CharField(blank=True, choices=choices(PARTS), default="", max_length=20)),
        ("post", models.CharField(blank=True, default="", max_length=200)),
        ("purpose", models.CharField(blank=True, default="", max_length=40)),
    ]


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    """SQLite makes a table anew for a new column, and leaves its triggers behind."""
    drop_triggers(schema_editor.connection, CHANGED)
    make_triggers(schema_editor.connection, (*CHANGED, *TABLES))


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0081_request_organisations"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                ("audit_row", models.BigIntegerField(db_index=True)),
                ("way", models.CharField(choices=choices(WAYS), max_length=10)),
                ("action", models.CharField(max_length=40)),
                ("username", models.CharField(max_length=150)),
                ("role", models.CharField(choices=choices(ROLES), max_length=40)),
                ("to_agency", models.CharField(blank=True, choices=choices(AGENCIES), max_length=40)),
                ("to_organisation", models.CharField(blank=True, max_length=200)),
                ("from_agency", models.CharField(blank=True, choices=choices(AGENCIES), max_length=40)),
                ("from_organisation", models.TextField(blank=True)),
                ("agreement", models.CharField(blank=True, db_index=True, max_length=200)),
                *terms(),
                ("subject_id", models.CharField(db_index=True, max_length=40)),
                ("layout", models.TextField(blank=True)),
                ("day", models.DateField()),
            ],
        ),
        migrations.RemoveConstraint(model_name="sharedrecord", name="shared_once"),
        *(migrations.AddField(model_name="sharedrecord", name=name, field=field) for name, field in terms()),
        migrations.AddConstraint(
            model_name="sharedrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("record_id", ""), _negated=True),
                fields=(
                    "username",
                    "record_id",
                    "way",
                    "reason",
                    "agreement",
                    "to_agency",
                    "to_organisation",
                    "purpose",
                    "agreement_version",
                ),
                name="shared_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedperson",
            constraint=models.UniqueConstraint(
                fields=(
                    "username",
                    "day",
                    "subject_id",
                    "part",
                    "way",
                    "from_agency",
                    "from_organisation",
                    "to_agency",
                    "to_organisation",
                ),
                name="shared_person_once",
            ),
        ),
        migrations.RunPython(make, drop),
    ]
