"""Whose statement a sign is: the nearest source before it, the turn or quotation that holds it, or the writer.

Who says it and whom it is about are two things. In "Mother denies that Tia has a new phone" the mother is the source,
Tia has the phone, and it is denied.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sightline.casenotes.attributes.cues import FoundCue
from sightline.model.passages import Cue, SaidBy
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Text, Written, read_table

Range = tuple[int, int]
NEAR_VERB = 5
NEAR_HEAD = 24
PRONOUN = "pronoun"
WRITERS = ("casenotes", "writers.toml")
THE_WRITER = frozenset({"i", "we", "us", "me"})
# Verbs with which a note lets its subject go unsaid, at its head or behind a comma: `Found at 3, said he was walking`.
SUBJECT_UNSAID = frozenset(
    {
        "said", "says", "saying", "told", "tells", "telling", "denied", "denies", "denying", "stated", "states",
        "stating", "claimed", "claims", "claiming", "alleged", "alleges", "alleging", "admitted", "admits", "admitting",
        "disclosed", "discloses", "disclosing", "described", "describes", "describing", "explained", "explains",
        "insists", "insisted", "maintains", "maintained", "reckons", "reckoned", "confirmed", "confirms",
    }
)  # fmt: skip
HEARERS = frozenset(
    {"to", "told", "tells", "telling", "with", "asked", "asks", "texted", "messaged", "rang", "her", "his"}
)
JOINS = frozenset({"and", "but", "then", "also", "now", "later", "still", "just", "only", "again", "has", "since"})


class WrittenWriter(Written, frozen=True):
    """One kind of writer, and the words that stand for it."""

    says: Text
    words: tuple[Text, ...]


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
    """What a note tells of its people: the child's pronoun (f, m or empty), and whose statement the writer's own is."""

    pronoun: str
    writer: str = SaidBy.PROFESSIONAL


def find_writer(agency: str) -> str:
    """Whose statement a note is that names nobody, by the word for its agency: a professional's unless it is listed."""
    return _writers().get(" ".join(agency.casefold().replace("_", " ").replace("-", " ").split()), SaidBy.PROFESSIONAL)


@cache
def _writers() -> dict[str, str]:
    kinds = read_table(dict[SaidBy, WrittenWriter], read_toml(*WRITERS), where="/".join(WRITERS))
    return {word: said_by for said_by, kind in kinds.items() for word in kind.words}


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
    if found and verb.kind.value == "before" and _is_joined(verb, folded):
        goes_on = found[-1]  # `Her aunt is worried about the people she is with, and describes rows`
        return Source(verb.end, sentence[1], goes_on.said_by, goes_on.cue, goes_on.gender, verb.end)
    speaker = _after(verb, who, folded) if verb.kind.value == "after" else _before(verb, who, folded)
    if speaker is None and verb.kind.value != "after":
        speaker = _at_the_end(verb, who, sentence)
        if speaker is not None:
            said_by, gender = _resolve(speaker, folded, found, people, last)
            return Source(sentence[0], speaker.end, said_by, (verb.start, speaker.end), gender, speaker.end)
    if speaker is not None:
        said_by, gender = _resolve(speaker, folded, found, people, last)
        if verb.kind.value == "seen" and (said_by == SaidBy.CHILD or (speaker.kind.value == PRONOUN and not gender)):
            return None
        start, end = min(verb.start, speaker.start), max(verb.end, speaker.end)
        inside = said_by != SaidBy.CHILD and verb.kind.value != "after"
        informs = verb.kind.value == "after" and said_by in (SaidBy.FAMILY, SaidBy.OTHER)
        return Source(end, sentence[1], said_by, (start, end), gender, verb.start if inside else end, informs)
    if verb.kind.value == "before" and _leaves_subject_out(verb, sentence, folded):
        first = next((cue for cue in who if cue.start - sentence[0] <= NEAR_HEAD and cue.end <= verb.start), None)
        if first is not None and verb.start - sentence[0] > 2:
            said_by, gender = _resolve(first, folded, found, people, last)
            return Source(verb.end, sentence[1], said_by, (first.start, first.end), gender, verb.end)
        said_by = last.said_by if last and last.said_by == SaidBy.FAMILY else SaidBy.CHILD
        return Source(verb.end, sentence[1], said_by, (verb.start, verb.end), "", verb.end)
    return None


def _leaves_subject_out(verb: FoundCue, sentence: Range, folded: str) -> bool:
    """True for a verb at the head of a sentence, behind a date, or behind a comma, with nobody before it."""
    if verb.start - sentence[0] <= 2:
        return True
    if folded[verb.start : verb.end].split()[0] not in SUBJECT_UNSAID:
        return False
    before = folded[sentence[0] : verb.start].split()
    while before and before[-1] in JOINS:
        before.pop()
    return not before or before[-1][-1] in ",;:.-–—|/(" or not any(character.isalpha() for character in "".join(before))


def _is_joined(verb: FoundCue, folded: str) -> bool:
    """True for a verb that goes on with the subject of the one before: `and describes`, `but denied`."""
    words = folded[verb.start : verb.end].split()
    return words[0] in SUBJECT_UNSAID and folded.endswith((" and ", " but ", " then "), 0, verb.start)


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


def _resolve(
    speaker: FoundCue, folded: str, before: Sequence[Source], people: People, last: Source | None
) -> tuple[str, str]:
    """Whose statement it is. A pronoun is the child's, unless it cannot be, or the mother has just been speaking."""
    if speaker.kind.value != PRONOUN:
        is_writer = folded[speaker.start : speaker.end] in THE_WRITER
        return (people.writer if is_writer else speaker.kind.value), speaker.kind.gender
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


def speaker_of_quotation(*, quotation: Range, cues: Sequence[FoundCue], folded: str) -> tuple[str, Cue] | None:
    """Whoever of family or others stands before its colon: `Neighbour above: "..."`. Not whom it was said to."""
    named = [cue for cue in cues if cue.kind.attribute == "who" and cue.end <= quotation[0]]
    if not named or not folded.endswith(":", 0, len(folded[: quotation[0] - 1].rstrip())):
        return None
    last = named[-1]
    before = folded[max(0, last.start - 24) : last.start].split()
    if last.kind.value not in (SaidBy.FAMILY, SaidBy.OTHER) or not HEARERS.isdisjoint(before[-2:]):
        return None
    if folded.count(" ", last.end, quotation[0]) > NEAR_VERB:
        return None
    return last.kind.value, Cue(last.start, last.end, "said_by")


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
