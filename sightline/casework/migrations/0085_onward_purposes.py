"""What a file has passed-on records for. A request of an earlier version names nothing, and opens no file."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

CHANGED = ("casework_onwardentry",)
PURPOSES = ("case", "crime", "return", "review", "practice", "data_quality", "rights", "oversight")


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    """SQLite makes a table anew for a new column, and leaves its triggers behind."""
    drop_triggers(schema_editor.connection, CHANGED)
    make_triggers(schema_editor.connection, CHANGED)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0084_review_row_corrections"),
    ]

    operations = [
        migrations.AddField(
            model_name="onwardentry",
            name="purpose",
            field=models.CharField(blank=True, choices=[(word, word) for word in PURPOSES], default="", max_length=40),
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
