"""A model of a workspace takes no sign away that must be asked about and that the shipped one finds likely."""

from collections.abc import Sequence
from dataclasses import replace

from sightline.casenotes.learned.marks import SentenceMark, mark_notes
from sightline.casenotes.learned.model import NoteModel
from sightline.casenotes.note import LaidNotes, Note, NoteText
from sightline.model.passages import Level, Passage

NEVER_TAKEN_AWAY = frozenset({"suspected_exploitation", "account_given", "made_to_bring_others"})


def mark_sentences(
    notes: Sequence[Note],
    passages: Sequence[Sequence[Passage]],
    *,
    own: NoteModel | None = None,
    ready: Sequence[NoteText] = (),
    laid: LaidNotes | None = None,
) -> list[list[SentenceMark]]:
    """The marks of each note as a run lists them, by the shipped model or by a workspace's `own`. See `mark_notes`."""
    shipped = mark_notes(notes, passages, ready=ready, laid=laid)
    if own is None:
        return shipped
    marked = mark_notes(notes, passages, model=own, ready=ready, laid=laid)
    return [_keep(*both) for both in zip(marked, shipped, strict=True)]


def _keep(own: Sequence[SentenceMark], shipped: Sequence[SentenceMark]) -> list[SentenceMark]:
    marks = {(one.start, one.end, one.label): one for one in own}
    for one in shipped:
        place = (one.start, one.end, one.label)
        is_lower = place not in marks or marks[place].level != Level.MARKED
        if one.label in NEVER_TAKEN_AWAY and one.level == Level.MARKED and is_lower:
            marks[place] = replace(one, by_shipped=True)
    return sorted(marks.values())
