"""Which kinds of field a line of the sharing ledger says were shown, and for whom a holder is asked to share."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

CHANGED = ("casework_sharedrecord",)
ONCE = (
    "username", "record_id", "way", "reason", "agreement", "to_agency", "to_organisation", "purpose",
    "agreement_version", "fields",
)  # fmt: skip


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    """SQLite makes a table anew for a new column, and leaves its triggers behind."""
    drop_triggers(schema_editor.connection, CHANGED)
    make_triggers(schema_editor.connection, CHANGED)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0095_roll_bodies"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="sharedrecord", name="shared_once"),
        migrations.AddField(
            model_name="sharedrecord", name="fields", field=models.CharField(blank=True, default="", max_length=200)
        ),
        migrations.AddConstraint(
            model_name="sharedrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("record_id", ""), _negated=True), fields=ONCE, name="shared_once"
            ),
        ),
        migrations.AddField(model_name="item", name="for_agencies", field=models.JSONField(blank=True, default=list)),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
