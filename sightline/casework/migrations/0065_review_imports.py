"""Learning reviews: chronologies that agencies wrote themselves, and what they call their columns."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_reviewentry",)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    """SQLite makes a table anew for a new column, and leaves its triggers behind."""
    drop_triggers(schema_editor.connection, TABLES)
    make_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0064_look_hashes"),
    ]

    operations = [
        migrations.AddField(
            model_name="reviewentry",
            name="counts",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="reviewentry",
            name="file_sha",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="reviewentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "opened"),
                    ("child", "child"),
                    ("adult", "adult"),
                    ("author", "author"),
                    ("author_ended", "author_ended"),
                    ("proceeding", "proceeding"),
                    ("key_date", "key_date"),
                    ("holder_yes", "holder_yes"),
                    ("frozen", "frozen"),
                    ("closed", "closed"),
                    ("imported", "imported"),
                    ("import_withdrawn", "import_withdrawn"),
                    ("headings", "headings"),
                ],
                db_index=True,
                max_length=20,
            ),
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
