"""An item about somebody who works with children is reassigned: the column takes the name that the code gives it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0022_names")]
    operations = [migrations.RenameField("Item", "left_line", "reassigned")]
