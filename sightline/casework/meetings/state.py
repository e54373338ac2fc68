"""How a meeting stands, from its rows in order: who was asked and came, what was decided, who does what, what is done.

A correction takes the place of the row that it names and keeps that row's id, so that an action is one action however
often its words were mended.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sightline.casework.journal.state import EntryRows, rows_by_subject
from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import DoneBy, MeetingEntryKind

CORRECTED = (MeetingEntryKind.AGENDA, MeetingEntryKind.DISSENT, MeetingEntryKind.DECISION, MeetingEntryKind.ACTION)


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that was said: as it stands, under the id of its first row, and what stood before."""

    entry_id: str
    now: MeetingEntry
    before: tuple[MeetingEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody who was asked to come, and the last word on whether they came; empty while nobody has said."""

    entry: MeetingEntry
    word: str


@dataclass(frozen=True, slots=True)
class MeetingState:
    """A meeting as it stands. `done` are the rows that say that an action is done, by the action's id."""

    record_ids: tuple[str, ...]
    asked: tuple[Invitation, ...] = ()
    kept: tuple[Kept, ...] = ()
    done: dict[str, tuple[MeetingEntry, ...]] = field(default_factory=dict)
    plans: tuple[MeetingEntry, ...] = ()
    chair: MeetingEntry | None = None
    held: MeetingEntry | None = None
    called_off: MeetingEntry | None = None

    def of(self, kind: MeetingEntryKind) -> tuple[Kept, ...]:
        """What was said of one kind, in order."""
        return tuple(one for one in self.kept if one.now.kind == kind)

    @property
    def plan(self) -> MeetingEntry | None:
        """The joint plan that stands."""
        return self.plans[-1] if self.plans else None

    def is_done(self, action: Kept) -> bool:
        """Whether somebody says that it is done."""
        return action.entry_id in self.done

    def is_seen_done(self, action: Kept) -> bool:
        """Whether somebody other than those who said that they had done it themselves says so."""
        return any(not is_own(action.now, one) for one in self.done.get(action.entry_id, ()))


def is_own(action: MeetingEntry, done: MeetingEntry) -> bool:
    """Whether a row that says that an action is done is by the account that was to do it, or stands in its post."""
    return done.word == DoneBy.OWN or (action.account is not None and action.account.username == done.by)


def read_meeting_state(meeting: Meeting, rows: EntryRows[MeetingEntry]) -> MeetingState:
    """Fold the rows of a meeting."""
    words = {about: row.word for about, row in rows.last_by_about(MeetingEntryKind.ATTENDANCE).items()}
    added = [record_id for row in rows.of(MeetingEntryKind.RECORDS) for record_id in row.record_ids]
    return MeetingState(
        record_ids=tuple(dict.fromkeys([*meeting.record_ids, *added])),
        asked=tuple(Invitation(row, words.get(row.entry_id, "")) for row in rows.of(MeetingEntryKind.ASKED)),
        kept=_keep(rows),
        done=rows.by_about(MeetingEntryKind.DONE),
        plans=rows.of(MeetingEntryKind.PLAN),
        chair=rows.last(MeetingEntryKind.CHAIR),
        held=rows.last(MeetingEntryKind.HELD),
        called_off=rows.last(MeetingEntryKind.CALLED_OFF),
    )


def load_state(meeting: Meeting) -> MeetingState:
    """The same of one meeting, from the database."""
    return states_of([meeting])[meeting.pk]


def states_of(meetings: Sequence[Meeting]) -> dict[int, MeetingState]:
    """How several meetings stand, by their keys, with one query."""
    rows = rows_by_subject(MeetingEntry, column="meeting", subjects=meetings)
    return {one.pk: read_meeting_state(one, rows[one.pk]) for one in meetings}


def _keep(rows: EntryRows[MeetingEntry]) -> tuple[Kept, ...]:
    kept: dict[str, Kept] = {}
    for row in rows.of(*CORRECTED):
        first = kept.get(row.corrects)
        if first is None:
            kept[row.entry_id] = Kept(row.entry_id, row)
        else:
            kept[first.entry_id] = Kept(first.entry_id, row, (*first.before, first.now))
    return tuple(kept.values())
