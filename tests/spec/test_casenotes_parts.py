"""Notes and their parts: what each part is, where it ends, whose words it holds and of which day it is."""

import datetime as dt
from typing import Any

import pytest

from sightline.casenotes.parts.division import NotePart, NoteParts, PartKind, read_parts
from sightline.casenotes.parts.sentences import find_quotations, find_sentences

WRITTEN_ON = dt.date(2024, 3, 6)  # a Wednesday

# text | kind, what begins it, how it ends, and what is known of it
STORIES: list[tuple[str, str, PartKind, str, str, dict[str, Any]]] = [
    ("heading on its own line", "Background\nTaken into care at 6.\n\nOne brother.\nPlan\nVisit on Monday.", PartKind.SECTION, "Background", "One brother.\n", {"heading": "background", "time": "historical"}),
    ("heading with a colon", "Seen today.\nACTIONS: ring school; ring GP\nCopied to duty.", PartKind.SECTION, "ACTIONS", "ring GP", {"heading": "plan", "time": "hypothetical"}),
    ("plan with a list", "Plan:\n- If he is late, ring 101.\n- Check the register.", PartKind.SECTION, "Plan", "register.", {"time": "hypothetical"}),
    ("heading within a paragraph", "She was tired. Child's voice: I want to go home. Analysis: settled.", PartKind.SECTION, "Child's voice", "go home. ", {"said_by": "child"}),
    ("curly apostrophe", "Child’s views: I like it here.", PartKind.SECTION, "Child’s", "here.", {"heading": "childs_voice"}),
    ("mother speaks", "Call from home.\nMum - he was out all night", PartKind.TURN, "Mum", "all night", {"said_by": "family"}),
    ("the child by name", "Zuri: he gave me it\nSW: who did?", PartKind.TURN, "Zuri", "me it", {"said_by": "child"}),
    ("a worker", "Zuri: he gave me it\nSW: who did?", PartKind.TURN, "SW", "did?", {"said_by": "professional"}),
    ("a name that comes again", "Parvez: no\nWorker: sure?\nParvez: yes", PartKind.TURN, "Parvez: no", "no", {"speaker": "Parvez", "said_by": ""}),
    ("question in a line", "Q: Who drove? A: Some bloke.", PartKind.TURN, "Q", "drove? ", {"is_question": True, "said_by": "professional"}),
    ("answer in a line", "Q: Who drove? A: Some bloke.", PartKind.TURN, "A", "bloke.", {"is_question": False, "said_by": "child"}),
    ("a worker's remark behind an answer", 'Q. Hurt? A. "No." Holding his side.', PartKind.TURN, "A", '"No."', {"said_by": "child"}),
    ("numbered questions", "Q1. Where? A1. Town.\nQ2. With? A2. Nobody.", PartKind.TURN, "Q2", "With? ", {"is_question": True}),
    ("dated entry", "12/02/24 Home visit. All well.\n15.02.24 - Call from school.", PartKind.ENTRY, "12/02/24", "well.\n", {"on": dt.date(2024, 2, 12)}),
    ("time behind the date", "14 Feb 2023 18:40hrs: seen in town.", PartKind.ENTRY, "14 Feb", "town.", {"on": dt.date(2023, 2, 14)}),
    ("a year", "2019: moved here.\nNow: settled.", PartKind.ENTRY, "2019", "here.\n", {"on": dt.date(2019, 1, 1), "precision": "approximate"}),
    ("a month", "- Nov 2021: first missing.", PartKind.ENTRY, "-", "missing.", {"on": dt.date(2021, 11, 1), "precision": "month"}),
    ("now", "2019: moved here.\nNow: settled.", PartKind.ENTRY, "Now", "settled.", {"on": WRITTEN_ON}),
    ("a weekday", "Mon: late.\nTues - in on time.", PartKind.ENTRY, "Mon", "late.\n", {"on": dt.date(2024, 3, 4)}),
    ("a day without its year lies behind", "20/11: seen with them.", PartKind.ENTRY, "20/11", "them.", {"on": dt.date(2023, 11, 20)}),
    ("mail headers", "FYI\nFrom: Orla Byrne <o@example.org>\nSent: Mon 4 March 2024 09:12\nSubject: Zuri\nShe was upset.", PartKind.MAIL, "From", "upset.", {"speaker": "Orla Byrne", "on": dt.date(2024, 3, 4)}),
    ("mail with wrote", "On 1 March 2024 at 10:20, Orla Byrne wrote:\n> He was late.", PartKind.MAIL, "On", "late.", {"speaker": "Orla Byrne", "on": dt.date(2024, 3, 1)}),
    ("pasted message", "(text from nan, 02/03/24)\nshe is here", PartKind.MAIL, "(text", "here", {"speaker": "nan", "on": dt.date(2024, 3, 2)}),
    ("list item", "Seen:\n* hood up\n* no coat", PartKind.ITEM, "* hood", "up", {}),
]  # fmt: skip


def parts_of(text: str) -> tuple[NotePart, ...]:
    return read_parts(text, subject="Zuri Achterberg", written_on=WRITTEN_ON)


@pytest.mark.parametrize(
    ("text", "kind", "begins", "ends", "known"), [story[1:] for story in STORIES], ids=[story[0] for story in STORIES]
)
def test_a_part_and_what_is_known_of_it(
    text: str, kind: PartKind, begins: str, ends: str, known: dict[str, Any]
) -> None:
    found = [part for part in parts_of(text) if part.kind is kind and text[part.start :].startswith(begins)]
    assert len(found) == 1, parts_of(text)
    assert text[found[0].start : found[0].end].endswith(ends)
    assert {name: getattr(found[0], name) for name in known} == known


@pytest.mark.parametrize(
    "text",
    [
        "Seen by A. Smith and P. Jones. Q was raised about transport.",
        "The plan was shared with mum. Background noise on the call.",
        "Mother said she would ring.",
        "He had 12 pounds. 3 boys waited.",
        "Room 9 was empty: no one there.",
        "",
    ],
)
def test_what_is_not_laid_out_has_no_parts(text: str) -> None:
    assert parts_of(text) == ()


def test_parts_at_a_place_begin_with_the_innermost() -> None:
    text = "Background\n2019: moved here.\n- Mum: he was well"
    kinds = [part.kind for part in NoteParts(parts_of(text)).at(text.index("well"))]
    assert kinds == [PartKind.TURN, PartKind.ITEM, PartKind.ENTRY, PartKind.SECTION]


def test_a_mail_ends_what_began_before_it() -> None:
    text = "Plan\nRing school.\n(email from orla)\nHe hit me."
    assert PartKind.SECTION not in {part.kind for part in NoteParts(parts_of(text)).at(text.index("hit"))}


SENTENCES = [
    ("Seen at 9. He was well. Dr. Ode agreed.", ["Seen at 9.", "He was well.", "Dr. Ode agreed."]),
    ("p. vance on shift\n- back late\n- no coat", ["p. vance on shift", "- back late", "- no coat"]),
    ("she is ok. he is not!! why?", ["she is ok.", "he is not!!", "why?"]),
    ('He said "No. Never." Then left.', ['He said "No.', 'Never."', "Then left."]),
    ("Lives on Mill Rd. Seen at no. 7, approx. noon.", ["Lives on Mill Rd.", "Seen at no. 7, approx. noon."]),
    ("She said no. Then, in Nov. she went.", ["She said no.", "Then, in Nov. she went."]),
    (
        "The mother rang to say that he had not come home and that she was\nworried about him.",
        ["The mother rang to say that he had not come home and that she was\nworried about him."],
    ),
]


@pytest.mark.parametrize(("text", "sentences"), SENTENCES)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in find_sentences(text)] == sentences


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "get in" and "hurry".', ["get in", "hurry"]),
        ("She 'can't say' it's hers, the girls' coats.", ["can't say"]),
        ("“They’re mates” and ‘it’s nothing’", ["They’re mates", "it’s nothing"]),
        ("It wasn't Tia's.", []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in find_quotations(text)] == quoted
