"""Whether an item has left its agency's line, because it names somebody who works there, or a relative of theirs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_last_looks")]

    operations = [migrations.AddField("item", "left_line", models.BooleanField(default=False))]
