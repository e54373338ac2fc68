"""Feedback to the referrer, kinds of entries and occasions of notices take the names that the code gives them.

Rows and hashed text stay as they are. The triggers of append-only tables step aside meanwhile, in the same transaction.
"""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers

TABLES = ("casework_meetingentry", "casework_subjectfileentry")


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, TABLES)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, TABLES)


def once(column):
    return models.UniqueConstraint(fields=["account", "kind", "about_id", column], name="each_notice_once")


class Migration(migrations.Migration):
    dependencies = [("casework", "0021_subject_files")]
    operations = [
        migrations.RenameModel("ConcernToldBack", "ReferrerFeedback"),
        migrations.RunPython(drop, make),
        migrations.RenameField("MeetingEntry", "step", "kind"),
        migrations.RenameField("SubjectFileEntry", "step", "kind"),
        migrations.RunPython(make, drop),
        migrations.RemoveConstraint("Notice", "each_notice_once"),
        migrations.RenameField("Notice", "step", "occasion"),
        migrations.AddConstraint("Notice", once("occasion")),
    ]
