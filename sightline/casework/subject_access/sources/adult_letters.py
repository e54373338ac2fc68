"""What was asked and said about telling the person what records say of them, and which letters went to them."""

from collections.abc import Iterator

from sightline.casework.named_adults.models import NamedAdultEntry
from sightline.casework.named_adults.pages import NamedAdultEntryKind
from sightline.casework.subject_access.writings import (
    AccessSubject,
    HeldWriting,
    WritingSource,
    read_entries,
    write_down,
)
from sightline.model.agency_names import name_agency
from sightline.translation.messages import lazy as _

K = NamedAdultEntryKind
LABEL = _("Letters, and whether it is safe to tell this adult")
KINDS = {
    K.ASKED: _("Asked whether it is safe to tell them"),
    K.AGAIN: _("Asked again"),
    K.SAFE: _("Said that it is safe to tell them"),
    K.UNSAFE: _("Said that it is not safe to tell them"),
    K.REASON: _("Lawful reason not to tell them"),
    K.ENDED: _("The reason ended"),
    K.LETTER: _("Letter sent"),
}


def find_letters(subject: AccessSubject) -> Iterator[HeldWriting]:
    """One writing for each question about the person, or about somebody of their name, with all that followed."""
    asked = list(NamedAdultEntry.objects.asked().order_by("pk"))
    texts, mentions = subject.read(row.text_sha for row in asked), sorted(subject.mention_ids)
    for row in asked:
        if row.mention_id:
            is_theirs = subject.is_meant([row.mention_id])
        else:
            is_theirs = subject.may_be_called(texts.of(row.text_sha).who)
        if not is_theirs:
            continue
        rows = [row, *NamedAdultEntry.objects.about([row.entry_id])]
        said = read_entries(subject, rows, kinds=KINDS, mention_ids=mentions, columns=_in_columns)
        yield from write_down(subject, said, label=str(LABEL), key=(row.entry_id,))


def _in_columns(row: NamedAdultEntry) -> str:
    """The agency, the reason or kind of letter and the day, as columns have them."""
    day = row.on_day.isoformat() if row.on_day else ""
    return ", ".join(filter(None, (name_agency(row.agency), row.word.replace("_", " "), day)))


SOURCE = WritingSource(find_letters, ("NamedAdultEntry",))
