"""Subject files: the tables and the column take the name that the code gives them. Rows and hashed text stay as they are.

The triggers of the append-only table step aside meanwhile, in the same transaction.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

BEFORE, AFTER = ("casework_concernedentry",), ("casework_subjectfileentry",)


def drop_before(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, BEFORE)


def make_before(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, BEFORE)


def drop_after(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, AFTER)


def make_after(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, AFTER)


def account(related_name):
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [("casework", "0020_moments")]
    operations = [
        migrations.RunPython(drop_before, make_before),
        migrations.RenameModel("Concerned", "SubjectFile"),
        migrations.RenameModel("ConcernedEntry", "SubjectFileEntry"),
        migrations.RenameField("SubjectFileEntry", "concerned", "subject_file"),
        migrations.AlterField("SubjectFile", "owner", account("owned_subject_files")),
        migrations.AlterField("SubjectFileEntry", "account", account("subject_file_entries")),
        migrations.RunPython(make_after, drop_after),
    ]
