"""The index of words that people write: its rows, its key, and full text over it on SQLite and PostgreSQL."""

from django.db import migrations, models

from sightline.casework.word_index.full_text import drop_full_text, make_full_text


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_full_text(schema_editor.connection)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_full_text(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0026_comments"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="IndexedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[("concern", "concern"), ("text", "text"), ("document", "document")], max_length=10
                    ),
                ),
                ("source_id", models.CharField(max_length=64)),
                ("marks", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "source_id"), name="indexed_text_once"),
                ],
            },
        ),
        migrations.RunPython(make, drop),
    ]
