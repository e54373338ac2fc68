"""What analysts added and took back becomes entries of a table that is only ever added to, from the decisions.

The decisions stay as they are, byte for byte. An entry is found by its decision, and by an id that is made of it.
"""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers
from sightline.casework.core.moments import read_moment
from sightline.model.ids import make_id

TABLES, BATCH = ("casework_analystentry",), 500
ADDED, TAKEN_BACK = "network_entry", "network_entry_taken_back"


def fill(apps, schema_editor):  # noqa: ARG001 - Django gives it
    """An entry for each decision, in their order."""
    entry = apps.get_model("casework", "AnalystEntry")
    decisions = apps.get_model("casework", "Decision").objects.filter(kind__in=(ADDED, TAKEN_BACK)).order_by("sequence")
    entry.objects.bulk_create((entry(**columns) for columns in entries_of(decisions.iterator())), batch_size=BATCH)


def entries_of(decisions):
    """The columns of an entry for each decision. What is taken back was added before."""
    ids = {}
    for row in decisions:
        ids[row.sequence] = make_id("network entry", "decision", str(row.sequence))
        said = added(row.body) if row.kind == ADDED else {"kind": "taken_back", "about": ids[row.body["entry"]]}
        yield common(row, ids[row.sequence]) | said


def common(row, entry_id):
    """What both kinds have."""
    at, text_sha = read_moment(row.at), row.body["text_sha256"]
    return {"entry_id": entry_id, "at": at, "by": row.by, "text_sha": text_sha, "decision": row.sequence}


def added(body):
    """What a decision says of what was added. Before entries had days, it says nothing of them."""
    source_grade, information_grade, handling = body["grade"]
    return {
        "kind": "added",
        "word": body["entry"],
        "ends": body["ends"],
        "record_ids": body["record_ids"],
        "on_day": body.get("from_on") or None,
        "to_day": body.get("until_on") or None,
        "source_grade": source_grade,
        "information_grade": information_grade,
        "handling": handling,
        "role": body["role"],
        "agency": body["agency"],
        "organisation": body["organisation"],
    }


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0032_vocabularies"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnalystEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry_id", models.CharField(max_length=40, unique=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
                ("about", models.CharField(blank=True, db_index=True, max_length=40)),
                ("on_day", models.DateField(null=True)),
                ("record_ids", models.JSONField(default=list)),
                ("text_sha", models.CharField(blank=True, max_length=64)),
                ("decision", models.BigIntegerField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("added", "added"), ("taken_back", "taken_back")], db_index=True, max_length=20
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        blank=True,
                        choices=[("entity", "entity"), ("connection", "connection"), ("hypothesis", "hypothesis")],
                        max_length=30,
                    ),
                ),
                ("ends", models.JSONField(default=list)),
                ("to_day", models.DateField(null=True)),
                (
                    "source_grade",
                    models.CharField(blank=True, choices=[("1", "1"), ("2", "2"), ("3", "3")], max_length=1),
                ),
                (
                    "information_grade",
                    models.CharField(
                        blank=True, choices=[("A", "A"), ("B", "B"), ("C", "C"), ("D", "D"), ("E", "E")], max_length=1
                    ),
                ),
                ("handling", models.CharField(blank=True, choices=[("P", "P"), ("C", "C")], max_length=1)),
                (
                    "role",
                    models.CharField(
                        blank=True,
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
                    "agency",
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
                ("organisation", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(make, drop),
    ]
