"""Reads what people said of marks in notes: beside a record, in numbers by rule, and as a list for the rules' owners.

What was said of a mark is as restricted as the mark, which may be more than its record. Numbers name nobody and are of
everything, also of what the reader may not open.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

from django.db.models import QuerySet

from sightline.casenotes.readings.cells import RESTRICTED
from sightline.casework.audit.trail import audited
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.notes.excerpts import ShownWords, shown_words
from sightline.casework.notes.pages.feedback import OVERLOOKED, WRONG, MarkCounts, MarkSaid, MarksSaid
from sightline.casework.notes.text_hashes import hash_of, kept_hash
from sightline.casework.protection.free_text import Texts
from sightline.casework.word_index.word_hashes import need_key
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.passages import WORDINGS
from sightline.scale.small_numbers import show
from sightline.sharing import can_see, can_see_people
from sightline.store import DuckDBEngine
from sightline.store.snapshot_reader import SnapshotReader
from sightline.store.sql.rows import read_rows
from sightline.translation.messages import lazy as _

OWNERS = (Role.INFORMATION_GOVERNANCE, Role.PARTNERSHIP_EXECUTIVE, Role.OPERATOR, Role.ANALYST)
MOST_LISTED = 200


def read_marks_said(session: ReaderSession, *, record_id: str) -> tuple[MarkSaid, ...]:
    """What was said of a record's marks, the oldest first; none where the record is not this reader's.

    What was said of wording that blames stands on no record.
    """
    with audited(session, action="read_marks_said") as trail:
        check_people(actor=session.actor)
        trail.add("record", [record_id])
        given = list(_given().filter(body__record_id=record_id))
        if not given:
            return ()
        with session.open_current() as opened:
            lines = _visible(session, opened[1] if opened else None, given)
        return tuple(line for line in lines if line.label not in WORDINGS)


def count_marks(session: ReaderSession) -> MarkCounts:
    """How often each rule marked words and was said to be wrong, and how often words were overlooked."""
    with audited(session, action="count_marks"):
        return _count(session)


def list_marks_said(session: ReaderSession) -> MarksSaid:
    """The counts, and the newest things said; Refused where the role owns no rules and does not work with them."""
    with audited(session, action="list_marks_said") as trail:
        if not may_list_marks_said(actor=session.actor):
            raise Refused(
                _("Only the people who look after the rules can see what people reported about marks."),
                code="not_for_role",
                what_to_do=_("Open the record to see what people reported about it."),
            )
        given = list(_given().order_by("-sequence")[:MOST_LISTED])
        lines: tuple[MarkSaid, ...] = ()
        if can_see_people(reader=session.actor.reader):
            with session.open_current() as opened:
                lines = _visible(session, opened[1] if opened else None, given)
        trail.add("record", sorted({line.record_id for line in lines}))
        return MarksSaid(_count(session), lines, len(given) - len(lines))


def may_list_marks_said(*, actor: Actor) -> bool:
    """Whether the list of what was said is this reader's."""
    return actor.reader.role in OWNERS


def _given() -> QuerySet[Decision]:
    return Decision.objects.of_kind(WRONG, OVERLOOKED).oldest_first()


def _count(session: ReaderSession) -> MarkCounts:
    """Whoever opens no records, or only those that they have a reason for, is not told a small number."""
    snapshot, reader = session.snapshot, session.actor.reader
    bodies = list(_given().values_list("kind", "body"))
    wrong = {(body["rule_id"], body["passage_id"]) for kind, body in bodies if kind == WRONG}
    overlooked = Counter(body["label"] for kind, body in bodies if kind == OVERLOOKED)
    say = "{:,}".format if can_see_people(reader=reader) and not reader.needs_reason else show
    return MarkCounts(
        marked={rule: say(number) for rule, number in (_marked(snapshot.analysis) if snapshot else {}).items()},
        wrong={rule: say(number) for rule, number in Counter(rule for rule, _ in wrong).items()},
        overlooked={label: say(number) for label, number in overlooked.items()},
    )


class MarksOfRuleRow(TypedDict):
    """How many marks a rule made."""

    rule_id: str
    marks: int


@lru_cache(maxsize=2)
def _marked(analysis: Path) -> dict[str, int]:
    """Marks by rule. A snapshot never changes, so it is counted once."""
    engine = DuckDBEngine(analysis, read_only=True)
    try:
        rows = read_rows(engine, MarksOfRuleRow, "SELECT rule_id, count(*) AS marks FROM passage GROUP BY rule_id")
    finally:
        engine.close()
    return {row["rule_id"]: row["marks"] for row in rows}


def _visible(session: ReaderSession, store: SnapshotReader | None, given: Iterable[Decision]) -> tuple[MarkSaid, ...]:
    kept = list(given)
    texts = Texts(session, (one.body["text_sha256"] for one in kept))
    records = {one.body["record_id"] for one in kept}
    shown = {record_id: shown_words(session, store=store, record_id=record_id) for record_id in records}
    lines: list[MarkSaid] = []
    for one in kept:
        if record := shown[one.body["record_id"]]:
            words = _words_of_mark(record, one) if one.kind == WRONG else _overlooked(record, one, session.actor)
            if words is not None:
                why = texts.of(one.body["text_sha256"], record_ids=[one.body["record_id"]]).words
                lines.append(_said(one, words, why))
    return tuple(lines)


def _words_of_mark(record: ShownWords, one: Decision) -> str | None:
    """The words of a mark; None where the reader does not see it, or where no rule makes it any more."""
    if one.body["label"] in WORDINGS:  # its author had it as a hint, and says so to the owners
        return _at_place(record, one)
    marks = (row for row in record.marks if row["passage_id"] == one.body["passage_id"])
    return next((str(row["text"]) for row in marks), None)


def _overlooked(record: ShownWords, one: Decision, actor: Actor) -> str | None:
    """The words where they stood, if they stand there now; None where only few may be told what they are a sign of."""
    is_own = one.by == actor.reader.username
    as_restricted = replace(record.visibility, restricted=True)
    if one.body["label"] in RESTRICTED and not is_own and not can_see(reader=actor.reader, item=as_restricted):
        return None
    words = _at_place(record, one)
    return words if hash_of(words) == kept_hash(one.body, key=need_key()) else ""


def _at_place(record: ShownWords, one: Decision) -> str:
    """What stands now at the place of which somebody spoke: a concern's row has another file once a run took it in."""
    sources = {(row["source_file"], row["source_row"]): cells for row, cells in record.rows}
    place = (one.body["source_file"], one.body["source_row"])
    cells = sources.get(place) or (record.rows[0][1] if len(record.rows) == 1 else {})
    return cells.get(one.body["field"], "")[one.body["start"] : one.body["end"]]


def _said(one: Decision, text: str, why: str) -> MarkSaid:
    body = one.body
    return MarkSaid(
        sequence=one.sequence,
        said_at=one.at,
        by=one.by,
        record_id=body["record_id"],
        passage_id=body.get("passage_id", ""),
        rule_id=body.get("rule_id", ""),
        label=body["label"],
        heading=body["field"],
        text=text,
        why=why,
    )
