"""Gives finding the names and words of documents that an account may open, and gives the index those of a new one.

A document is opened before its words are shown: what is protected now in it is found by nobody. The words of a PDF are
not read, so it is found by its name alone.
"""

from collections.abc import Iterable, Iterator, Sequence

from sightline.casework.attachments.contents import read_contents
from sightline.casework.attachments.models import Attachment, Scan
from sightline.casework.attachments.pages.kinds import DocumentContents
from sightline.casework.attachments.selectors import says_protected
from sightline.casework.attachments.vault import name_of, open_document
from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.pages import IN_DOCUMENT, WrittenAt
from sightline.casework.finding.written_texts import WrittenText
from sightline.casework.owners.models import NOUNS
from sightline.casework.owners.rights import find_owner
from sightline.casework.owners.scope import owners_searched
from sightline.casework.word_index.models import TextSource
from sightline.casework.word_index.selectors import indexed_ids
from sightline.casework.word_index.services import KeptTexts
from sightline.casework.word_index.words import WantedWords
from sightline.model.errors import OurFault
from sightline.model.when import london_day

MOST_OPENED, MOST_BYTES = 25, 50 * 1024**2
OPENABLE = {"withdrawn_at": None, "reported_at": None, "scan__in": (Scan.CLEAN, Scan.NOT_SCANNED)}


def search_documents(session: ReaderSession, wanted: WantedWords) -> Sequence[WrittenText]:
    """The newest documents that can be opened and hold the words, in the name or inside."""
    holding = indexed_ids(source=TextSource.DOCUMENT, wanted=wanted)
    rows = Attachment.objects.filter(owners_searched(session), attachment_id__in=holding, **OPENABLE).order_by("-pk")
    return list(_read_texts(session, _within_bound(rows[:MOST_OPENED])))


def _within_bound(rows: Iterable[Attachment]) -> Iterator[Attachment]:
    """The first of them, as far as all together are not too large to be opened for one search."""
    left = MOST_BYTES
    for one in rows:
        left -= one.size
        if left < 0:
            return
        yield one


def _read_texts(session: ReaderSession, rows: Iterable[Attachment]) -> Iterator[WrittenText]:
    for one in rows:
        opened = find_owner(session, owner=one.owner, owner_id=one.owner_id)
        read = read_document(one) if opened is not None and opened.shows(one) else None
        if opened is None or read is None:
            continue
        name, contents = read
        if not any(says_protected(session, text, opened) for text in (name, contents.every_word)):
            place = WrittenAt(NOUNS[opened.owner], opened.owner_id, "document", one.attachment_id)
            on, words = london_day(one.added_at), contents.text.strip()
            yield WrittenText(IN_DOCUMENT, place, on, opened.mention_ids, words, title=name)


def read_document(one: Attachment) -> tuple[str, DocumentContents] | None:
    """Its name and what it holds; None where its bytes are missing or were changed, as doctor says."""
    try:
        return name_of(one), read_contents(open_document(one))
    except OurFault:
        return None


def _texts_of(one: Attachment) -> tuple[str, ...]:
    read = read_document(one)
    return (read[0], read[1].text.strip()) if read else ()


def _kept_ids() -> set[str]:
    standing = Attachment.objects.filter(withdrawn_at=None, reported_at=None)
    return set(standing.values_list("attachment_id", flat=True))


KEPT = KeptTexts(
    TextSource.DOCUMENT, _kept_ids, lambda attachment_id: _texts_of(Attachment.objects.get(attachment_id=attachment_id))
)
