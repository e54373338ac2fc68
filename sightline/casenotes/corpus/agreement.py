"""How far two people agree who label the same notes apart: by sentence and sign, note and sign, sentence alone."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sightline.casenotes.corpus.hands import Hand, LabelKind, LabelledNote
from sightline.casenotes.parts.sentences import find_sentences
from sightline.model.errors import OurFault

Found = set[tuple[str, Hashable]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What both found, the second alone, the first alone."""

    both: int
    second_alone: int
    first_alone: int

    @property
    def precision(self) -> float:
        """How much of what the second found the first found too; 0 where the second found nothing."""
        return self.both / max(1, self.both + self.second_alone)

    @property
    def recall(self) -> float:
        """How much of what the first found the second found too; 0 where the first found nothing."""
        return self.both / max(1, self.both + self.first_alone)

    @property
    def f1(self) -> float:
        """Their harmonic mean, which is the same whoever is called first."""
        return 2 * self.both / max(1, 2 * self.both + self.second_alone + self.first_alone)


def pair_notes(first: Iterable[Hand], second: Iterable[Hand]) -> list[tuple[LabelledNote, LabelledNote]]:
    """Each note that was labelled twice; OurFault where the second changed its text."""
    by_id = {note.id: note for hand in first for note in hand.notes}
    pairs = [(by_id[note.id], note) for hand in second for note in hand.notes]
    changed = [one.id for one, other in pairs if one.text != other.text]
    if changed:
        raise OurFault("A second labelling changed the text of a note.", code="corpus_second", where=", ".join(changed))
    return pairs


def signs_in_sentences(note: LabelledNote) -> Found:
    """Each affirmed sign of each sentence, of this child or somebody else."""
    ranges = find_sentences(note.text)
    return {
        (f"{note.id} {number}", label.id)
        for label in note.labels
        if label.kind is LabelKind.INDICATOR and not label.is_negated
        for number, (start, end) in enumerate(ranges)
        if label.start < end and label.end > start
    }


def signs_in_notes(note: LabelledNote) -> Found:
    """Each affirmed sign of a note."""
    return {(note.id, sign) for _, sign in signs_in_sentences(note)}


def sentences_with_a_sign(note: LabelledNote) -> Found:
    """Each sentence with any affirmed sign."""
    return {(sentence, "") for sentence, _ in signs_in_sentences(note)}


MEASURES: Mapping[str, Callable[[LabelledNote], Found]] = {
    "sentence and sign": signs_in_sentences,
    "note and sign": signs_in_notes,
    "sentence with any sign": sentences_with_a_sign,
}


def compare(
    pairs: Sequence[tuple[LabelledNote, LabelledNote]], found_in: Callable[[LabelledNote], Found], *, sign: str = ""
) -> Agreement:
    """How far the two agree by one measure, over all signs or of one."""
    both = second_alone = first_alone = 0
    for first, second in pairs:
        one, other = ({each for each in found_in(note) if sign in ("", each[1])} for note in (first, second))
        both += len(one & other)
        second_alone += len(other - one)
        first_alone += len(one - other)
    return Agreement(both, second_alone, first_alone)
