"""Reads what waits to be confirmed, and the examples that may be learned from now."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from sightline.casenotes.note import Note
from sightline.casework.audit.trail import audited
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.models import NoteExample
from sightline.casework.learning.pages import ReadingsToConfirm, ReadingToConfirm
from sightline.casework.learning.rights import check_confirms
from sightline.casework.learning.sentences import KeptSentence, find_sentence, is_still_held, open_sentence
from sightline.casework.notes.said_readings import SaidReading, list_said_readings
from sightline.store.snapshot_reader import SnapshotReader

if TYPE_CHECKING:
    from sightline.casenotes.training.own import Confirmed

EXAMPLE_DECIDED = "note_example"


class HeldExample(NamedTuple):
    """An example whose record still holds its sentence."""

    row: NoteExample
    sentence: KeptSentence

    def confirmed(self) -> "Confirmed":
        """As it is learned from."""
        from sightline.casenotes.training.own import Confirmed  # not at the top: most pages learn nothing

        note = Note(self.sentence.text, agency=self.sentence.agency, subject=self.sentence.subject)
        return Confirmed(note, self.row.record_id, self.row.sign, self.row.is_so)


def list_readings(session: ReaderSession) -> ReadingsToConfirm:
    """What people said of sentences and nobody has decided yet, the oldest first; Refused for whoever confirms none."""
    with audited(session, action="list_note_readings") as trail:
        check_confirms(actor=session.actor)
        waiting = list_undecided()
        with session.open_current() as opened:
            found = [(one, find_sentence(session, opened[1], one)) for one in waiting] if opened else []
        lines = tuple(_make_reading(session, one, sentence) for one, sentence in found if sentence)
        trail.add("record", sorted({line.record_id for line in lines}))
        confirmed = NoteExample.objects.filter(is_so=True).count()
        without = NoteExample.objects.filter(is_so=False).count()
    return ReadingsToConfirm(lines, len(waiting) - len(lines), confirmed, without)


def list_undecided() -> list[SaidReading]:
    """What waits for a yes or a no. What several people said of one sentence waits once, as the first said it."""
    bodies = Decision.objects.of_kind(EXAMPLE_DECIDED).values_list("body", flat=True)
    decided = {body["said"] for body in bodies}
    said = list_said_readings()
    settled = {one.what for one in said if one.sequence in decided}
    first: dict[object, SaidReading] = {}
    for one in said:
        if one.what not in settled:
            first.setdefault(one.what, one)
    return list(first.values())


def list_examples(store: SnapshotReader) -> list[HeldExample]:
    """The examples that may be learned from: of each the record still holds the sentence."""
    return [HeldExample(row, sentence) for row, sentence, held in _look_at_all(store) if held]


def list_gone(store: SnapshotReader) -> list[NoteExample]:
    """The examples whose record is gone, or no longer holds the sentence."""
    return [row for row, _, held in _look_at_all(store) if not held]


def _look_at_all(store: SnapshotReader) -> Iterable[tuple[NoteExample, KeptSentence, bool]]:
    for row in NoteExample.objects.order_by("said"):
        sentence = open_sentence(row)
        yield row, sentence, is_still_held(store, row.record_id, sentence.text)


def _make_reading(session: ReaderSession, one: SaidReading, sentence: KeptSentence) -> ReadingToConfirm:
    return ReadingToConfirm(
        said=one.sequence,
        said_at=one.said_at,
        by=one.by,
        record_id=one.record_id,
        sign=one.sign,
        is_so=one.is_so,
        text=sentence.text,
        is_own=one.by == session.actor.reader.username,
    )
