"""A purpose of information governance, which gives a reason before it opens a child. No table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0076_review_codes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accessentry",
            name="word",
            field=models.CharField(
                blank=True,
                choices=[
                    ("front_door", "front_door"),
                    ("missing_desk", "missing_desk"),
                    ("analysis", "analysis"),
                    ("enquiry", "enquiry"),
                    ("concern", "concern"),
                    ("plan", "plan"),
                    ("missing", "missing"),
                    ("family_request", "family_request"),
                    ("review", "review"),
                    ("governance", "governance"),
                    ("accepted", "accepted"),
                    ("refused", "refused"),
                    ("own_team", "own_team"),
                    ("borne_out", "borne_out"),
                    ("sampled", "sampled"),
                    ("not_borne_out", "not_borne_out"),
                    ("confirmed", "confirmed"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="rollentry",
            name="word",
            field=models.CharField(
                blank=True,
                choices=[
                    ("enquiry", "enquiry"),
                    ("concern", "concern"),
                    ("plan", "plan"),
                    ("missing", "missing"),
                    ("family_request", "family_request"),
                    ("review", "review"),
                    ("governance", "governance"),
                ],
                max_length=30,
            ),
        ),
    ]
