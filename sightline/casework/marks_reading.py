"""Reads what people said of marks in notes: beside a record, in numbers by rule, and as a list for the rules' owners.

A newcomer would get this wrong: what was said of a mark is as restricted as the mark, which may be more than its
record. Numbers name nobody and are of everything, also of what the reader may not open.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.db.models import QuerySet

from sightline.casenotes.build import RESTRICTED
from sightline.casework.actors import Actor
from sightline.casework.audit import audited
from sightline.casework.current import current_snapshot, current_workspace, open_current
from sightline.casework.escalation_models import AnswerText
from sightline.casework.marks import OVERLOOKED, WRONG, hash_words, read_cells
from sightline.casework.models import Decision
from sightline.casework.people import may_open_record
from sightline.casework.permissions import check_people
from sightline.casework.reading_marks import MarkCounts, MarkSaid, MarksSaid
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.visibility import RowFilter, Visibility
from sightline.scale.small_numbers import show
from sightline.sharing import can_see, can_see_people, row_filter
from sightline.store import DuckDBEngine
from sightline.store.serve import Row, ServeReader

OWNERS = (Role.INFORMATION_GOVERNANCE, Role.PARTNERSHIP_EXECUTIVE, Role.OPERATOR, Role.ANALYST)
MOST_LISTED = 200


def read_marks_said(*, actor: Actor, record_id: str) -> tuple[MarkSaid, ...]:
    """What was said of a record's marks, the oldest first; none where the record is not this reader's."""
    with audited(actor=actor, action="read_marks_said") as trail:
        check_people(actor=actor)
        trail.add("record", [record_id])
        given = list(_given().filter(body__record_id=record_id))
        with open_current() as opened:
            return _visible(opened[1], given, actor) if opened and given else ()


def count_marks(*, actor: Actor) -> MarkCounts:
    """How often each rule marked words and was said to be wrong, and how often words were overlooked."""
    with audited(actor=actor, action="count_marks"):
        return _count(actor)


def list_marks_said(*, actor: Actor) -> MarksSaid:
    """The counts, and the newest things said; Refused where the role owns no rules and does not work with them."""
    with audited(actor=actor, action="list_marks_said") as trail:
        if not may_list_marks_said(actor=actor):
            raise Refused(
                "What was said of marks is read by those who look after the rules.",
                code="not_for_role",
                what_to_do="What was said of a record stands on the record's own page.",
            )
        given = list(_given().order_by("-sequence")[:MOST_LISTED])
        lines: tuple[MarkSaid, ...] = ()
        if can_see_people(reader=actor.reader):
            with open_current() as opened:
                lines = _visible(opened[1], given, actor) if opened else ()
        trail.add("record", sorted({line.record_id for line in lines}))
        return MarksSaid(_count(actor), lines, len(given) - len(lines))


def may_list_marks_said(*, actor: Actor) -> bool:
    """Whether the list of what was said is this reader's."""
    return actor.reader.role in OWNERS


def _given() -> QuerySet[Decision]:
    return Decision.objects.filter(kind__in=(WRONG, OVERLOOKED)).order_by("sequence")


def _count(actor: Actor) -> MarkCounts:
    """Whoever opens no records is not told a small number."""
    snapshot = current_snapshot(current_workspace())
    bodies = list(_given().values_list("kind", "body"))
    wrong = {(body["rule_id"], body["passage_id"]) for kind, body in bodies if kind == WRONG}
    overlooked = Counter(body["label"] for kind, body in bodies if kind == OVERLOOKED)
    say = "{:,}".format if can_see_people(reader=actor.reader) else show
    return MarkCounts(
        marked={rule: say(number) for rule, number in (_marked(snapshot.analysis) if snapshot else {}).items()},
        wrong={rule: say(number) for rule, number in Counter(rule for rule, _ in wrong).items()},
        overlooked={label: say(number) for label, number in overlooked.items()},
    )


@lru_cache(maxsize=2)
def _marked(analysis: Path) -> dict[str, int]:
    """Marks by rule. A snapshot never changes, so it is counted once."""
    engine = DuckDBEngine(analysis, read_only=True)
    try:
        rows = engine.query("SELECT rule_id, count(*) AS marks FROM passage GROUP BY rule_id").to_pylist()
    finally:
        engine.close()
    return {row["rule_id"]: row["marks"] for row in rows}


def _visible(serve: ServeReader, given: Iterable[Decision], actor: Actor) -> tuple[MarkSaid, ...]:
    kept, sees = list(given), row_filter(reader=actor.reader)
    texts = AnswerText.objects.in_bulk([one.body["text_sha256"] for one in kept])
    shown: list[MarkSaid] = []
    records = {one.body["record_id"] for one in kept}
    open_to_reader = {record_id for record_id in records if may_open_record(serve, record_id, sees)}
    for one in kept:
        if one.body["record_id"] in open_to_reader:
            words = _words_of_mark(serve, one, sees) if one.kind == WRONG else _overlooked(serve, one, sees, actor)
            if words is not None:
                text = texts.get(one.body["text_sha256"])
                shown.append(_said(one, words, text.words if text else ""))
    return tuple(shown)


def _words_of_mark(serve: ServeReader, one: Decision, sees: RowFilter) -> str | None:
    """The words of a mark; None where the reader does not see it, or where no rule makes it any more."""
    for row in serve.signs.of_record(record_id=one.body["record_id"], sees=sees):
        if row["passage_id"] == one.body["passage_id"]:
            return str(row["text"])
    return None


def _overlooked(serve: ServeReader, one: Decision, sees: RowFilter, actor: Actor) -> str | None:
    """The words where they stood, if they stand there now; None where only few may be told what they are a sign of."""
    record_id, place = one.body["record_id"], (one.body["source_file"], one.body["source_row"])
    (newest, *_) = serve.record(record_id=record_id, sees=sees)
    is_own = one.by == actor.reader.username
    if one.body["label"] in RESTRICTED and not is_own and not can_see(reader=actor.reader, item=_restricted(newest)):
        return None
    for row, cells in read_cells(serve, record_id, sees):
        words = cells.get(one.body["field"], "")[one.body["start"] : one.body["end"]]
        if (row["source_file"], row["source_row"]) == place and hash_words(words) == one.body["words_sha256"]:
            return words
    return ""


def _restricted(record: Row) -> Visibility:
    return Visibility(record["agency"], record["organisation"], record["layout"], True, tuple(record["markings"]))


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
