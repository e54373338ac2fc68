"""Which records a working file, or what is written in one, may rest on: every one that names the same, part by part.

Those on which a connection of a child stands come first, whatever their day; then the newest. Each is offered only to
whoever may open it, and so are the agencies and years to choose from.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator

from sightline.casework.audit.trail import audited
from sightline.casework.chronology.selectors.chronology import every_entry
from sightline.casework.concerns.live_entries import entries_above
from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.core.session import ReaderSession
from sightline.casework.meetings.rights import seen_records
from sightline.casework.people.agency_views import said_of
from sightline.casework.subject_files.exposure import groups_of, mentions_of_thing, things_of
from sightline.casework.subject_files.models import Kind, SubjectFile
from sightline.casework.subject_files.pages.files import RecordChoice, RecordsToChoose
from sightline.casework.subject_files.rights import need_file

PART = 30


@dataclass(frozen=True, slots=True)
class RecordNaming:
    """A record that names somebody or something: whose it is, and its day as written, or nothing."""

    record_id: str
    agency: str
    on: str

    @property
    def year(self) -> str:
        """Its year; empty where its day is not known."""
        return self.on[:4]


def list_records_to_name(
    session: ReaderSession, *, file_id: str, choice: RecordChoice | None = None
) -> RecordsToChoose:
    """The records of a file, and every other that names whom or what it is about, of those the account may open."""
    with audited(session, action="offer_records_of_file") as trail:
        trail.add("working_file", [file_id])
        opened = need_file(session, file_id=file_id)
        of_file = [_naming(one) for one in opened.seen.values()]
        ids, named = _of_file(session, opened.file, opened.person_id)
        found = _choose(session, [*of_file, *named], ids, choice or RecordChoice(), first=opened.seen)
        trail.add("record", [one.record_id for one in found.shown])
        return found


def records_of_person(session: ReaderSession, *, person_id: str, choice: RecordChoice) -> RecordsToChoose:
    """Every record that names a person, of those the account may open; for a page audited by its own selector."""
    return _choose(session, _of_person(session, person_id), [person_id], choice)


def _of_file(session: ReaderSession, file: SubjectFile, person_id: str) -> tuple[list[str], list[RecordNaming]]:
    """Around whom or what the file is, by ids, and the records that name these; of a group those of its members."""
    if person_id:
        return [person_id], _of_person(session, person_id)
    if file.kind == Kind.GROUP:
        return _of_group(session, file)
    things = sorted(set(things_of(session, file.mention_ids).values()))
    records = {record_id for thing in things for record_id in mentions_of_thing(session, thing).values()}
    return things, [_naming(one) for one in seen_records(session, record_ids=sorted(records)).values()]


def _of_person(session: ReaderSession, person_id: str) -> list[RecordNaming]:
    sight = session.sight
    with session.open_current() as opened:
        if opened is None:
            return []
        snapshot, store = opened
        said_of(store, person_id, sight)
        above = entries_above(session, snapshot=snapshot, store=store, person_id=person_id, reader=session.actor.reader)
        rows = [*every_entry(store, person_id, sight), *above]
    return [RecordNaming(row["record_id"], row["agency"], row["occurred_from"] or "") for row in rows]


def _of_group(session: ReaderSession, file: SubjectFile) -> tuple[list[str], list[RecordNaming]]:
    sight = session.sight
    with session.open_current() as opened:
        groups = groups_of(opened[1], [file.pattern_key], sight) if opened else {}
        members = (
            [row for group in groups.values() for row in opened[1].networks.members(group=group)] if opened else []
        )
        ids = [row["member_id"] for row in members]
        rows = opened[1].networks.around(ids=ids, sight=sight) if opened and ids else []
    return ids, [RecordNaming(row["record_id"], row["agency"], row["occurred_on"]) for row in rows]


def _choose(
    session: ReaderSession,
    named: Iterable[RecordNaming],
    ids: Sequence[str],
    choice: RecordChoice,
    *,
    first: Collection[str] = (),
) -> RecordsToChoose:
    """The part that is asked for, with those that were chosen before."""
    connecting = _connecting(session, ids)
    every = {one.record_id: one for one in named}
    newest = sorted(every.values(), key=lambda one: (one.on, one.record_id), reverse=True)
    ordered = sorted(newest, key=lambda one: (one.record_id not in first, one.record_id not in connecting))
    fit = [one for one in ordered if choice.agency in ("", one.agency) and choice.year in ("", one.year)]
    part = Paginator(fit, PART).get_page(choice.part)
    here = [one.record_id for one in part]
    before = [one for one in dict.fromkeys(choice.chosen) if one not in here]
    seen = seen_records(session, record_ids=[*before, *here])
    return RecordsToChoose(
        chosen=tuple(seen[one] for one in before if one in seen),
        records=tuple(seen[one] for one in here if one in seen),
        connecting=frozenset(connecting.intersection(seen)),
        agencies=tuple(sorted({one.agency for one in every.values()})),
        years=tuple(sorted({one.year for one in every.values() if one.year}, reverse=True)),
        agency=choice.agency,
        year=choice.year,
        part=part.number,
        parts=part.paginator.num_pages,
        total=len(every),
    )


def _connecting(session: ReaderSession, ids: Sequence[str]) -> frozenset[str]:
    """The records on which a connection of these with children stands; of a child, with others."""
    with session.open_current() as opened:
        rows = opened[1].networks.around(ids=list(ids), sight=session.sight) if opened and ids else []
    return frozenset(row["record_id"] for row in rows if row["is_child"])


def _naming(one: RecordBasis) -> RecordNaming:
    return RecordNaming(one.record_id, one.agency, one.occurred_from or "")
