"""What the gate knows of a mark: its sign and rule, its time and certainty, and the ordinary words near it.

Nothing of a person is among them: whose it is and who says so may hang on a name.
"""

from collections.abc import Iterator, Sequence

from sightline.casenotes.gate.known_words import KnownWord
from sightline.model.passages import Experiencer, Passage, PassageKind, Polarity, Tense

# So many words before and after a mark count by themselves.
BESIDE = 4
# What a kind counts: sign, rule, sign in time; a word of the sentence, the same for the sign; within, before, after.
COUNTS_FOR = {"l": 1.0, "r": 1.5, "a": 1.0, "w": 0.6, "s": 1.0, "i": 0.8, "b": 0.5, "f": 0.5}
OF_THE_SENTENCE = frozenset({"w", "s"})
# A long sentence says no more by its words together than one of so many.
USUAL_WORDS = 16
# A suspicion counts of whomever, as for deadlines.
SUSPICION = "suspected_exploitation"
# These are never set aside: a suspicion, an account, signs of harm done, and each sign that alone may complete a
# pattern which must be answered. Of `several_signs` any sign is one of many kinds (docs/decisions/0098). What is
# unlikely to be right among them is asked about (docs/decisions/0111).
NEVER_LEFT_OUT = frozenset({
    "suspected_exploitation", "account_given", "account_withdrawn", "made_to_bring_others",
    "physical_injury", "coercion_control", "found_with_adults", "self_harm", "health_attendance",
    "criminal_exploitation", "older_associate", "unexplained_gifts", "place_of_concern",
    "parent_worry",
})  # fmt: skip


def is_weighed(one: Passage) -> bool:
    """Whether the gate is asked about a passage at all: what is denied always stands."""
    return may_be_set_aside(one) or may_be_asked(one)


def may_be_set_aside(one: Passage) -> bool:
    """Whether an unlikely passage is left out. A suspicion, an account or harm done is asked about instead."""
    return _is_affirmed(one) and one.label not in NEVER_LEFT_OUT


def may_be_asked(one: Passage) -> bool:
    """Whether a person is asked about an unlikely passage: what is stated of this child, and any suspicion.

    What is only supposed, or is of another person, stands as its rule read it: no question could say whose it is.
    """
    is_of_child = one.experiencer == Experiencer.SUBJECT or one.label == SUSPICION
    return _is_affirmed(one) and one.label in NEVER_LEFT_OUT and is_of_child and one.time != Tense.HYPOTHETICAL


def _is_affirmed(one: Passage) -> bool:
    return one.kind is PassageKind.INDICATOR and one.polarity == Polarity.AFFIRMED


def list_features(one: Passage, words: Sequence[KnownWord]) -> list[tuple[str, float]]:
    """The features of a mark with what each counts. `words`: the known words of its sentence."""
    share = (USUAL_WORDS / max(1, len(words))) ** 0.5
    return [
        (feature, COUNTS_FOR[feature[0]] * (share if feature[0] in OF_THE_SENTENCE else 1.0))
        for feature in dict.fromkeys(_list(one, words))
    ]


def _list(one: Passage, words: Sequence[KnownWord]) -> Iterator[str]:
    sign = one.label
    yield from (f"l {sign}", f"r {one.rule_id}", f"a {sign} {one.certainty} {one.time}")
    for known in words:
        yield from (f"w {known.word}", f"s {sign} {known.word}")
        if known.start < one.end and known.end > one.start:
            yield f"i {sign} {known.word}"
    before = [known.word for known in words if known.end <= one.start][-BESIDE:]
    after = [known.word for known in words if known.start >= one.end][:BESIDE]
    yield from (f"b {sign} {word}" for word in before)
    yield from (f"f {sign} {word}" for word in after)
