"""What people answered to actions about the person, and answers to other actions that name them."""

from collections import defaultdict
from collections.abc import Iterator

from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.subject_access.writings import (
    AccessSubject,
    HeldWriting,
    Said,
    WritingSource,
    as_words,
    write_down,
)
from sightline.escalation import Happening
from sightline.translation.messages import lazy as _

LABEL, ASKED = _("Answers to an action"), _("What the action is about")
SAID = {
    Happening.ACKNOWLEDGED: _("Dealing with it"),
    Happening.ACT: _("What will be done"),
    Happening.ASKED_NOT_KNOWN: _("Another agency was asked"),
    Happening.NOT_PROCEED: _("Why no action is taken"),
    Happening.FOUND: _("What was found"),
    Happening.ACTION_DONE: _("Action done"),
    Happening.AGREED: _("The answer was agreed"),
    Happening.NOT_AGREED: _("The answer was not agreed"),
    Happening.READ: _("The sentence was read"),
    Happening.CANNOT_TELL: _("Cannot tell"),
    Happening.CORRECTED: _("Corrected"),
    Happening.DUE: _("Escalated"),
    Happening.NOBODY: _("Escalated: nobody holds the role"),
    Happening.FACT: _("Closed: a later record shows it"),
}


def find_responses(subject: AccessSubject) -> Iterator[HeldWriting]:
    """One writing for each action to which somebody answered in words."""
    naming, rows = subject.texts_naming(), defaultdict[Item, list[ItemEvent]](list)
    for row in ItemEvent.objects.exclude(text_sha="").select_related("item").order_by("pk"):
        if row.text_sha in naming or is_about_person(subject, row.item):
            rows[row.item].append(row)
    for item, events in rows.items():
        texts, about = subject.read(row.text_sha for row in events), item.mention_ids
        said = [
            Said(row.by, row.at, str(SAID[Happening(row.kind)]), as_words(texts.of(row.text_sha, mention_ids=about)))
            for row in events
        ]
        yield from write_down(subject, said, label=str(LABEL), key=(item.item_id,), ahead=((str(ASKED), item.about),))


def is_about_person(subject: AccessSubject, item: Item) -> bool:
    """Whether an action is about the person."""
    return subject.is_meant(item.mention_ids) or (bool(item.person_id) and item.person_id == subject.person_id)


SOURCE = WritingSource(find_responses, ("Item", "ItemEvent"))
