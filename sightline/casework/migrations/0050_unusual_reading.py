"""Questions about unusual reading, their answers, and the list of people in the news: a table only ever added to."""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_readingentry",)
KINDS = ("asked", "part_of_work", "will_talk", "to_governance", "dealt_with", "in_news", "out_of_news")
RULES = ("many_children", "out_of_hours", "one_name", "one_street", "before_leaving", "in_the_news")


def choices(words):
    return [(word, word) for word in words]


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0049_named_adults"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadingEntry",
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
                ("kind", models.CharField(choices=choices(KINDS), db_index=True, max_length=20)),
                ("word", models.CharField(blank=True, choices=choices(RULES), max_length=30)),
                ("reader", models.CharField(blank=True, db_index=True, max_length=150)),
                ("rows", models.JSONField(default=list)),
                ("counts", models.JSONField(default=dict)),
                ("mention_id", models.CharField(blank=True, db_index=True, max_length=40)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.RunPython(make, drop),
    ]
