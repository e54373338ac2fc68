"""Codes in place of names: every text comes back to the letter, and each way of writing a name is found."""

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sightline.casework.review_reports.linkage_error import read_measured
from sightline.review.anonymous.coder import TextCoder
from sightline.review.anonymous.codes import CODE, CodeBook, CodeKind, pack_codes, unpack_codes
from sightline.review.anonymous.details import find_days
from sightline.review.anonymous.residues import ResidueReason, find_residues
from sightline.review.anonymous.rule_days import read_rule_days
from sightline.review.anonymous.terms import CodedTerm, NameWords, TermFinder, expand_address, shorten_body
from sightline.review.report.publication import say_published
from sightline.rulebook.rules import load_rules

K = CodeKind
WORDS = NameWords(
    frozenset({"rose", "will", "the", "seen", "and", "came"}), frozenset({"mr", "van", "ben"}), frozenset({"will"}),
    frozenset({"ben"}),
)  # fmt: skip
BIRTH = date(2010, 5, 4)
PIECES = some.sampled_from(
    ["Wren Ashdown", "wren", "ASHDOWN", "Rose", "rose", "12 Mill Lane", "[Child A]", "[Person 2/3]", "07700 900123", " ",
     "\n", "22/05/2016", "4 May 2010", "nf1 2ab", "AB12 CDE", "a@b.co", "'s", "-", "&", "é", "31/02/2016", "May 2016"]
)  # fmt: skip


def coder(book: CodeBook | None = None, *, moves_days: bool = False) -> TextCoder:
    book = book or CodeBook(1, 70)
    places = expand_address("Flat 2, 12 Mill Lane, Northford, NF1 2AB").items()
    terms = [
        CodedTerm(K.PERSON, "p1", "Wren Ashdown", base="Child A", also=("wrennie",)),
        CodedTerm(K.PERSON, "p2", "Karl Ashdown"),
        CodedTerm(K.PERSON, "p3", "Rose van Tulp"),
        CodedTerm(K.PERSON, "p4", "Will Stone", base="Child B"),
        CodedTerm(K.PERSON, "p5", "Ben Hale", base="Child C"),
        CodedTerm(K.PERSON, "p6", "Ali ben Salem"),
        CodedTerm(K.VEHICLE, "kx70xyz", "KX70 XYZ"),
        *(CodedTerm(K.PLACE, owner, text) for text, owner in places),
    ]
    return TextCoder(TermFinder(terms, words=WORDS, book=book), book, births=[BIRTH], moves_days=moves_days)


@given(some.lists(PIECES | some.text(max_size=8), max_size=12).map("".join), some.booleans())
def test_every_text_comes_back_to_the_letter_also_by_a_key_that_was_kept(text: str, moves_days: bool) -> None:
    made = coder(moves_days=moves_days)
    said = made.encode(text)
    assert made.book.restore(said) == text
    kept = unpack_codes(json.loads(pack_codes(made.book)))
    assert kept.restore(said) == text
    assert coder(kept, moves_days=moves_days).encode(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Wren Ashdown came", "[Child A] came"),
        ("ASHDOWN, Wren came", "[Child A] came"),
        ("wren's aunt, wrennie", "[Child A]'s aunt, [Child A/2]"),
        ("Mrs Ashdown and Karl", "Mrs [Surname 1] and [Person 1]"),
        ("the Ashdowns", "the [Surname 1]"),
        ("Rose rose", "[Person 2] rose"),
        ("Mr van Tulp", "Mr [Surname 2]"),
        ("Will will", "[Child B] will"),
        ("Ben came and ben's aunt", "[Child C] came and [Child C/2]'s aunt"),
        ("Ali ben Salem, Mr ben Salem", "[Person 3], Mr [Surname 5]"),
        ("at 12 mill lane, NF12AB", "at [Place 3], [Place 6]"),
        ("in Mill Lane", "in [Place 4]"),
        ("born 4/5/2010, seen 5/5/2010", "born [Date 1], seen 5/5/2010"),
        ("ring 07700 900123 or 07700900123", "ring [Phone 1] or [Phone 1/2]"),
        ("+44 7700 900123, +44 (0) 7700 900123", "[Phone 1], [Phone 1/2]"),
        ("0044 7700 900123, 07700.900.123, 7700 900 123", "[Phone 1], [Phone 1/2], [Phone 1/3]"),
        ("02-03-2016 10:30 came", "02-03-2016 10:30 came"),
        ("WrenAshdown, wrenashdown06, wren06, wren_a", "[Child A], [Child A/2], [Child A/3], [Child A/4]_a"),
        ("Wr\u00aden and wren\u0308 and Wr\u00e9n", "[Child A] and [Child A/2] and [Child A/3]"),
        ("at 12 Mill Ln, Mill Ln", "at [Place 3], [Place 4]"),
        ("KX19-ABC, P123 ABC, ABC 123D, ABZ 1234", "[Vehicle 2], [Vehicle 3], [Vehicle 4], [Vehicle 5]"),
        ("S47 ICP, in MAY 2016, on 12 may he", "S47 ICP, in MAY 2016, on 12 may he"),
        ("kx 70 xyz, K X 7 0 X Y Z", "[Vehicle 1], [Vehicle 1/2]"),
        ("QQ 12 34 56 C", "[Number 1]"),
        ("AB12 CDE, 943 476 5919, a.b@c.org", "[Vehicle 2], [Number 1], [Account 1]"),
    ],
)  # fmt: skip
def test_each_way_of_writing_is_found(text: str, said: str) -> None:
    assert coder().encode(text) == said


def test_days_move_together_and_what_is_no_single_day_has_a_code() -> None:
    made = coder(moves_days=True)
    said = made.encode("22/05/2016 and 22nd May 2016, then 29 May 2016; May 2016; 2-3 June; 31/02/2016")
    assert said == "[31 July 2016] and [31 July 2016/2], then [7 August 2016]; [Date 3]; [Date 1]; [Date 2]"
    assert made.encode("Made on 1 May 2016.", is_ours=True) == "Made on 1 May 2016."


@pytest.mark.parametrize(
    "text",
    ["4 May 2010", "04/05/2010", "4.5.10", "4-May-2010", "4May2010", "4 May 10", "4th May '10", "fourth of May 2010",
     "the 4th May", "4 . 05 . 2010", "May 4, 2010", "2010-05-04", "20100504"],
)  # fmt: skip
def test_a_birth_date_is_coded_in_each_way_of_writing_also_the_birthday_alone(text: str) -> None:
    said = coder().encode(f"born on {text}, seen")
    assert not re.search(r"4|10|fourth", CODE.sub("", said)), said
    assert coder().encode("seen on 5 May, 5 May 10 and 5 May 2010") == "seen on 5 May, 5 May 10 and 5 May 2010"


def test_an_organisation_is_coded_by_what_people_call_it_for_short() -> None:
    ordinary, kinds = {"academy", "school", "nursing", "service", "elm"}, {"academy", "school"}
    assert [*shorten_body("Northford Alderwick Academy", ordinary=ordinary, kinds=kinds)] == [
        "northford", "alderwick", "naa", "northford alderwick",
    ]  # fmt: skip
    assert [*shorten_body("Elm School", ordinary=ordinary, kinds=kinds)] == ["elm"]
    assert [*shorten_body("Riverbank CAMHS", ordinary=ordinary, kinds=())] == ["riverbank"], "many have a CAMHS"


def test_a_day_that_a_rule_gives_is_coded_and_never_tells_by_how_much_days_are_moved() -> None:
    made = coder(moves_days=True)
    said = made.encode("By a rule made on 30 November 2026. Seen 28 November 2026. Told on 22 May 2016.")
    assert said == "By a rule made on [Date 1]. Seen [Date 2]. Told on [31 July 2016]."
    rules = (one for folder in ("timescales", "patterns") for one in load_rules("england", folder))
    for rule in rules:
        for day in {
            rule.decided_on,
            rule.citation.read_on if rule.citation else None,
            *(one.effective_from for one in rule.values),
        } - {None}:
            assert day in read_rule_days(), rule.id
    assert read_measured().measured_on in read_rule_days()
    assert coder().encode("Seen 28 November 2026.") == "Seen 28 November 2026.", "days stay where none is moved"


def test_a_code_is_never_given_to_other_words_though_two_people_share_a_name_later() -> None:
    book = CodeBook(1, 70)
    before = coder(book).encode("Karl came")
    terms = [CodedTerm(K.PERSON, "p2", "Karl Ashdown"), CodedTerm(K.PERSON, "p9", "Karl Oak")]
    after = TextCoder(TermFinder(terms, words=WORDS, book=book), book).encode("Karl came")
    assert (before, after) == ("[Person 1] came", "[Name 1] came")
    assert book.restore(before) == book.restore(after) == "Karl came"


@pytest.mark.parametrize("text", ["1 May", "May 1, 2016", "2016-05-01", "Summer 2012", "1/5", "1st of May 2016"])
def test_days_are_found_as_people_write_them(text: str) -> None:
    assert [(one.start, one.end) for one in find_days(f"on {text}.")] == [(3, 3 + len(text))]


def test_words_that_may_name_a_person_are_listed_with_a_reason() -> None:
    made = coder()
    texts = [made.encode("Wren seen; Ashdwn and Zorvin came. MH rang 1234567 Rose rose karl Tom w3ren")]
    found = find_residues(texts, ordinary=WORDS.ordinary, forenames={"tom"}, names_too=set(), coded=made.finder.names)
    assert [(one.word, one.reason) for one in found] == [
        ("Ashdwn", ResidueReason.NEAR),
        ("rose", ResidueReason.NEAR),
        ("w3ren", ResidueReason.NEAR),
        ("Tom", ResidueReason.FORENAME),
        ("Zorvin", ResidueReason.CAPITAL),
        ("MH", ResidueReason.INITIALS),
    ]
    assert not re.search("Wren|Rose", found[0].around)


def test_words_that_call_a_person_of_the_review_by_letter_still_do_when_they_are_published() -> None:
    said = "“[Adult 1] knows them. Ask [Child E].”"
    assert coder().encode(said) == "“[Text 1] knows them. Ask [Text 2].”", "the file comes back to the letter"
    assert say_published(said, encode=coder().encode) == "“Adult 1 knows them. Ask Child E.”"
