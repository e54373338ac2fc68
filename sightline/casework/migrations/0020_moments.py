"""Moments become timestamps. They were text such as 2026-11-28T20:16:41Z, and empty text where one had not come yet.

Chained rows keep their text, because their hashes are made of it. `Item.known_from` keeps its text too: it may be a
day. Triggers of append-only tables step aside meanwhile, in the same transaction.
"""

from django.db import migrations, models

from sightline.casework.audit.append_only import drop_triggers, make_triggers
from sightline.casework.core.moments import is_moment
from sightline.model.errors import OurFault

LENGTH, BATCH = 20, 2_000
APPEND_ONLY = tuple(
    f"casework_{name}" for name in ("meeting", "meetingentry", "noticelog", "concernedentry", "telling")
)
# model: columns that always have a moment, that were empty text where none had come, and that were null there
COLUMNS = {
    "accountrequest": (("asked_at", "expires_at"), ("decided_at",), ()),
    "answertext": ((), ("erased_at",), ()),
    "concern": (("entered_at", "begun_at"), (), ()),
    "concernaddition": (("at",), (), ()),
    "concerndraft": (("begun_at", "saved_at"), (), ()),
    "concerned": (("from_at",), ("unowned_from_at", "ended_at"), ()),
    "concernedentry": (("at",), (), ()),
    "concernnoted": (("read_at",), (), ()),
    "concernreceipt": (("at",), (), ()),
    "concerntoldback": (("at",), (), ()),
    "currentsnapshot": (("changed_at",), (), ()),
    "frontdoor": (("changed_at",), (), ()),
    "hintdone": (("at",), (), ()),
    "item": (
        ("opened_at", "worked_through", "answer_by"),
        ("put_back_at", "adult_told_at", "arrived_at", "deadline_at"),
        ("next_due_at", "closed_at"),
    ),
    "itemevent": (("at",), (), ()),
    "lastlook": (("looked_at",), ("since_at",), ()),
    "lease": ((), ("until_at", "serving_from_at", "last_tick_at"), ()),
    "liveclock": (("due_at",), (), ()),
    "meeting": (("planned_at", "opened_at"), (), ()),
    "meetingentry": (("at",), ("moment",), ()),
    "notice": (("at",), ("read_at",), ()),
    "noticelog": (("at",), (), ()),
    "noticesending": (("made_at", "next_at"), ("claimed_until",), ()),
    "onetimelink": (("made_at", "expires_at"), ("used_at", "ended_at"), ()),
    "pipelinerun": (("started_at",), (), ("ended_at",)),
    "recovery": (("at", "due_at"), ("answered_at",), ()),
    "ruleswitch": (("at",), (), ()),
    "signintries": ((), ("failed_at", "known_at"), ()),
    "step": (("due_at", "answer_by", "done_at"), (), ()),
    "telling": (("at", "pass_at", "done_at"), (), ()),
}
INDEXED = {("concerned", "ended_at"), ("liveclock", "due_at"), ("signintries", "failed_at")}


def drop(apps, schema_editor):  # noqa: ARG001 - Django gives it
    drop_triggers(schema_editor.connection, APPEND_ONLY)


def make(apps, schema_editor):  # noqa: ARG001 - Django gives it
    make_triggers(schema_editor.connection, APPEND_ONLY)


def prepare_texts(apps, schema_editor):
    """Empty text becomes null, and SQLite's text is written as it keeps timestamps. PostgreSQL reads ours itself."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name, (always, empty, null) in COLUMNS.items():
        columns = (*always, *empty, *null)
        changed = dict.fromkeys(empty, "nullif({0}, '')")
        if is_sqlite:
            changed = dict.fromkeys(columns, "nullif(replace(substr({0}, 1, 19), 'T', ' '), '')")
        table = apps.get_model("casework", name)._meta
        for first, rows in batches_of(schema_editor.connection, table, columns):
            check_moments(table.db_table, columns, rows, may_be_empty=empty)
            write_batch(schema_editor.connection, table, changed, first, rows[-1][0])
    schema_editor.connection.check_constraints()  # PostgreSQL alters no table while checks of it are to come


def restore_texts(apps, schema_editor):
    """Back to the text, whatever the database made of a timestamp: its first 19 letters are the same in both."""
    for name, (always, empty, null) in COLUMNS.items():
        changed = dict.fromkeys((*always, *empty, *null), "replace(substr({0}, 1, 19), ' ', 'T') || 'Z'")
        changed |= {column: f"coalesce({changed[column]}, '')" for column in empty}
        table = apps.get_model("casework", name)._meta
        for first, rows in batches_of(schema_editor.connection, table, ()):
            write_batch(schema_editor.connection, table, changed, first, rows[-1][0])
    schema_editor.connection.check_constraints()


def batches_of(connection, table, columns):
    """The rows by their key, with the key before the first of each batch; none before the first batch."""
    key, wanted = table.pk.column, ", ".join(f'"{column}"' for column in (table.pk.column, *columns))
    last = None
    while True:
        after, given = (f'WHERE "{key}" > %s', [last]) if last is not None else ("", [])
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {wanted} FROM {table.db_table} {after} ORDER BY "{key}" LIMIT {BATCH}', given)
            rows = cursor.fetchall()
        if not rows:
            return
        yield last, rows
        last = rows[-1][0]


def check_moments(table, columns, rows, *, may_be_empty):
    """OurFault where a text is no moment: it would not come back as it was."""
    for key, *texts in rows:
        for column, text in zip(columns, texts, strict=True):
            if text is not None and not is_moment(text) and not (text == "" and column in may_be_empty):
                raise OurFault(
                    "A moment in the database cannot be read, so nothing was changed.",
                    code="no_moment",
                    where=f"{table}, row {key}, column {column}",
                    what_to_do="Keep the backup and the version before this one, and tell Sightline's maintainers.",
                )


def write_batch(connection, table, changed, first, last):
    """Change these columns of the rows after one key and up to another."""
    if not changed:
        return
    key = table.pk.column
    said = ", ".join(f'"{column}" = {sql}'.format(f'"{column}"') for column, sql in changed.items())
    after, given = (f'"{key}" > %s AND', [first]) if first is not None else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE {table.db_table} SET {said} WHERE {after} "{key}" <= %s', [*given, last])


def alter(name, column, field):
    """The change of one column."""
    return migrations.AlterField(model_name=name, name=column, field=field)


class Migration(migrations.Migration):
    dependencies = [("casework", "0019_choices_from_enums")]
    operations = [
        migrations.RunPython(drop, make),
        *(
            alter(name, column, models.CharField(max_length=LENGTH, null=True, db_index=(name, column) in INDEXED))
            for name, (_, empty, _) in COLUMNS.items()
            for column in empty
        ),
        migrations.RunPython(prepare_texts, restore_texts),
        *(
            alter(name, column, models.DateTimeField(null=column not in always, db_index=(name, column) in INDEXED))
            for name, (always, empty, null) in COLUMNS.items()
            for column in (*always, *empty, *null)
        ),
        migrations.RunPython(make, drop),
    ]
