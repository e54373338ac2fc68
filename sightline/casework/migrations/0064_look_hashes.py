"""Looks of insiders keep keyed hashes of people's ids, as the audit log and the sharing ledger do."""

from django.db import migrations

from sightline.casework.audit.append_only import drop_triggers, make_triggers
from sightline.casework.audit.id_hashes import HASH_SIGN, hash_id

TABLES = ("casework_insiderlook",)


def hash_rows(apps, schema_editor):
    """Put hashes in place of ids, in the transaction of this migration."""
    rows = apps.get_model("casework", "InsiderLook").objects
    plain = rows.exclude(person_id="").exclude(person_id__startswith=HASH_SIGN)
    known = list(plain.order_by().values_list("person_id").distinct())
    if not known:
        return
    drop_triggers(schema_editor.connection, TABLES)
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE casework_insiderlook SET person_id = %s WHERE person_id = %s",
            [(hash_id(one), one) for (one,) in known],
        )
    make_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    """0064."""

    dependencies = (("casework", "0063_learning_reviews"),)
    operations = (migrations.RunPython(hash_rows, migrations.RunPython.noop),)
