"""The labelled notes of many hands are of the form, and what is not of it is named with its line."""

from pathlib import Path

import pytest

from sightline.casenotes.corpus.agreement import (
    Agreement,
    compare,
    pair_notes,
    sentences_with_a_sign,
    signs_in_sentences,
)
from sightline.casenotes.corpus.faults import count_near_copies, list_faults
from sightline.casenotes.corpus.hands import Hand, Label, LabelKind, read_corpus, read_hand, read_labels
from sightline.model.errors import OurFault
from tools.corpus import CORPUS

HEAD = "# hand 99: a test\n=== 99-01 ; school ; 2019-03-14 ; Kayla Orme ; 2004-06-02 ; white_british\n"


def test_the_corpus_has_no_fault_and_hands_share_hardly_a_sentence() -> None:
    hands = read_corpus(CORPUS)
    copies, compared = count_near_copies(hands)
    assert list_faults(hands) == []
    assert len(copies) < compared / 100 and compared > 3000


def test_labels_nest_and_two_may_have_the_same_words() -> None:
    text, labels = read_labels(
        "Seen in {a {grey car|m:vehicle thing}|unknown_vehicle poss by-other; near:missing_episode}."
    )
    assert text == "Seen in a grey car."
    assert sorted((text[one.start : one.end], one.kind, one.id) for one in labels) == [
        ("a grey car", LabelKind.INDICATOR, "unknown_vehicle"),
        ("a grey car", LabelKind.NEAR, "missing_episode"),
        ("grey car", LabelKind.MENTION, "vehicle"),
    ]
    assert Label(8, 18, LabelKind.INDICATOR, "unknown_vehicle", is_possible=True, said_by="other") in labels


@pytest.mark.parametrize(
    "wrong",
    ["{words", "words}", "{|missing_episode}", "{words|}", "{words|gifts}", "{words|missing_episode perhaps}",
     "{words|m:vehicle driver}", "{words|near:missing_episode neg}", "{words|w:streetwise said}"],
)  # fmt: skip
def test_what_is_not_of_the_form_is_named_with_its_file_and_line(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "hand-99.txt").write_text(HEAD + wrong, encoding="utf-8")
    with pytest.raises(OurFault, match=r"hand-99\.txt, line 2"):
        read_hand(tmp_path / "hand-99.txt")


@pytest.mark.parametrize(
    ("head", "text", "said"),
    [
        (HEAD, "Call mum on 01865 249864.", "telephone"),
        (HEAD, "Lives at 2 Mill Lane, OX4 2JZ.", "postcode"),
        (HEAD, "{ Out all night|missing_episode}.", "blank"),
        (HEAD.replace("2004", "1996"), "In school.", "years old"),
        (HEAD + "One.\n" + HEAD.splitlines()[1] + "\n", "Two.", "two notes"),
    ],
)
def test_each_kind_of_fault_is_found(head: str, text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "hand-99.txt").write_text(head + text, encoding="utf-8")
    (fault,) = list_faults([read_hand(tmp_path / "hand-99.txt")])
    assert said in fault


def labelled(text: str, folder: Path) -> list[Hand]:
    """One note by one hand."""
    folder.mkdir()
    (folder / "hand-99.txt").write_text(HEAD + text, encoding="utf-8")
    return [read_hand(folder / "hand-99.txt")]


def test_two_who_label_apart_agree_on_what_both_found(tmp_path: Path) -> None:
    first = labelled(
        "{Out all night|missing_episode}. {New phone|unexplained_gifts}. {No bruise|physical_injury neg}.",
        tmp_path / "a",
    )
    second = labelled("{Out all night|missing_episode}. {New phone|phone_contact}. No bruise.", tmp_path / "b")
    pairs = pair_notes(first, second)
    assert compare(pairs, signs_in_sentences) == Agreement(both=1, second_alone=1, first_alone=1)
    assert compare(pairs, sentences_with_a_sign).f1 == 1.0
    assert compare(pairs, signs_in_sentences, sign="missing_episode") == Agreement(1, 0, 0)
    with pytest.raises(OurFault, match="99-01"):
        pair_notes(first, labelled("Out all day. New phone. No bruise.", tmp_path / "c"))


def test_the_second_labelling_is_of_the_same_notes_and_agrees() -> None:
    """Two people agreed at .83 to .92 on other notes (F1, sentence and sign): well below that, labels teach noise."""
    pairs = pair_notes(read_corpus(CORPUS), read_corpus(CORPUS / "second"))
    assert compare(pairs, signs_in_sentences).f1 > 0.83


def test_a_sentence_that_two_hands_share_is_found(tmp_path: Path) -> None:
    said = "She was dropped at the corner by a man in a grey van again."
    for number, end in (("98", ""), ("99", " Mum rang.")):
        (tmp_path / f"hand-{number}.txt").write_text(HEAD.replace("99", number) + said + end, encoding="utf-8")
    assert count_near_copies(read_corpus(tmp_path)) == ([("98-01", "99-01")], 2)
