"""What an analyst adds to a network: what no record names, a connection or a hypothesis. Graded, dated, named.

It is dated twice: by the day on which it was added, and by the day or days that it is about, where these are known.

It is kept apart from records, and no pattern and no group is ever made from it. It is shown only to those who may see
every record that it names, and to nobody who is kept to their own pupils.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sightline.casework.audit.trail import Trail, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision, DependantKind
from sightline.casework.core.permissions import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.dependants.identity import DependantFinder, IdentityDependant
from sightline.casework.journal.draft import read_records, read_words
from sightline.casework.journal.state import need_not_taken_back
from sightline.casework.journal.writer import all_or_none, append_decision
from sightline.casework.networks.endpoints import NEW, PERSON, mentions_in, name_end, resolve_ends
from sightline.casework.networks.graph import THINGS
from sightline.casework.people.nodes import AnalystEntryLine, Node
from sightline.casework.people.search import may_open_record
from sightline.casework.protection.free_text import Texts, keep_text
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Visibility
from sightline.sharing import can_see
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as _

ADDED, TAKEN_BACK = "network_entry", "network_entry_taken_back"
LAYOUT = "sightline_network_entries"
SOURCE_GRADES, INFORMATION_GRADES, HANDLING = ("1", "2", "3"), ("A", "B", "C", "D", "E"), ("P", "C")
CONDITIONS = "C"
MOST_RECORDS, MOST_LABEL = 50, 200


class EntryKind(StrEnum):
    """What is added."""

    ENTITY = "entity"
    CONNECTION = "connection"
    HYPOTHESIS = "hypothesis"


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What somebody adds about a person (`person`) or a thing.

    `to_kind` and `to_id` are the other end of a connection; `label` and `to_kind` describe something that no record
    names. `records` are those that it rests on; `from_on` and `until_on` the days that it is about, where known.
    """

    kind: str
    about_kind: str
    about_id: str
    source_grade: str
    information_grade: str
    handling: str
    words: str = field(repr=False)
    label: str = field(default="", repr=False)
    to_kind: str = ""
    to_id: str = ""
    records: tuple[str, ...] = ()
    from_on: date | None = None
    until_on: date | None = None


def may_add(*, actor: Actor) -> bool:
    """Whether the account adds to networks: analysts do."""
    return actor.reader.role is Role.ANALYST


def check_adding(*, actor: Actor) -> None:
    """Refused where the role adds nothing."""
    check_people(actor=actor)
    if not may_add(actor=actor):
        raise Refused(
            _("Only analysts can add to what records show."),
            code="not_for_role",
            what_to_do=_("If you know something, add a concern or tell your analyst."),
        )


def add_entry(session: ReaderSession, *, entry: NewEntry) -> int:
    """Keep what an analyst adds; the number of the decision. NotHere where an end or a record is none of theirs."""
    with audited(session, action="add_network_entry") as trail:
        check_adding(actor=session.actor)
        words = read_words(entry.words)
        _check_parts(entry)
        with session.need_current() as (_, store):
            ends = _name_ends(session, store, entry)
            sight = session.sight
            read_records(entry.records, seen=[one for one in entry.records if may_open_record(store, one, sight)])
        trail.add("record", entry.records)
        body = {
            "entry": EntryKind(entry.kind).value,
            "ends": ends,
            "record_ids": list(entry.records),
            "from_on": entry.from_on.isoformat() if entry.from_on else "",
            "until_on": entry.until_on.isoformat() if entry.until_on else "",
            "grade": [entry.source_grade, entry.information_grade, entry.handling],
            "role": str(session.actor.reader.role),
            "agency": session.actor.reader.agency,
            "organisation": session.actor.reader.organisation,
        }
        return _decide(session.actor, trail, ADDED, body, words=words, what=entry.label.strip())


def take_back(session: ReaderSession, *, sequence: int, why: str) -> int:
    """Take back what one added oneself, and say why. It stays on the page, marked as withdrawn."""
    with audited(session, action="take_back_network_entry") as trail:
        check_adding(actor=session.actor)
        words = read_words(why)
        own = Decision.objects.of_kind(ADDED).filter(by=session.actor.reader.username).in_bulk([sequence])
        need_not_taken_back(own, sequence, taken_back=_taken_back())
        return _decide(session.actor, trail, TAKEN_BACK, {"entry": sequence}, words=words)


def entries_about(session: ReaderSession, *, node_ids: Iterable[str]) -> tuple[AnalystEntryLine, ...]:
    """What was added about these, the oldest first; for a page that is audited by its own selector."""
    wanted = set(node_ids)
    return tuple(line for line in _visible(session) if any(end.node_id in wanted for end in line.ends))


def every_entry(session: ReaderSession) -> tuple[AnalystEntryLine, ...]:
    """All that was added and this reader may see, the oldest first; for a page that is audited by its own selector."""
    return tuple(_visible(session))


def own_entry(session: ReaderSession, *, sequence: int) -> AnalystEntryLine:
    """One's own entry that is not taken back, to be taken back; NotHere where there is none."""
    for line in _visible(session):
        if line.sequence == sequence and line.mine and not line.taken_back_by:
            return line
    raise NotHere


def find_entries(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Entries that name one of these mentions and stand: to be looked at again when people become one or two."""
    gone = _taken_back()
    for one in Decision.objects.of_kind(ADDED).oldest_first():
        named = mentions_in(one.body["ends"])
        if one.sequence not in gone and not mentions.isdisjoint(named):
            says = _("%(by)s added to a network: %(body)s") % {"by": one.by, "body": one.body["entry"]}
            yield IdentityDependant(str(one.sequence), named, one.by, says, tuple(one.body["record_ids"]))


FINDERS: Mapping[str, DependantFinder] = {DependantKind.NETWORK_ENTRY: find_entries}


def _check_parts(entry: NewEntry) -> None:
    if entry.kind not in list(EntryKind) or (
        entry.source_grade not in SOURCE_GRADES
        or entry.information_grade not in INFORMATION_GRADES
        or entry.handling not in HANDLING
    ):
        raise Usage(
            _("The grade is incomplete."), code="no_grade", what_to_do=_("Choose one of each: 1 to 3, A to E, P or C.")
        )
    if entry.kind == EntryKind.ENTITY and (
        not entry.label.strip() or len(entry.label) > MOST_LABEL or entry.to_kind not in (PERSON, *THINGS)
    ):
        raise Usage(
            _("The name is missing."), code="no_label", what_to_do=_("Enter what it is, and what it is called.")
        )
    if entry.kind == EntryKind.CONNECTION and not (entry.to_kind and entry.to_id):
        raise Usage(
            _("The other end of the connection is missing."),
            code="no_other_end",
            what_to_do=_("Choose the person or thing it leads to."),
        )
    _check_days(entry)
    if len(entry.records) > MOST_RECORDS:
        raise Usage(
            _("Too many records."),
            code="too_many_records",
            what_to_do=_("Choose at most %(most_records)s.") % {"most_records": MOST_RECORDS},
        )


def _check_days(entry: NewEntry) -> None:
    days = [day for day in (entry.from_on, entry.until_on) if day]
    if days != sorted(days) or any(day > clock.today() for day in days) or (entry.until_on and not entry.from_on):
        raise Usage(
            _("The days are not in order."),
            code="bad_days",
            what_to_do=_("Enter a first day, then a last day, neither in the future."),
        )


def _name_ends(session: ReaderSession, store: SnapshotReader, entry: NewEntry) -> list[dict[str, Any]]:
    ends = [name_end(session, store, entry.about_kind, entry.about_id)]
    if entry.kind == EntryKind.ENTITY:
        ends.append({"kind": NEW, "as": entry.to_kind})
    elif entry.kind == EntryKind.CONNECTION:
        ends.append(name_end(session, store, entry.to_kind, entry.to_id))
    return ends


def _decide(actor: Actor, trail: Trail, kind: str, body: Mapping[str, object], *, words: str, what: str = "") -> int:
    """Words, decision and audit, all or none. The words can be erased, so they are kept apart by hash."""
    action = {ADDED: "add_network_entry", TAKEN_BACK: "take_back_network_entry"}[kind]
    with all_or_none(actor=actor, action=action, trail=trail):
        kept = {**body, "text_sha256": keep_text(words=words, what=what)}
        return append_decision(actor=actor, trail=trail, kind=kind, body=kept, names={})


def _taken_back() -> dict[int, Decision]:
    """The decisions by which entries were taken back, by the number of the entry."""
    return {row.body["entry"]: row for row in Decision.objects.of_kind(TAKEN_BACK).oldest_first()}


def _visible(session: ReaderSession) -> list[AnalystEntryLine]:
    sight = session.sight
    kept = list(Decision.objects.of_kind(ADDED).oldest_first()) if sight.only_people_of is None else []
    kept = [one for one in kept if can_see(reader=session.actor.reader, item=_visibility(one))]
    if not kept:
        return []
    gone = _taken_back()
    texts = Texts(session, (row.body["text_sha256"] for row in (*kept, *gone.values())))
    with session.open_current() as opened:
        if opened is None:
            return []
        nodes = resolve_ends(opened[1], kept, sight)
        shown = [
            one for one in kept
            if one.sequence in nodes and all(may_open_record(opened[1], each, sight) for each in one.body["record_ids"])
        ]  # fmt: skip
    return [_line(session, one, nodes[one.sequence], gone.get(one.sequence), texts) for one in shown]


def _visibility(one: Decision) -> Visibility:
    restricted = one.body["grade"][2] == CONDITIONS
    return Visibility(one.body["agency"], one.body["organisation"], LAYOUT, restricted, ())


def _line(
    session: ReaderSession, one: Decision, nodes: tuple[Node, ...], gone: Decision | None, texts: Texts
) -> AnalystEntryLine:
    mentions, records = mentions_in(one.body["ends"]), one.body["record_ids"]
    text = texts.of(one.body["text_sha256"], mention_ids=mentions, record_ids=records)
    because = texts.of(gone.body["text_sha256"], mention_ids=mentions, record_ids=records) if gone else None
    new = [end for end in one.body["ends"] if end["kind"] == NEW]
    added = tuple(Node(NEW, f"entry-{one.sequence}", text.what, as_kind=end["as"]) for end in new)
    from_on, until_on = (one.body.get(name) or "" for name in ("from_on", "until_on"))
    source, information, handling = one.body["grade"]
    return AnalystEntryLine(
        sequence=one.sequence,
        kind=one.body["entry"],
        by=one.by,
        at=one.at,
        source_grade=source,
        information_grade=information,
        handling=handling,
        words=text.words,
        ends=(*nodes, *added),
        from_on=date.fromisoformat(from_on) if from_on else None,
        until_on=date.fromisoformat(until_on) if until_on else None,
        record_ids=tuple(one.body["record_ids"]),
        taken_back_by=gone.by if gone else "",
        taken_back_at=gone.at if gone else "",
        taken_back_because=because.words if because else "",
        mine=one.by == session.actor.reader.username,
    )
