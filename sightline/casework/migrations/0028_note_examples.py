"""Sentences of notes that a named person confirmed as examples, each sealed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0027_word_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoteExample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said", models.BigIntegerField(unique=True)),
                ("record_id", models.CharField(db_index=True, max_length=40)),
                ("sign", models.CharField(max_length=40)),
                ("is_so", models.BooleanField()),
                ("sealed", models.TextField()),
                ("confirmed_by", models.CharField(max_length=150)),
                ("confirmed_at", models.DateTimeField()),
            ],
        ),
    ]
