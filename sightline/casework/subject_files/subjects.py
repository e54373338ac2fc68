"""Whom or what a working file is about: named by a mention and its record, shown to each reader as they may see it.

A child who is also said to have harmed is a child first, and so is somebody of whom one record gives a birth date under
eighteen. Where no record gives one, nobody knows, and the page says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.concerns.subjects import summaries
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.meetings.subjects import name_child
from sightline.casework.people.pages.nodes import call_group
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.people.selectors import may_open, may_open_record
from sightline.casework.same_person.selectors.possible_matches import matches_among
from sightline.casework.subject_files.escalates import people_of_files
from sightline.casework.subject_files.exposure import groups_of, mentions_of_thing, things_of
from sightline.casework.subject_files.models import Kind, SubjectFile
from sightline.casework.subject_files.pages.files import FileSubjectView
from sightline.casework.subject_files.suppression import set_aside
from sightline.model.calendar import add_months
from sightline.model.nouns import EntityKind
from sightline.model.rows.records import ServedRecordNaming
from sightline.model.visibility import PROTECTED_WORDS, RowFilter
from sightline.model.when import london_day, years_on
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.dates import long_day
from sightline.translation.messages import lazy as _

MONTHS_OF_CHILDHOOD = 18 * 12
ADULT = "adult"
A_GROUP = _("A group around children")
OF_ENTITY: Mapping[str, Kind] = {
    EntityKind.PLACE: Kind.PLACE,
    EntityKind.VEHICLE: Kind.VEHICLE,
    EntityKind.PHONE: Kind.PHONE,
}


@dataclass(frozen=True, slots=True)
class FileSubject:
    """What a new file is about. `is_child`: True, False, or None where no record gives a birth date."""

    kind: Kind
    mention_ids: tuple[str, ...]
    record_ids: tuple[str, ...]
    words: str = field(default="", repr=False)
    person_id: str = ""
    thing_id: str = ""
    pattern_key: str = ""
    is_child: bool | None = None


def files_on(session: ReaderSession, named: FileSubject, files: Sequence[SubjectFile]) -> list[SubjectFile]:
    """Those of these files that are about the same person, thing or group, as things stand."""
    some = [one for one in files if one.kind == named.kind]
    if named.kind == Kind.PERSON:
        people = people_of_files(session, some)
        return [one for one in some if people.get(one.pk) == named.person_id]
    if named.kind == Kind.GROUP:
        return [one for one in some if named.pattern_key and one.pattern_key == named.pattern_key]
    things = things_of(session, [mention for one in some for mention in one.mention_ids])
    return [one for one in some if named.thing_id and named.thing_id in {things.get(each) for each in one.mention_ids}]


def is_child_on(born: Sequence[date], day: date) -> bool | None:
    """Whether somebody is a child on a day, by any of the birth dates that are written; None where there is none."""
    return any(day < add_months(one, MONTHS_OF_CHILDHOOD) for one in born) if born else None


def name_one(
    session: ReaderSession, *, person_id: str, record_id: str, mention_id: str, pattern_key: str
) -> FileSubject:
    """What a file would be about, by one of three; NotHere where the account may not see it."""
    sight = session.sight
    if person_id:
        return name_person(session, person_id)
    if pattern_key:
        return name_recognised(session, pattern_key, sight)
    for one in named_on(session, record_id=record_id):
        if mention_id in one.mention_ids:
            return one
    raise NotHere


def name_person(session: ReaderSession, person_id: str) -> FileSubject:
    """A person, by a mention on the record that most may see."""
    found = name_child(session, person_id=person_id)
    with session.open_current() as opened:
        people = summaries(opened[1], [person_id], session.sight) if opened else {}
    return _of_person(found.mention_ids[0], found.record_id, people[person_id])


def _of_person(mention_id: str, record_id: str, person: PersonSummary) -> FileSubject:
    return FileSubject(
        kind=Kind.PERSON,
        mention_ids=(mention_id,),
        record_ids=(record_id,),
        words=person.name or _("Name not recorded"),
        person_id=person.person_id,
        is_child=is_child_on(person.birth_dates, clock.today()),
    )


def named_on(session: ReaderSession, *, record_id: str) -> tuple[FileSubject, ...]:
    """Everybody and everything that a record names and a file can be about; empty where the record is not open."""
    sight = session.sight
    with session.open_current() as opened:
        if opened is None or not record_id or not may_open_record(opened[1], record_id, sight):
            return ()
        rows = opened[1].record_namings(record_id=record_id, sight=sight)
        ids = {row["person_id"] for row in rows if row["person_id"] and may_open(opened[1], row["person_id"], sight)}
        people = summaries(opened[1], ids, sight)
    things = things_of(session, [row["mention_id"] for row in rows if row["entity_kind"] in OF_ENTITY])
    found: dict[str, FileSubject] = {}
    for row in rows:
        one = _name_subject(row, people, things)
        if one:
            found.setdefault(one.person_id or one.thing_id or one.mention_ids[0], one)
    return tuple(found.values())


def _name_subject(
    row: ServedRecordNaming, people: dict[str, PersonSummary], things: dict[str, str]
) -> FileSubject | None:
    if row["person_id"] in people:
        return _of_person(row["mention_id"], row["record_id"], people[row["person_id"]])
    if row["entity_kind"] not in OF_ENTITY or not row["text"] or PROTECTED_WORDS in row["text"]:
        return None
    return FileSubject(
        kind=OF_ENTITY[row["entity_kind"]],
        mention_ids=(row["mention_id"],),
        record_ids=(row["record_id"],),
        words=row["text"],
        thing_id=things.get(row["mention_id"], ""),
    )


def name_recognised(session: ReaderSession, pattern_key: str, sight: RowFilter) -> FileSubject:
    """The adult, thing or group of what was recognised, with all that it rests on."""
    with session.open_current() as opened:
        row = opened[1].patterns.one(instance_key=pattern_key, sight=sight) if opened else None
        if opened is None or row is None:
            raise NotHere
        basis = [one["record_id"] for one in opened[1].patterns.basis(rows=[row], sight=sight)]
        if not all(may_open(opened[1], one, sight) for one in opened[1].patterns.people(row=row)):
            raise NotHere
        mentions = mentions_of_thing(session, row["entity_id"]) if row["entity_id"] else {}
        # As visible records call it: the oldest naming of all may stand in one that this reader may not see.
        called = opened[1].networks.things(ids=[row["entity_id"]], sight=sight) if row["entity_id"] else {}
        group_words = name_groups(session, opened[1], [pattern_key]) if row["group_id"] else {}
    if row["entity_kind"] == ADULT and row["entity_id"]:
        return name_person(session, row["entity_id"])
    if row["entity_id"] and row["entity_kind"] and row["entity_kind"] in OF_ENTITY:
        named = [mention for mention, record in mentions.items() if record in basis]
        return FileSubject(
            OF_ENTITY[row["entity_kind"]], tuple(named[:1]), tuple(basis), called.get(row["entity_id"], ""),
            "", row["entity_id"], pattern_key,
        )  # fmt: skip
    if row["group_id"]:
        return FileSubject(Kind.GROUP, (), tuple(basis), group_words.get(pattern_key, A_GROUP), pattern_key=pattern_key)
    raise NotHere


def subjects_of(session: ReaderSession, *, files: Sequence[SubjectFile]) -> dict[int, FileSubjectView]:
    """What each of these files is about, by the file's key. For files that the account may open."""
    sight, people = session.sight, people_of_files(session, files)
    with session.open_current() as opened:
        found = summaries(opened[1], people.values(), sight) if opened else {}
        keys = [one.pattern_key for one in files if one.kind == Kind.GROUP]
        groups = name_groups(session, opened[1], keys) if opened else {}
        return {
            one.pk: _subject(opened[1] if opened else None, one, found.get(people.get(one.pk, "")), groups, sight)
            for one in files
        }


def name_groups(session: ReaderSession, store: SnapshotReader, pattern_keys: Sequence[str]) -> dict[str, str]:
    """What groups are called, by what was recognised of them: as they hold for this reader, else not at all."""
    if not pattern_keys:
        return {}
    found, aside = {}, set_aside(session, store=store)
    for key, group in groups_of(store, pattern_keys, session.sight).items():
        first = date.fromisoformat(group["first_on"])
        members = aside.keep(store.networks.members(group=group), "member_id")
        kinds = {row["member_id"]: row["member_kind"] for row in members}
        called = call_group(kinds, matches_among(store, kinds, session.sight))
        found[key] = _("%(group)s, first together %(day)s") % {"group": called, "day": long_day(first)}
    return found


def _subject(
    store: SnapshotReader | None,
    file: SubjectFile,
    person: PersonSummary | None,
    groups: Mapping[str, str],
    sight: RowFilter,
) -> FileSubjectView:
    if file.kind == Kind.GROUP:
        opened_on = london_day(file.from_at)
        stood = _("%(group)s, as it was on %(day)s") % {"group": A_GROUP, "day": long_day(opened_on)}
        return FileSubjectView(file.kind, groups.get(file.pattern_key, stood))
    if file.kind == Kind.PERSON:
        born = person.birth_dates if person else ()
        ages = tuple(dict.fromkeys(years_on(born=one, day=clock.today()) for one in born))
        words = (person.name if person else "") or _("Name not recorded")
        return FileSubjectView(file.kind, words, person, is_child_on(born, clock.today()), ages)
    return FileSubjectView(file.kind, _thing_words(store, file, sight) or _("Not named in records that you may see"))


def _thing_words(store: SnapshotReader | None, file: SubjectFile, sight: RowFilter) -> str:
    """What the thing is called on a record of the file that the reader may see."""
    for record_id in file.record_ids if store else ():
        for row in store.record_namings(record_id=record_id, sight=sight) if store else ():
            if row["mention_id"] in file.mention_ids and row["text"]:
                return str(row["text"])
    return ""
