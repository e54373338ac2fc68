"""Takes out of the casework database what it holds of erased records: concerns, documents, texts, examples.

Decisions and audit rows stay: they name records by ids. The reasons that people typed with them lose their keys. Which
words are about a record is read from the columns of each table, and from the words themselves.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress

from django.db import DatabaseError, connection, models, transaction
from django.db.backends.utils import CursorWrapper

from sightline.casework.access.models import AccessEntry
from sightline.casework.attachments.models import Attachment
from sightline.casework.attachments.vault import path_of
from sightline.casework.audit.append_only import drop_triggers, make_triggers
from sightline.casework.comments.models import Comment
from sightline.casework.concerns.models import Concern, ConcernDraft
from sightline.casework.core.row_keys.ciphers import destroy_keys
from sightline.casework.core.row_keys.sealed_texts import key_ids_of, sealed_fields
from sightline.casework.core.serving import current_workspace
from sightline.casework.erasure.named_things import NamedThings, tables_with_words, texts_in
from sightline.casework.erasure.person_names import names_erased_person
from sightline.casework.erasure.plain_ids import hash_erased_ids, plain_ids
from sightline.casework.erasure.reasons import destroy_reasons, keys_of_words
from sightline.casework.erasure.subjects import concern_ids_of, texts_about
from sightline.casework.escalation.models import ItemEvent
from sightline.casework.learning.models import NoteExample
from sightline.casework.owners.models import OwnerKind
from sightline.casework.protection.free_text import erase_texts, find_texts
from sightline.casework.reappraisal.anchors import follow_erased
from sightline.casework.word_index.models import TextSource
from sightline.casework.word_index.services import forget_text
from sightline.model.errors import OurFault
from sightline.store.erasures import ErasedKind, ErasureRegister
from sightline.translation.messages import lazy as _

BUSY, NONE = 1, ErasureRegister()
ERASED_NAME = "Erased"


def erase_casework(register: ErasureRegister, *, fresh: ErasureRegister = NONE, reasons: Collection[str] = ()) -> bool:
    """Erase them, all or none; whether an example of a sentence was among them.

    `reasons` are the keys of reasons about them; a backup of before reasons were sealed gave them other keys. Words
    that name whom `fresh` erases, the erasures that are carried out, go wherever they stand.
    """
    with transaction.atomic(durable=True):
        things = NamedThings(lambda record_id: register.holds(ErasedKind.RECORD, record_id), beside=plain_ids())
        since = texts_about(
            lambda record_id: register.holds(ErasedKind.RECORD, record_id),
            of_reviews=lambda review_id: register.holds(ErasedKind.REVIEW, review_id),
        )
        since |= find_texts(lambda words: names_erased_person(words, fresh))
        destroy_keys(_keys_of_own_words(things, fresh))
        _erase_documents(things, register)
        follow_erased(things.erased_mentions(), is_erased=lambda one: register.holds(ErasedKind.RECORD, one))
        _erase_concerns(register)
        _erase_unsealed(things, fresh)
        destroy_reasons(register)
        destroy_keys({*reasons, *keys_of_words(lambda words: names_erased_person(words, fresh))})
        erased = erase_texts(is_erased=lambda sha: sha in since or register.holds(ErasedKind.TEXT, sha))
        ItemEvent.objects.filter(text_sha__in=erased).update(plain_sha="")  # by which a guess could be checked
        known = NoteExample.objects.values_list("pk", "record_id")
        examples = [pk for pk, record_id in known if register.holds(ErasedKind.RECORD, record_id)]
        NoteExample.objects.filter(pk__in=examples).delete()
        hash_erased_ids(things.is_named)
    return bool(examples)


def _keys_of_own_words(things: NamedThings, fresh: ErasureRegister) -> set[str]:
    """The keys of words that stand sealed in rows about these records alone, or that name whom `fresh` erases."""
    found = set[str]()
    for model in tables_with_words():
        for row in model._default_manager.all().iterator() if sealed_fields(model) else ():
            words = [getattr(row, field.attname) for field in sealed_fields(model)]
            if things.is_about(things.records_of_row(model, row.pk)) or names_erased_person(words, fresh):
                found.update(key_ids_of(row))
    return found


def _erase_documents(things: NamedThings, register: ErasureRegister) -> None:
    """Delete documents that were added to a meeting or a file that is erased, or about these records alone."""
    _delete(
        [
            row
            for row in Attachment.objects.all()
            if register.holds(ErasedKind.WRITING, row.owner_id)
            or things.is_about(things.records_of_row(Attachment, row.pk))
        ]
    )


def _delete(documents: Iterable[Attachment]) -> None:
    for document in documents:
        path_of(current_workspace(), document.attachment_id).unlink(missing_ok=True)
        forget_text(source=TextSource.DOCUMENT, source_id=document.attachment_id)
        document.delete()


def _erase_concerns(register: ErasureRegister) -> None:
    """Delete concerns as they were sent, with what stands beside each: receipts, feedback, readings, documents."""
    ids = concern_ids_of(lambda record_id: register.holds(ErasedKind.RECORD, record_id))
    for relation in Concern._meta.related_objects:
        beside: type[models.Model] = relation.related_model
        beside._default_manager.filter(**{f"{relation.field.name}__in": ids}).delete()
    added = {"owner": OwnerKind.CONCERN, "owner_id__in": ids}
    _delete(Attachment.objects.filter(**added))
    Comment.objects.filter(**added).delete()
    for concern_id in ids:
        forget_text(source=TextSource.CONCERN, source_id=concern_id)
    ConcernDraft.objects.filter(corrects__in=ids).delete()
    Concern.objects.filter(pk__in=ids).delete()


def _erase_unsealed(things: NamedThings, fresh: ErasureRegister) -> None:
    """Delete drafts about these records or naming whom `fresh` erases, and empty names of teams that do."""
    for draft in ConcernDraft.objects.all():
        said = [*texts_in(draft.boxes), *texts_in(draft.pages)]
        if any(map(things.is_named, said)) or names_erased_person(said, fresh):
            draft.delete()
    teams = [row.pk for row in AccessEntry.objects.exclude(name="") if names_erased_person((row.name,), fresh)]
    if teams:
        table = (AccessEntry._meta.db_table,)
        drop_triggers(connection, table)
        AccessEntry.objects.filter(pk__in=teams).update(name=ERASED_NAME)
        make_triggers(connection, table)


def compact_database() -> bool:
    """Write the database anew, without free pages, and empty its write-ahead log. OurFault where somebody holds it.

    Whether nothing but the server of PostgreSQL is left to empty its own write-ahead log: that is its administrator's.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            _compact_on_server(cursor)
            return True
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, *_pages) = cursor.fetchone()
    if busy == BUSY:
        raise OurFault(
            _("The database could not be written again, because pages are being read."),
            code="database_busy",
            what_to_do=_("Stop the server, and run 'sightline retention apply' again."),
        )
    return False


def _compact_on_server(cursor: CursorWrapper) -> None:
    """Samples of columns are made anew first, because they hold values; files of before go with the checkpoint."""
    cursor.execute("ANALYZE")
    cursor.execute("VACUUM (FULL)")
    with suppress(DatabaseError):  # only an administrator may ask for one
        cursor.execute("CHECKPOINT")
