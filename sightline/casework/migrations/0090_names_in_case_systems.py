"""Entries of access: by which name a case system knows an account, and whom extracts assign. No table changes."""

from django.db import migrations, models

KINDS = (
    "in_force", "team", "task", "task_members", "assigned", "needed", "number", "checked", "case_name", "allocated",
    "extracts_read", "ended", "reviewed",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0089_runs_beside"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accessentry",
            name="kind",
            field=models.CharField(choices=[(one, one) for one in KINDS], db_index=True, max_length=20),
        ),
    ]
