"""What a meeting is about, as mentions: a child, the people of a group, a place or a record; and shown to each reader.

A meeting names a mention and its record. Who that is, is asked of the present snapshot, and is shown only to those who
may see the record of the mention and open the person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from sightline.casework.clocks.escalates import may_see_concern
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.subjects import summaries
from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import visibility
from sightline.casework.core.session import ReaderSession
from sightline.casework.meetings.models import Meeting
from sightline.casework.meetings.pages.entry_kinds import MeetingTopic
from sightline.casework.meetings.pages.meetings import MeetingSubjectView, SubjectChoice
from sightline.casework.people.pages.nodes import call_group
from sightline.casework.people.selectors import may_open, may_open_record
from sightline.casework.same_person.selectors.possible_matches import matches_among
from sightline.model.nouns import Agency, EntityKind, Role
from sightline.model.rows.patterns import ServedRecognised
from sightline.model.visibility import PROTECTED_WORDS, Reader, RowFilter
from sightline.sharing import can_see
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class MeetingSubject:
    """What a meeting is about: mentions, and the record on which the first of them stands; for a record no mention."""

    about: MeetingTopic
    mention_ids: tuple[str, ...]
    record_id: str


class ChosenNaming(TypedDict):
    """Somebody or something that a record names, or that was chosen when a concern was entered."""

    mention_id: str
    person_id: str
    entity_kind: str
    text: str


def name_child(session: ReaderSession, *, person_id: str) -> MeetingSubject:
    """The mention by which a meeting is about a person: on a record that most may see. NotHere where not openable."""
    sight = session.sight
    with session.open_current() as opened:
        said = opened[1].said(person_ids=[person_id], sight=sight) if opened else []
        if opened is None or not said or not may_open(opened[1], person_id, sight):
            raise NotHere
        for record in _seen_by_most(opened[1], [row["record_id"] for row in said if row["record_id"]], sight):
            for naming in opened[1].record_namings(record_id=record, sight=sight):
                if naming["person_id"] == person_id:
                    return MeetingSubject(MeetingTopic.CHILD, (naming["mention_id"],), record)
    raise NotHere


def _seen_by_most(store: SnapshotReader, record_ids: Iterable[str], sight: RowFilter) -> list[str]:
    """Those of these records that the reader may open: the one that most roles of most agencies may see comes first."""
    found = {}
    for record_id in dict.fromkeys(record_ids):
        if may_open_record(store, record_id, sight):
            item = visibility(store.record(record_id=record_id, sight=sight)[0])
            readers = (Reader("", role, agency, "") for role in Role for agency in Agency)
            found[record_id] = sum(can_see(reader=reader, item=item) for reader in readers)
    return sorted(found, key=lambda record_id: (-found[record_id], record_id))


def name_place(session: ReaderSession, *, record_ids: Iterable[str], mention_id: str) -> MeetingSubject:
    """A place that one of these records names; NotHere where it is protected, or the record may not be seen."""
    for record_id in record_ids:
        places = [
            one for one in list_choices_on_record(session, record_id=record_id) if one.about == MeetingTopic.PLACE
        ]
        if mention_id in {one.key for one in places}:
            return MeetingSubject(MeetingTopic.PLACE, (mention_id,), record_id)
    raise NotHere


def list_choices_of_pattern(session: ReaderSession, *, instance_key: str) -> tuple[SubjectChoice, ...]:
    """Whom and what an instance is about: its group, its children, its place; each once. Empty where it is not seen."""
    sight = session.sight
    with session.open_current() as opened:
        row = opened[1].patterns.one(instance_key=instance_key, sight=sight) if opened else None
        if opened is None or row is None:
            return ()
        people = [one for one in opened[1].patterns.people(row=row) if one != row["entity_id"]]
        group: tuple[SubjectChoice, ...] = ()
        if row["group_id"]:
            kinds = {
                one["member_id"]: one["member_kind"]
                for one in opened[1].networks.members(group={"group_id": row["group_id"], "view_no": row["view_no"]})
            }
            people = [one for one, kind in kinds.items() if kind == "child"]
            words = _("The group: %(group)s") % {"group": call_group(kinds, matches_among(opened[1], kinds, sight))}
            group = (SubjectChoice(MeetingTopic.GROUP, row["group_id"], words),)
        names = summaries(opened[1], people, sight)
        place = _place_of(opened[1], row, sight)
    children = (
        SubjectChoice(MeetingTopic.CHILD, one, names[one].name or _("Name not recorded"))
        for one in people
        if one in names
    )
    return (*group, *place, *children)


def _place_of(store: SnapshotReader, row: ServedRecognised, sight: RowFilter) -> tuple[SubjectChoice, ...]:
    """The place that something recognised is about, as the first of its records names it."""
    for one in store.patterns.basis(rows=[row], sight=sight) if row["entity_kind"] == EntityKind.PLACE else ():
        namings = store.record_namings(record_id=one["record_id"], sight=sight)
        places = {each["mention_id"]: each["text"] for each in namings if _is_shown_place(each)}
        things = store.networks.thing_of(mention_ids=list(places), sight=sight)
        for mention_id, text in places.items():
            if things.get(mention_id) == row["entity_id"]:
                return (SubjectChoice(MeetingTopic.PLACE, mention_id, text),)
    return ()


def name_group(session: ReaderSession, *, group_id: str) -> MeetingSubject:
    """The mentions by which a meeting is about a group: one of each of its people. NotHere where it is not seen."""
    sight = session.sight
    with session.open_current() as opened:
        groups = opened[1].networks.groups(sight=sight) if opened else []
        group = next((row for row in groups if row["group_id"] == group_id), None)
        if opened is None or group is None:
            raise NotHere
        wanted = {one["member_id"] for one in opened[1].networks.members(group=group)}
        found: dict[str, tuple[str, str]] = {}
        for one in opened[1].networks.basis(group=group):
            for naming in opened[1].record_namings(record_id=one["record_id"], sight=sight):
                if naming["person_id"] in wanted:
                    found.setdefault(naming["person_id"], (naming["mention_id"], one["record_id"]))
    if not found:
        raise NotHere
    named = sorted(found.values())
    return MeetingSubject(MeetingTopic.GROUP, tuple(mention for mention, _ in named), named[0][1])


def list_choices_on_record(session: ReaderSession, *, record_id: str) -> tuple[SubjectChoice, ...]:
    """The people and places that a record names and a meeting can be about; empty where the record is not open.

    Of a concern that no run has taken in: the person who was chosen when it was entered.
    """
    sight = session.sight
    with session.open_current() as opened:
        if opened is None:
            return ()
        if may_open_record(opened[1], record_id, sight):
            namings: Sequence[ChosenNaming] = opened[1].record_namings(record_id=record_id, sight=sight)
        else:
            namings = _chosen_in_concern(session, opened[1], record_id)
        people = [row for row in namings if row["person_id"] and may_open(opened[1], row["person_id"], sight)]
        names = summaries(opened[1], {row["person_id"] for row in people}, sight)
    children = {row["person_id"]: names[row["person_id"]].name for row in people if row["person_id"] in names}
    places = [row for row in namings if _is_shown_place(row)]
    return (
        *(
            SubjectChoice(MeetingTopic.CHILD, person_id, name or _("Name not recorded"))
            for person_id, name in children.items()
        ),
        *(SubjectChoice(MeetingTopic.PLACE, row["mention_id"], row["text"]) for row in places),
    )


def _chosen_in_concern(session: ReaderSession, store: SnapshotReader, record_id: str) -> list[ChosenNaming]:
    concern = Concern.objects.of_record(record_id)
    if concern is None or not concern.about_mention_id or not may_see_concern(session, concern):
        return []
    person_id = store.people_of(mention_ids=[concern.about_mention_id]).get(concern.about_mention_id, "")
    return [
        {"person_id": person_id, "entity_kind": EntityKind.PERSON, "mention_id": concern.about_mention_id, "text": ""}
    ]


def _is_shown_place(row: ChosenNaming) -> bool:
    return row["entity_kind"] == EntityKind.PLACE and bool(row["text"]) and PROTECTED_WORDS not in row["text"]


def subjects_of(session: ReaderSession, *, meetings: Sequence[Meeting]) -> dict[int, MeetingSubjectView]:
    """What each of these meetings is about, for this reader, by the meeting's key."""
    sight = session.sight
    with session.open_current() as opened:
        return {
            one.pk: _subject(opened[1], one, sight) if opened else MeetingSubjectView(one.about, False)
            for one in meetings
        }


def person_of(*, store: SnapshotReader, meeting: Meeting) -> str:
    """The person whom a meeting is about, as things stand; empty for a place, a record, or somebody not there yet."""
    if meeting.about != MeetingTopic.CHILD or not meeting.mention_ids:
        return ""
    return store.people_of(mention_ids=meeting.mention_ids[:1]).get(meeting.mention_ids[0], "")


def _subject(store: SnapshotReader, meeting: Meeting, sight: RowFilter) -> MeetingSubjectView:
    if meeting.about == MeetingTopic.RECORD:
        return MeetingSubjectView(meeting.about, True)
    if not may_open_record(store, meeting.record_ids[0], sight):
        return MeetingSubjectView(meeting.about, False)
    if meeting.about == MeetingTopic.PLACE:
        rows = store.record_namings(record_id=meeting.record_ids[0], sight=sight)
        text = next((row["text"] for row in rows if row["mention_id"] in meeting.mention_ids), "")
        return MeetingSubjectView(meeting.about, bool(text), place=text)
    if meeting.about == MeetingTopic.GROUP:
        people = set(store.people_of(mention_ids=meeting.mention_ids).values())
        return MeetingSubjectView(meeting.about, True, people=sum(may_open(store, one, sight) for one in people))
    person_id = person_of(store=store, meeting=meeting)
    found = summaries(store, [person_id], sight) if person_id else {}
    return MeetingSubjectView(meeting.about, person_id in found, found.get(person_id))
