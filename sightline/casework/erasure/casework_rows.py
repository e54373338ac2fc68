"""Takes out of the casework database what it holds of erased records: concerns, documents, texts, examples.

Decisions and audit rows stay: they name records by ids. The reasons that people typed with them lose their keys.
"""

from collections.abc import Collection
from contextlib import suppress

from django.db import DatabaseError, connection, models, transaction
from django.db.backends.utils import CursorWrapper

from sightline.casework.attachments.models import Attachment
from sightline.casework.attachments.vault import path_of
from sightline.casework.comments.models import Comment
from sightline.casework.concerns.models import Concern, ConcernDraft
from sightline.casework.core.row_keys.ciphers import destroy_keys
from sightline.casework.core.serving import current_workspace
from sightline.casework.erasure.reasons import destroy_reasons
from sightline.casework.erasure.subjects import concern_ids_of, texts_about
from sightline.casework.escalation.models import ItemEvent
from sightline.casework.learning.models import NoteExample
from sightline.casework.owners.models import OwnerKind
from sightline.casework.protection.free_text import erase_texts
from sightline.casework.word_index.models import TextSource
from sightline.casework.word_index.services import forget_text
from sightline.model.errors import OurFault
from sightline.store.erasures import ErasedKind, ErasureRegister
from sightline.translation.messages import lazy as _

BUSY = 1


def erase_casework(register: ErasureRegister, *, reasons: Collection[str] = ()) -> bool:
    """Erase them, all or none; whether an example of a sentence was among them.

    `reasons` are the keys of reasons about them; a backup of before reasons were sealed gave them other keys.
    """
    with transaction.atomic(durable=True):
        since = texts_about(lambda record_id: register.holds(ErasedKind.RECORD, record_id))
        _erase_concerns(register)
        destroy_reasons(register)
        destroy_keys(reasons)
        erased = erase_texts(is_erased=lambda sha: sha in since or register.holds(ErasedKind.TEXT, sha))
        ItemEvent.objects.filter(text_sha__in=erased).update(plain_sha="")  # by which a guess could be checked
        known = NoteExample.objects.values_list("pk", "record_id")
        examples = [pk for pk, record_id in known if register.holds(ErasedKind.RECORD, record_id)]
        NoteExample.objects.filter(pk__in=examples).delete()
    return bool(examples)


def _erase_concerns(register: ErasureRegister) -> None:
    """Delete concerns as they were sent, with what stands beside each: receipts, feedback, readings, documents."""
    ids = concern_ids_of(lambda record_id: register.holds(ErasedKind.RECORD, record_id))
    for relation in Concern._meta.related_objects:
        beside: type[models.Model] = relation.related_model
        beside._default_manager.filter(**{f"{relation.field.name}__in": ids}).delete()
    added = {"owner": OwnerKind.CONCERN, "owner_id__in": ids}
    for document in Attachment.objects.filter(**added):
        path_of(current_workspace(), document.attachment_id).unlink(missing_ok=True)
        forget_text(source=TextSource.DOCUMENT, source_id=document.attachment_id)
    Attachment.objects.filter(**added).delete()
    Comment.objects.filter(**added).delete()
    for concern_id in ids:
        forget_text(source=TextSource.CONCERN, source_id=concern_id)
    ConcernDraft.objects.filter(corrects__in=ids).delete()
    Concern.objects.filter(pk__in=ids).delete()


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
