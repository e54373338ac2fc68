"""Takes it down when somebody says that a mark in a note is wrong, or that a sentence was overlooked.

Nothing is learned from it and no mark goes away. It is kept, shown beside the mark and listed for the owners of the
rules, who change a rule with its examples or leave it. Of wording that blames, nothing is shown beside a record: the
author of a concern alone has hints, and what is said of wording goes to the owners alone.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from django.db import transaction

from sightline.casenotes.parts.sentences import find_sentences
from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.concerns.wording_models import HintAnswer
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.notes.excerpts import ShownWords, shown_words
from sightline.casework.notes.pages.feedback import OVERLOOKED, WRONG
from sightline.casework.notes.pages.signs import Noted
from sightline.casework.notes.selectors.signs import as_noted
from sightline.casework.notes.services.author_hints import note_done, own_hint
from sightline.casework.notes.text_hashes import hash_of
from sightline.casework.protection.free_text import keep_text
from sightline.escalation import check_words
from sightline.model.errors import Usage
from sightline.model.passages import BY_PERSON, Polarity
from sightline.model.rows.arrivals import ServedMark
from sightline.model.rows.records import ServedRowPlace
from sightline.rulebook.local_lists import read_vocabulary
from sightline.translation.messages import lazy as _

MOST_LETTERS = 2_000


@cache
def labels() -> frozenset[str]:
    """What overlooked words may be said to be: the ids of signs, mentions and wording."""
    vocabulary = read_vocabulary()
    return frozenset({*vocabulary.indicator, *vocabulary.mention, *vocabulary.wording})


def read_mark(session: ReaderSession, *, record_id: str, passage_id: str) -> Noted:
    """One mark, to say that it is wrong; NotHere where the reader does not see it."""
    with audited(session, action="read_mark") as trail:
        check_people(actor=session.actor)
        trail.add("record", [record_id])
        mark = find_mark(session, record_id, passage_id)
        return as_noted(mark, wording=mark["wording"])


def say_passage_wrong(session: ReaderSession, *, record_id: str, passage_id: str, why: str) -> int:
    """Say that a mark is wrong, and why; the number of the decision. NotHere where the reader does not see the mark."""
    with audited(session, action="say_passage_wrong") as trail:
        check_people(actor=session.actor)
        trail.add("record", [record_id])
        said = check_words(why, today=clock.today())
        mark = find_mark(session, record_id, passage_id)
        trail.add("passage", [passage_id])
        body = {
            "passage_id": passage_id,
            "label": mark["indicator"] or mark["mention"] or mark["wording"],
            "record_id": mark["record_id"],
            "rule_id": mark["rule_id"],
            "source_file": mark["source_file"],
            "source_row": mark["source_row"],
            "field": mark["field"],
            "start": mark["start"],
            "end": mark["end"],
            **({"sentences": _sentences_of(session, mark)} if _is_stated(mark) else {}),
        }
        number = _decide(session.actor, trail, kind=WRONG, why=said, body=body)
    if hint := own_hint(session, record_id=record_id, passage_id=passage_id):
        note_done(hint[0], [passage_id], HintAnswer.WRONG)
    return number


def say_overlooked(session: ReaderSession, *, record_id: str, words: str, label: str, why: str) -> int:
    """Say that words of a record were overlooked, what they are a sign of (or empty) and why; the decision's number.

    Usage where the words do not stand in the record as this reader sees it. Only their place and hash are kept.
    """
    with audited(session, action="say_overlooked") as trail:
        check_people(actor=session.actor)
        trail.add("record", [record_id])
        if label and label not in labels():
            raise Usage(
                _("This kind of sign does not exist."),
                code="no_label",
                what_to_do=_("Choose a kind of sign from the list, or leave it blank."),
            )
        said = check_words(why, today=clock.today())
        shown = _need_shown(session, record_id)
        place = find_words(shown.rows, words)
        body = {"record_id": record_id, "label": label, **place}
        return _decide(session.actor, trail, kind=OVERLOOKED, why=said, body=body)


def find_mark(session: ReaderSession, record_id: str, passage_id: str) -> ServedMark:
    """A mark in a record: a sign or mention as the record shows it, or a hint for its author alone. NotHere else."""
    if hint := own_hint(session, record_id=record_id, passage_id=passage_id):
        return hint[1]
    for row in _need_shown(session, record_id).marks:
        if row["passage_id"] == passage_id:
            return {**row, "wording": ""}
    raise NotHere


def _is_stated(mark: ServedMark) -> bool:
    """Whether a rule states a sign: to say that this is wrong is a no about its sentence."""
    return bool(mark["indicator"]) and mark["polarity"] == Polarity.AFFIRMED


def _sentences_of(session: ReaderSession, mark: ServedMark) -> list[dict[str, object]]:
    """The sentences that hold a sign: their places and the hashes of their words."""
    source = {"source_file": mark["source_file"], "source_row": mark["source_row"]}
    rows = _need_shown(session, mark["record_id"]).rows
    cells = next((cells for row, cells in rows if source.items() <= dict(row).items()), {})
    text = cells.get(mark["field"], "")
    return [
        {
            "row_id": "",
            **source,
            "field": mark["field"],
            "start": start,
            "end": end,
            "words_mark": hash_of(text[start:end]),
        }
        for start, end in _ranges_of(mark, text)
    ]


def _ranges_of(mark: ServedMark, text: str) -> Sequence[tuple[int, int]]:
    """What a person confirmed is the very words that were asked about: a no to it is a no to that question."""
    if mark["rule_id"] == BY_PERSON:
        return [(mark["start"], mark["end"])]
    return [(start, end) for start, end in find_sentences(text) if start < mark["end"] and end > mark["start"]]


def _need_shown(session: ReaderSession, record_id: str) -> ShownWords:
    with session.open_current() as opened:
        shown = shown_words(session, store=opened[1] if opened else None, record_id=record_id)
    if shown is None:
        raise NotHere
    return shown


def find_words(rows: Sequence[tuple[ServedRowPlace, dict[str, str]]], words: str) -> dict[str, object]:
    """Where words stand in a record: source_file, source_row, field, start, end (code points), words_mark."""
    parts = words.split()
    if parts and len(words) <= MOST_LETTERS:
        pattern = re.compile(r"\s+".join(map(re.escape, parts)))
        for row, cells in rows:
            for heading, text in cells.items():
                if found := pattern.search(text):
                    place = {"field": heading, "start": found.start(), "end": found.end()}
                    source = {"source_file": row["source_file"], "source_row": row["source_row"]}
                    return {**source, **place, "words_mark": hash_of(found.group())}
    raise Usage(
        _("These words are not in this record."),
        code="words_not_there",
        what_to_do=_("Copy the words exactly as they are in the record, from one box only."),
    )


def _decide(actor: Actor, trail: Trail, *, kind: str, why: str, body: Mapping[str, object]) -> int:
    """Words, decision and audit stand or fall together. The reason can be erased, so it is kept apart by its hash."""
    action = {WRONG: "say_passage_wrong", OVERLOOKED: "say_overlooked"}[kind]
    with transaction.atomic():
        kept = {**body, "text_sha256": keep_text(words=why)}
        row = hash_chain.append(Decision, kind=kind, by=actor.reader.username, os_name=actor.os_name, body=kept)
        trail.add("decision", [str(row.sequence)])
        append_entry(actor=actor, action=action, trail=trail)
    return row.sequence
