"""A bare word is shown with its clause; longer passages, wording and neighbours of one label stay as they were."""

from support.marked_notes import read_marked

from sightline.casenotes.signs.bare_words import BARE
from sightline.model.passages import PassageKind


def test_a_bare_word_is_shown_with_its_clause_and_keeps_its_attributes() -> None:
    found = [
        one for one in read_marked({}, "Seen at home, denies any self harm, cheerful.") if one.label == "self_harm"
    ]
    assert [(one.text, one.polarity) for one in found] == [("denies any self harm", "negated")]


def test_offsets_give_the_shown_words_back() -> None:
    text = "No visible injuries; (drugs?) - she looked tired, and wept."
    for one in read_marked({}, text):
        assert text[one.start : one.end] == one.text


def test_two_of_one_label_never_share_words() -> None:
    text = "Bruised and cut, drunk, stoned, high, burns, bruises and a limp."
    ends: dict[str, int] = {}
    for one in read_marked({}, text):
        assert one.start >= ends.get(one.label, 0)
        ends[one.label] = one.end


def test_a_longer_passage_is_left_alone() -> None:
    text = "On Tuesday, she walked out of P4 again, said the tutor."
    rule = [one for one in read_marked({}, text) if one.label == "school_absence"]
    assert rule
    assert all(one.end - one.start >= BARE and "Tuesday" not in one.text for one in rule)
    assert all(one.kind is PassageKind.INDICATOR for one in rule)
