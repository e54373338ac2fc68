"""Whom and what a named decision took off lists and pictures, for one reader: the one place that says so.

No record is hidden, and no child ever is. Whoever may not see every record that the file rested on knows of no
decision, so that for them nothing is set aside; and where records that were not known then put somebody together with a
child, they stand in lists and pictures again, with what was decided.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from sightline.casework.audit.trail import audited
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.pages.nodes import AnalystEntryLine, RemovalDecision
from sightline.casework.subject_files.escalates import people_of_files
from sightline.casework.subject_files.models import FileEntryKind, Kind, SubjectFile, SubjectFileEntry
from sightline.casework.subject_files.pages.statuses import ENDS
from sightline.casework.subject_files.rights import DECIDES, KEEP_ENDED, OWN, REVIEWS, every_file, files_seen, is_theirs
from sightline.casework.subject_files.state import load_state
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day
from sightline.sharing import part_in_subject_files
from sightline.store.snapshot_reader import SnapshotReader

AnyRow = TypeVar("AnyRow", bound=Mapping[str, object])
STOOD_ON = "stood_on"  # in the decision: the records that put them together with children, as whoever decided saw them


@dataclass
class SetAside:
    """What was decided, by the id of the person, thing or group; `hidden` are those who are off lists and pictures.

    `met` gathers those who were left out while a page was made, so that the page can say how many.
    """

    decided: Mapping[str, RemovalDecision] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Those who are off lists and pictures for this reader."""
        return frozenset(one for one, decided in self.decided.items() if decided.is_off)

    def leaves_out(self, *ids: str) -> bool:
        """Whether one of these is off; it is then counted among those left out."""
        off = self.hidden.intersection(ids)
        self.met |= off
        return bool(off)

    def keep(self, rows: Iterable[AnyRow], *names: str) -> list[AnyRow]:
        """The rows of which none of these columns names somebody who is off."""
        if not self.hidden:
            return list(rows)
        return [row for row in rows if not self.leaves_out(*(str(row[name] or "") for name in names))]

    def keep_entries(self, entries: Iterable[AnalystEntryLine]) -> tuple[AnalystEntryLine, ...]:
        """What analysts added, without what they added about somebody who is off."""
        return tuple(one for one in entries if not self.leaves_out(*(end.node_id for end in one.ends)))

    def but_for(self, node_id: str) -> "SetAside":
        """The same for the page of one of them, which is reached from records."""
        return SetAside({one: decided for one, decided in self.decided.items() if one != node_id}, self.met)


def set_aside(session: ReaderSession, *, store: SnapshotReader) -> SetAside:
    """What is set aside for a reader. For a page that is audited by its own selector."""
    ended = _ended_files(session)
    if not ended:
        return SetAside()
    seen = files_seen(session, files=[*ended, *(one for one in every_file(session) if not one.ended_at)])
    sight = session.sight
    nodes = _nodes(session, store, seen, sight)
    is_open = {nodes.get(one.pk) for one in seen if not one.ended_at}
    last = {nodes[one.pk]: one for one in seen if one.ended_at and one.pk in nodes}
    return SetAside(
        {
            node_id: _decided(session.actor, store, file, node_id, sight)
            for node_id, file in last.items()
            if node_id not in is_open
        }
    )


def decided_on(session: ReaderSession, *, node_id: str) -> RemovalDecision | None:
    """What took a person, a thing or a group off, for the pages that name it; None where nothing did."""
    if not _ended_files(session):
        return None
    with audited(session, action="read_decided_on") as trail, session.open_current() as opened:
        found = set_aside(session, store=opened[1]).decided.get(node_id) if opened else None
        trail.add("node", [node_id])
        trail.add("working_file", [found.file_id] if found and found.file_id else [])
        return found


def _ended_files(session: ReaderSession) -> list[SubjectFile]:
    """The files that have ended, whether or not the page names somebody they are about."""
    return [one for one in every_file(session) if one.status in ENDS]


def records_around(session: ReaderSession, *, file: SubjectFile) -> tuple[str, ...]:
    """The records that put whom a file is about together with children, as this reader sees them: for the decision."""
    sight = session.sight
    with session.open_current() as opened:
        node_id = _nodes(session, opened[1], [file], sight).get(file.pk) if opened else None
        return tuple(sorted(_around(opened[1], file.kind, node_id, sight))) if opened and node_id else ()


def _nodes(
    session: ReaderSession, store: SnapshotReader, files: Sequence[SubjectFile], sight: RowFilter
) -> dict[int, str]:
    """Of whom or what each file is, as things stand, by the file's key."""
    things = store.networks.thing_of(mention_ids=[one for file in files for one in file.mention_ids], sight=sight)
    found = people_of_files(session, files)
    for file in files:
        if file.kind == Kind.GROUP:
            instance = store.patterns.one(instance_key=file.pattern_key, sight=sight)
            node_id = instance["group_id"] if instance else None
        else:
            node_id = next((things[one] for one in file.mention_ids if one in things), None)
        if node_id and file.kind != Kind.PERSON:
            found[file.pk] = node_id
    return found


def _around(store: SnapshotReader, kind: str, node_id: str, sight: RowFilter) -> set[str]:
    """The records that put somebody or something together with children; of a group, those that it rests on."""
    if kind == Kind.GROUP:
        groups = [row for row in store.networks.groups(sight=sight) if row["group_id"] == node_id]
        return {row["record_id"] for group in groups for row in store.networks.basis(group=group)}
    rows = store.networks.around(ids=[node_id], sight=sight)
    basis = store.patterns.basis(rows=store.patterns.about(ids=[node_id], sight=sight), sight=sight)
    return {row["record_id"] for row in (*(row for row in rows if row["is_child"]), *basis)}


def _decided(actor: Actor, store: SnapshotReader, file: SubjectFile, node_id: str, sight: RowFilter) -> RemovalDecision:
    end = SubjectFileEntry.objects.filter(subject_file=file, kind=FileEntryKind.STATUS, word__in=ENDS).latest("pk")
    stood_on = Decision.objects.get(sequence=end.decision).body.get(STOOD_ON, ())
    new = _around(store, file.kind, node_id, sight) - set(stood_on)
    part, role = part_in_subject_files(reader=actor.reader), actor.reader.role
    theirs = part == OWN and is_theirs(actor=actor, state=load_state(file))
    may_know_who = part in (DECIDES, REVIEWS) or theirs
    return RemovalDecision(
        kind=file.kind,
        word=end.word,
        on=london_day(end.at) if may_know_who else None,
        by=end.by if may_know_who else "",
        file_id=file.file_id if role in KEEP_ENDED else "",
        is_off=not new and role not in KEEP_ENDED and not _is_a_child(store, file, node_id, sight),
        may_know_who=may_know_who,
        is_kept=role in KEEP_ENDED,
        new_records=len(new),
    )


def _is_a_child(store: SnapshotReader, file: SubjectFile, node_id: str, sight: RowFilter) -> bool:
    """Whether somebody was a child on any of these records: no decision about a file takes a child off."""
    if file.kind != Kind.PERSON:
        return False
    rows = store.networks.around(ids=[node_id], sight=sight)
    return any(row["person_id"] == node_id and row["is_child"] for row in rows)
