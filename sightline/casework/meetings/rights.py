"""Who may open a meeting, who writes at it, and which of its records each of them may see.

Being asked to a meeting opens the meeting, and no record. Each record goes through the one filter for each reader, and
so do the words that speak of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sightline.casework.clocks.escalates import may_see_concern
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.concerns.subjects import records_of
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.rights import LOOK_AFTER
from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind
from sightline.casework.meetings.state import MeetingState, load_state
from sightline.casework.people.selectors import may_open_record
from sightline.casework.posts.services.posts import HeldPost, posts_held


@dataclass(frozen=True, slots=True)
class Participation:
    """What somebody has to do with a meeting. `takes_part`: asked, or with an action; `minutes`: writes for all."""

    takes_part: bool
    minutes: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A meeting that the account may open: how it stands, its part in it, and the records of it that it may see.

    `closed`: the account opens nobody whom the meeting is about, as need to know has it, and so reads no word of it.
    """

    meeting: Meeting
    state: MeetingState
    part: Participation
    seen: Mapping[str, RecordBasis]
    closed: bool = False

    def shows(self, record_ids: Iterable[str]) -> bool:
        """Whether words that speak of these records may be shown."""
        return not self.closed and all(record_id in self.seen for record_id in record_ids)


def need_meeting(session: ReaderSession, *, meeting_id: str) -> Opened:
    """The meeting, where the account has a part in it or looks after the data; else NotHere."""
    check_people(actor=session.actor)
    meeting = Meeting.objects.filter(meeting_id=meeting_id).first()
    if meeting is None:
        raise NotHere
    state = load_state(meeting)
    part = find_part(
        actor=session.actor,
        meeting=meeting,
        state=state,
        held=posts_held(session, on=clock.today()),
    )
    if part is None:
        raise NotHere
    return open_for(session, meeting, state, part, seen_records(session, record_ids=records_named(state)))


def open_for(
    session: ReaderSession, meeting: Meeting, state: MeetingState, part: Participation, seen: Mapping[str, RecordBasis]
) -> Opened:
    """The meeting as the reader may open it; `seen` are the records of it that they may see."""
    return Opened(meeting, state, part, seen, closed=_is_closed(session, meeting, seen))


def _is_closed(session: ReaderSession, meeting: Meeting, seen: Mapping[str, RecordBasis]) -> bool:
    """Whether need to know opens nobody whom the meeting is about; before an update has them, its record says it."""
    if not session.actor.reader.needs_reason or not meeting.mention_ids:
        return False
    with session.open_current() as opened:
        people = set(opened[1].people_of(mention_ids=meeting.mention_ids).values()) if opened else set[str]()
        if opened and people:
            return not any(opened[1].is_own(person_id=one, sight=session.sight) for one in people)
    return not set(meeting.record_ids[:1]) <= set(seen)


def find_part(*, actor: Actor, meeting: Meeting, state: MeetingState, held: Sequence[HeldPost]) -> Participation | None:
    """What the account has to do with a meeting; None where nothing."""
    minutes = is_minuting(actor=actor, meeting=meeting, state=state, held=held)
    meant = [one.entry for one in state.asked] + [one.now for one in state.of(MeetingEntryKind.ACTION)]
    if minutes or any(is_meant(actor=actor, entry=entry, held=held) for entry in meant):
        return Participation(takes_part=True, minutes=minutes)
    return Participation(takes_part=False, minutes=False) if actor.reader.is_one_of(LOOK_AFTER) else None


def is_minuting(*, actor: Actor, meeting: Meeting, state: MeetingState, held: Sequence[HeldPost]) -> bool:
    """Whether the account writes for all: it opened the meeting, chairs it, or leads its plan."""
    if actor.account_id is None:
        return False
    leads = [entry for entry in (state.chair, state.plan) if entry is not None]
    return meeting.account_id == actor.account_id or any(
        is_meant(actor=actor, entry=entry, held=held) for entry in leads
    )


def is_meant(*, actor: Actor, entry: MeetingEntry, held: Sequence[HeldPost]) -> bool:
    """Whether a row names this account, or a post that it holds today."""
    if entry.account_id is not None and entry.account_id == actor.account_id:
        return True
    posts = {(name_of(post), post.organisation) for post in held}
    return bool(entry.post) and (entry.post, entry.organisation) in posts


def name_of(post: HeldPost) -> str:
    """A post as a row names it."""
    return f"{post.ladder} {post.stage.value} {post.seat}"


def records_named(state: MeetingState) -> tuple[str, ...]:
    """Every record of a meeting: its material, and what its words spoke of."""
    spoken = [record_id for one in state.kept for row in (*one.before, one.now) for record_id in row.record_ids]
    plans = [record_id for plan in state.plans for record_id in plan.record_ids]
    return tuple(dict.fromkeys([*state.record_ids, *spoken, *plans]))


def seen_records(session: ReaderSession, *, record_ids: Iterable[str]) -> dict[str, RecordBasis]:
    """Those of these records that the account may open, by id: of the snapshot, or of concerns entered since."""
    wanted, sight = list(dict.fromkeys(record_ids)), session.sight
    with session.open_current() as opened:
        held = [one for one in wanted if opened and may_open_record(opened[1], one, sight)]
    concerns = Concern.objects.filter(record_id__in=[one for one in wanted if one not in held])
    entered = [one.record_id for one in concerns if may_see_concern(session, one)]
    found = records_of(session, record_ids=[one for one in wanted if one in held or one in entered])
    return {one.record_id: one for one in found}
