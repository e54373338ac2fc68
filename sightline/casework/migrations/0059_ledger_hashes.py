"""The sharing ledger keeps keyed hashes of record ids. Rows of the audit log are in a chain, and keep what they had."""

from django.db import migrations

from sightline.casework.audit.append_only import drop_triggers, make_triggers
from sightline.casework.audit.id_hashes import HASH_SIGN, hash_id

TABLES = ("casework_sharedrecord",)


def hash_rows(apps, schema_editor):
    """Put hashes in place of ids, in the transaction of this migration."""
    rows = apps.get_model("casework", "SharedRecord").objects
    plain = rows.exclude(record_id="").exclude(record_id__startswith=HASH_SIGN)
    known = list(plain.order_by().values_list("record_id").distinct())
    if not known:
        return
    drop_triggers(schema_editor.connection, TABLES)
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE casework_sharedrecord SET record_id = %s WHERE record_id = %s",
            [(hash_id(one), one) for (one,) in known],
        )
    make_triggers(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    """0059."""

    dependencies = (("casework", "0058_insiders"),)
    operations = (migrations.RunPython(hash_rows, migrations.RunPython.noop),)
