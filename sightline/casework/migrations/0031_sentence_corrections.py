from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0030_account_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="sentence",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name="itemevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("acknowledged", "acknowledged"),
                    ("act", "act"),
                    ("asked_not_known", "asked_not_known"),
                    ("not_proceed", "not_proceed"),
                    ("found", "found"),
                    ("action_done", "action_done"),
                    ("agreed", "agreed"),
                    ("not_agreed", "not_agreed"),
                    ("read", "read"),
                    ("cannot_tell", "cannot_tell"),
                    ("corrected", "corrected"),
                    ("due", "due"),
                    ("nobody", "nobody"),
                    ("fact", "fact"),
                ],
                max_length=30,
            ),
        ),
    ]
