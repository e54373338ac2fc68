"""How a meeting stands, from its rows in order: who was asked and came, what was decided, who does what, what is done.

A correction takes the place of the row that it names and keeps that row's id, so that an action is one action however
often its words were mended.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sightline.casework.meetings.models import Meeting, MeetingEntry, MeetingEntryKind

CAME, APOLOGIES, DID_NOT_COME = "came", "apologies", "did_not_come"
ATTENDED = (CAME, APOLOGIES, DID_NOT_COME)
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
class MeetingStanding:
    """A meeting as it stands. `done` are the rows that say that an action is done, by the action's id."""

    record_ids: tuple[str, ...]
    asked: tuple[Invitation, ...] = ()
    kept: tuple[Kept, ...] = ()
    done: dict[str, tuple[MeetingEntry, ...]] = field(default_factory=dict)
    plans: tuple[MeetingEntry, ...] = ()
    chair: MeetingEntry | None = None
    held: MeetingEntry | None = None
    called_off: MeetingEntry | None = None

    def of(self, step: MeetingEntryKind) -> tuple[Kept, ...]:
        """What was said of one kind, in order."""
        return tuple(one for one in self.kept if one.now.step == step)

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
    return done.word == "own" or (action.account is not None and action.account.username == done.by)


def standing_of(meeting: Meeting, entries: Iterable[MeetingEntry]) -> MeetingStanding:
    """Fold the rows of a meeting, given in the order in which they were written."""
    rows = list(entries)
    words = {row.about: row.word for row in rows if row.step == MeetingEntryKind.ATTENDANCE}
    added = [record_id for row in rows if row.step == MeetingEntryKind.RECORDS for record_id in row.record_ids]
    done: dict[str, tuple[MeetingEntry, ...]] = {}
    for row in rows:
        if row.step == MeetingEntryKind.DONE:
            done[row.about] = (*done.get(row.about, ()), row)
    return MeetingStanding(
        record_ids=tuple(dict.fromkeys([*meeting.record_ids, *added])),
        asked=tuple(Invitation(row, words.get(row.entry_id, "")) for row in rows if row.step == MeetingEntryKind.ASKED),
        kept=_keep(rows),
        done=done,
        plans=tuple(row for row in rows if row.step == MeetingEntryKind.PLAN),
        chair=_last(rows, MeetingEntryKind.CHAIR),
        held=_last(rows, MeetingEntryKind.HELD),
        called_off=_last(rows, MeetingEntryKind.CALLED_OFF),
    )


def read_standing(meeting: Meeting) -> MeetingStanding:
    """The same of one meeting, from the database."""
    return standings_of([meeting])[meeting.pk]


def standings_of(meetings: Sequence[Meeting]) -> dict[int, MeetingStanding]:
    """How several meetings stand, by their keys, with one query."""
    rows: dict[int, list[MeetingEntry]] = {one.pk: [] for one in meetings}
    for row in MeetingEntry.objects.filter(meeting__in=list(rows)).select_related("account").order_by("pk"):
        rows[row.meeting_id].append(row)
    return {one.pk: standing_of(one, rows[one.pk]) for one in meetings}


def _keep(rows: Sequence[MeetingEntry]) -> tuple[Kept, ...]:
    kept: dict[str, Kept] = {}
    for row in rows:
        if row.step not in CORRECTED:
            continue
        first = kept.get(row.corrects)
        if first is None:
            kept[row.entry_id] = Kept(row.entry_id, row)
        else:
            kept[first.entry_id] = Kept(first.entry_id, row, (*first.before, first.now))
    return tuple(kept.values())


def _last(rows: Sequence[MeetingEntry], step: MeetingEntryKind) -> MeetingEntry | None:
    return next((row for row in reversed(rows) if row.step == step), None)
