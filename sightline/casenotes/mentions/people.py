"""Finds the people that a note names, each occurrence of each, and the child among them by the name in the heading.

A name is judged once for the whole note. Where "Lorcan" is somebody in one sentence he is so in all, and the words of a
longer name stand for it alone: Ravi Chowdhury, then Ravi.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sightline.casenotes.mentions.evidence import ENOUGH, weigh
from sightline.casenotes.mentions.hits import MentionHit, TakenWords
from sightline.casenotes.mentions.lists import MentionLists, read_near_names
from sightline.casenotes.mentions.names import Run, find_runs, is_name_and_word
from sightline.casenotes.mentions.roles import RoleReading, find_role
from sightline.casenotes.mentions.words import NoteWords, WordShape, divide

SHORTEST_SHORT_FORM = 3
LEAST_FOR_A_SLIP = 5
CHILD = "subject"
CHILDS = RoleReading(4, CHILD, None)
NO_READING = RoleReading(0, "unknown", None)


@dataclass(frozen=True, slots=True)
class Child:
    """The child's name as words in small letters: the first one, the rest, and forms of the first."""

    first: str = field(repr=False)
    rest: frozenset[str] = field(repr=False)
    forms: frozenset[str] = field(repr=False)

    @property
    def all(self) -> frozenset[str]:
        """Every word that is the child's name."""
        return self.forms | self.rest


def read_child(name: str, *, lists: MentionLists) -> Child:
    """The name in a record's heading. Short forms are those of the lists, and the parts of a double name."""
    written = [word.lower() for word, _, _ in divide(name)]
    if not written:
        return Child("", frozenset(), frozenset())
    first = written[0]
    parts = [part for part in first.split("-") if len(part) >= SHORTEST_SHORT_FORM]
    near = read_near_names().get(first, frozenset()) | {
        near for part in parts for near in read_near_names().get(part, ())
    }
    forms = {first, first.replace("-", ""), *parts, *(name for name in near if name not in lists.english)}
    rest = frozenset(written[1:]) - lists.cues["particles"]
    return Child(first, rest, frozenset(forms) - {""})


def find_people(
    words: NoteWords, *, child: Child, agency: str, lists: MentionLists, taken: TakenWords
) -> Iterator[MentionHit]:
    """The people of a note. What lies in what is `taken` (a street, premises, a vehicle) is nobody's name."""
    runs = [
        run
        for run in find_runs(words, lists=lists, known=child.all)
        if taken.is_free(words.starts[run.first], words.ends[run.last])
    ]
    kept = _judge(words, runs, child, lists)
    readings = {run: find_role(words, run, child_rest=child.rest, agency=agency, lists=lists) for run in kept}
    readings = {run: CHILDS if _is_child(words, run, child, readings[run].role) else readings[run] for run in kept}
    surest = _surest(words, readings)
    for run in kept:
        role = max([readings[run], *(surest[word] for word in _parts(words, run))], key=lambda each: each.surely)
        role = readings[run] if readings[run] is CHILDS else role
        rule = "person_subject" if role.role == CHILD else "person_named"
        yield MentionHit(words.starts[run.first], words.ends[run.last], "person", role.role, rule, readings[run].cue)


def _surest(words: NoteWords, readings: dict[Run, RoleReading]) -> dict[str, RoleReading]:
    """What is said most surely of each word of a name, over the whole note."""
    surest: dict[str, RoleReading] = {}
    for run, each in readings.items():
        if each is not CHILDS:
            for word in _parts(words, run):
                surest[word] = max(surest.get(word, each), each, key=lambda one: one.surely)
    return defaultdict(lambda: NO_READING, surest)


def _judge(words: NoteWords, runs: list[Run], child: Child, lists: MentionLists) -> list[Run]:
    """The runs that are names: the child's, those with enough said for them, and the words of those alone."""
    weights = {run: weigh(words, run, lists=lists) for run in runs}
    children = {run for run in runs if _is_childs_name(words, run, weights[run], child, lists)}
    totals: dict[str, int] = defaultdict(int)
    for run in runs:
        totals[_key(words, run)] += weights[run]
    names = {key for key, total in totals.items() if total >= ENOUGH}
    for run in runs:
        if run.length > 1 and (run in children or _key(words, run) in names):
            names |= {word for word in _parts(words, run) if len(word) > 2}
    return [run for run in runs if run in children or _is_named(words, run, weights[run], names, lists)]


def _is_named(words: NoteWords, run: Run, weight: int, names: set[str], lists: MentionLists) -> bool:
    """Whether a run is one of the names. A word that is no name by itself needs something said here too."""
    key = _key(words, run)
    is_word = run.length == 1 and (is_name_and_word(key, lists) or not run.strange)
    return key in names and (not is_word or weight >= 0)


def _is_childs_name(words: NoteWords, run: Run, weight: int, child: Child, lists: MentionLists) -> bool:
    """Whether a run holds the child's name. One that is a word too needs more where a sentence begins."""
    parts = _parts(words, run)
    if not any(_is_form(word, child) for word in parts):
        return False
    if run.length > 1 or not (parts[0] in lists.english or parts[0] in lists.not_names):
        return True
    return words.shapes[run.first] is not WordShape.SMALL and weight >= (1 if words.begins[run.first] else 0)


def _is_form(word: str, child: Child) -> bool:
    if word in child.all:
        return True
    # Abdi for Abdirahman, Kiera for Keira.
    is_short = (
        SHORTEST_SHORT_FORM <= len(word) < len(child.first)
        and child.first.startswith(word)
        and len(child.first) - len(word) > 1
    )
    return is_short or (min(len(word), len(child.first)) >= LEAST_FOR_A_SLIP and _is_slip(word, child.first))


def _is_slip(word: str, name: str) -> bool:
    """Whether two letters beside each other are exchanged, or one is doubled or left out within the word."""
    if word[0] != name[0] or abs(len(word) - len(name)) > 1:
        return False
    if len(word) == len(name):
        unlike = [place for place in range(len(name)) if word[place] != name[place]]
        return (
            len(unlike) == 2
            and unlike[1] == unlike[0] + 1
            and word[unlike[0]] == name[unlike[1]]
            and word[unlike[1]] == name[unlike[0]]
        )
    longer, shorter = (word, name) if len(word) > len(name) else (name, word)
    return any(
        longer[:place] + longer[place + 1 :] == shorter and longer[place] == longer[place - 1]
        for place in range(1, len(longer))
    )


def _is_child(words: NoteWords, run: Run, child: Child, role: str) -> bool:
    """Whether a run is the child: their forename is in it, or their surname alone and with no title."""
    parts = _parts(words, run)
    if any(_is_form(word, child) for word in parts if word not in child.rest):
        return run.length == 1 or len(parts) == 1 or parts[-1] in child.all or not (set(parts) & child.rest)
    return (
        bool(set(parts) & child.rest)
        and role == "unknown"
        and run.length == 1
        and words.shapes[run.first] is WordShape.CAPITALS
    )


def _parts(words: NoteWords, run: Run) -> list[str]:
    return [words.small[at] for at in range(run.first, run.last + 1) if len(words.small[at]) > 1]


def _key(words: NoteWords, run: Run) -> str:
    return " ".join(words.small[run.first : run.last + 1])
