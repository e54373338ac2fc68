"""Lists for retention what people write in Sightline itself, with the texts that go when it is erased.

Comments and documents count as part of what they were added to. A text that another row has too is not among them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.apps import apps
from django.db.models import Model

from sightline.agreements.retention_rules import WrittenHere
from sightline.casework.accounts.governance_scope import agencies_of_accounts
from sightline.casework.attachments.models import Attachment
from sightline.casework.comments.models import Comment
from sightline.casework.erasure.named_things import tables_with_words, text_columns
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.owners.models import OwnerKind
from sightline.casework.protection.free_text import KEPT
from sightline.casework.retention.own_writings import OwnWriting
from sightline.casework.subject_files.kinds import Kind, Status
from sightline.casework.subject_files.models import FileEntryKind, SubjectFile, SubjectFileEntry
from sightline.model.nouns import Agency
from sightline.model.when import london_day

PROVED = (Status.CHARGED, Status.CONVICTED)
Said = tuple[str, str]
"""A moment, and the hash of a text or nothing."""


def list_written_here() -> Iterator[OwnWriting]:
    """Files, meetings, answers and questions."""
    texts = _LeftTexts()
    yield from _files(texts)
    yield from _meetings(texts)
    yield from _actions(texts)
    yield from _questions(texts)


class _LeftTexts:
    """The texts that are not erased, how many rows have each, and what was added to each file, meeting and action."""

    def __init__(self) -> None:
        self.left = KEPT.ids()
        self.times = Counter(sha for model in tables_with_words() for sha in _shas_of(model))
        self.added: dict[tuple[str, str], list[Said]] = defaultdict(list)
        for row in Comment.objects.order_by("pk"):
            self.added[row.owner, row.owner_id] += [(row.at, row.text_sha), (row.at, row.withdrawn_sha)]
        for document in Attachment.objects.order_by("pk"):
            shas = (document.withdrawn_sha, document.reported_sha)
            self.added[document.owner, document.owner_id] += [(document.added_at, sha) for sha in shas]

    def of(self, owner: OwnerKind | None, owner_id: str, said: Iterable[Said]) -> tuple[date, date, frozenset[str]]:
        """The first and the last day, and the hashes of the texts that nothing else has."""
        every = [*said, *(self.added[owner, owner_id] if owner else ())]
        days = sorted(london_day(at) for at, _sha in every)
        own = Counter(sha for _at, sha in every if sha)
        alone = frozenset(sha for sha, times in own.items() if sha in self.left and self.times[sha] <= times)
        return days[0], days[-1], alone


def _shas_of(model: type[Model]) -> Iterator[str]:
    for column in text_columns(model):
        yield from model._default_manager.exclude(**{column: ""}).values_list(column, flat=True)


def _files(texts: _LeftTexts) -> Iterator[OwnWriting]:
    rows: dict[int, list[SubjectFileEntry]] = defaultdict(list)
    for row in SubjectFileEntry.objects.order_by("pk"):
        rows[row.subject_file_id].append(row)
    for file in SubjectFile.objects.order_by("pk"):
        said = [(file.from_at, ""), *((row.at, row.text_sha) for row in rows[file.pk])]
        is_proved = any(row.kind == FileEntryKind.STATUS and row.word in PROVED for row in rows[file.pk])
        yield OwnWriting(
            file.file_id,
            WrittenHere.ADULT_FILE if file.kind == Kind.PERSON else WrittenHere.FILE,
            file.agency or Agency.PARTNERSHIP,
            tuple(file.mention_ids),
            tuple(file.record_ids),
            *texts.of(OwnerKind.FILE, file.file_id, said),
            is_proved=is_proved,
        )


def _meetings(texts: _LeftTexts) -> Iterator[OwnWriting]:
    rows: dict[int, list[Said]] = defaultdict(list)
    for meeting_id, at, sha in MeetingEntry.objects.values_list("meeting_id", "at", "text_sha"):
        rows[meeting_id].append((at, sha))
    for meeting in Meeting.objects.select_related("account").order_by("pk"):
        said = [(meeting.opened_at, meeting.text_sha), *rows[meeting.pk]]
        yield OwnWriting(
            meeting.meeting_id,
            WrittenHere.MEETING,
            meeting.account.agency or Agency.PARTNERSHIP,
            tuple(meeting.mention_ids),
            tuple(meeting.record_ids),
            *texts.of(OwnerKind.MEETING, meeting.meeting_id, said),
        )


def _actions(texts: _LeftTexts) -> Iterator[OwnWriting]:
    rows: dict[int, list[Said]] = defaultdict(list)
    for item_id, at, sha in ItemEvent.objects.order_by("pk").values_list("item_id", "at", "text_sha"):
        rows[item_id].append((at, sha))
    added = [owner_id for owner, owner_id in texts.added if owner == OwnerKind.ITEM]
    answered = Item.objects.filter(pk__in=rows) | Item.objects.filter(item_id__in=added)
    for item in answered.order_by("pk"):
        yield OwnWriting(
            item.item_id,
            WrittenHere.ACTION,
            item.agency or Agency.PARTNERSHIP,
            tuple(item.mention_ids),
            (item.record_id,) if item.record_id else (),
            *texts.of(OwnerKind.ITEM, item.item_id, [(item.opened_at, ""), *rows[item.pk]]),
            is_open=item.closed_at is None,
        )


def _questions(texts: _LeftTexts) -> Iterator[OwnWriting]:
    """Of a question and of a request to be called; the call that followed has no words."""
    asked = list(apps.get_model("casework", "BlindAsk")._default_manager.filter(about="").order_by("pk"))
    agencies = agencies_of_accounts(row.by for row in asked)
    for row in asked:
        yield OwnWriting(
            row.entry_id,
            WrittenHere.BLIND_QUESTION,
            row.agency or agencies.get(row.by) or Agency.PARTNERSHIP,
            (),
            (),
            *texts.of(None, row.entry_id, [(row.at, row.text_sha)]),
        )
