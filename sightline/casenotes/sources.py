"""Whose statement a sign is: the nearest source before it, the turn or quotation that holds it, or the writer.

A newcomer would get this wrong: who says it and whom it is about are two things. In "Mother denies that Tia has a new
phone" the mother is the source, Tia has the phone, and it is denied.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.casenotes.cues import FoundCue
from sightline.model.passages import Cue, SaidBy

Range = tuple[int, int]
NEAR_VERB = 5
PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Source:
    """A source and what it reaches: from `start` to `end`. `said_by` is whose statement that is.

    A sign may begin with the verb, at `from_here`: in "dad cannot find out who he is".
    `is_informant`: somebody who rang or wrote, as `T/C from aunt` says.
    """

    start: int
    end: int
    said_by: str
    cue: Range
    gender: str = ""
    from_here: int = 0
    is_informant: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """What a note tells of its people: the child's pronoun (f, m or empty), and whether `she` has been the mother."""

    pronoun: str


def find_sources(
    *, cues: Sequence[FoundCue], sentence: Range, folded: str, people: People, last: Source | None
) -> list[Source]:
    """The sources of a sentence, by where their reach begins. `last`: who was speaking before, for `she`."""
    who = [cue for cue in cues if cue.kind.attribute == "who"]
    found: list[Source] = []
    for verb in (cue for cue in cues if cue.kind.attribute == "says"):
        source = _source_at(verb, who, found, sentence, folded, people, last)
        if source is not None:
            found.append(source)
    return sorted(found, key=lambda source: (source.start, source.cue))


def _source_at(
    verb: FoundCue,
    who: Sequence[FoundCue],
    found: Sequence[Source],
    sentence: Range,
    folded: str,
    people: People,
    last: Source | None,
) -> Source | None:
    """The source that a verb makes: its speaker before it, behind it, or nobody named at the head of a sentence."""
    speaker = _after(verb, who, folded) if verb.kind.value == "after" else _before(verb, who, folded)
    if speaker is None and verb.kind.value != "after":
        speaker = _at_the_end(verb, who, sentence)
        if speaker is not None:
            said_by, gender = _resolve(speaker, found, people, last)
            return Source(sentence[0], speaker.end, said_by, (verb.start, speaker.end), gender, speaker.end)
    if speaker is not None:
        said_by, gender = _resolve(speaker, found, people, last)
        if verb.kind.value == "seen" and (said_by == SaidBy.CHILD or (speaker.kind.value == PRONOUN and not gender)):
            return None
        start, end = min(verb.start, speaker.start), max(verb.end, speaker.end)
        inside = said_by != SaidBy.CHILD and verb.kind.value != "after"
        informs = verb.kind.value == "after" and said_by in (SaidBy.FAMILY, SaidBy.OTHER)
        return Source(end, sentence[1], said_by, (start, end), gender, verb.start if inside else end, informs)
    if verb.start - sentence[0] <= 2 and verb.kind.value == "before":
        said_by = last.said_by if last and last.said_by == SaidBy.FAMILY else SaidBy.CHILD
        return Source(verb.end, sentence[1], said_by, (verb.start, verb.end), "", verb.end)
    return None


def _before(verb: FoundCue, who: Sequence[FoundCue], folded: str) -> FoundCue | None:
    """The speaker: the nearest person before the verb, not too far; the child's own name counts."""
    for cue in reversed(who):
        if cue.end <= verb.start:
            return cue if folded.count(" ", cue.end, verb.start) <= NEAR_VERB else None
    return None


def _after(verb: FoundCue, who: Sequence[FoundCue], folded: str) -> FoundCue | None:
    for cue in who:
        if cue.start >= verb.end:
            return cue if folded.count(" ", verb.end, cue.start) <= NEAR_VERB else None
    return None


def _at_the_end(verb: FoundCue, who: Sequence[FoundCue], sentence: Range) -> FoundCue | None:
    """`..., says mother.`: the verb with its speaker behind it, at the end of a sentence."""
    if verb.start - sentence[0] < 12:
        return None
    for cue in who:
        if verb.end <= cue.start <= verb.end + 6 and sentence[1] - cue.end <= 3:
            return cue
    return None


def _resolve(speaker: FoundCue, before: Sequence[Source], people: People, last: Source | None) -> tuple[str, str]:
    """Whose statement it is. A pronoun is the child's, unless it cannot be, or the mother has just been speaking."""
    if speaker.kind.value != PRONOUN:
        return speaker.kind.value, speaker.kind.gender
    gender = speaker.kind.gender
    named = [source for source in before if source.gender and source.gender == gender]
    if named:
        return named[-1].said_by, gender
    if last is not None and last.gender and last.gender == gender and last.said_by != SaidBy.CHILD:
        return last.said_by, gender
    if gender == "x":
        return (last.said_by if last else SaidBy.OTHER), ""
    if people.pronoun and people.pronoun != gender:
        return (last.said_by if last and last.said_by != SaidBy.CHILD else SaidBy.FAMILY), gender
    return SaidBy.CHILD, ""


def source_of(*, span: Range, sources: Sequence[Source]) -> tuple[str, Cue] | None:
    """The source that reaches a span, the nearest before it; None where none does."""
    reaching = [source for source in sources if source.from_here <= span[0] < source.end]
    if reaching:
        source = reaching[-1]
        return source.said_by, Cue(*source.cue, "said_by")
    behind = [
        source
        for source in sources
        if source.start <= span[0] and span[1] <= source.cue[0] and source.cue[1] == source.end
    ]
    if behind:
        return behind[0].said_by, Cue(*behind[0].cue, "said_by")
    return None
