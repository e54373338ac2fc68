"""What is done at a meeting: who is asked and came, agenda, decisions, actions, dissent, the plan, that it was held.

In the agenda's part for offenders only records are named. Nobody becomes a person of concern at a meeting: that is a
decision of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.moments import read_moment
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_due_day, read_records, read_words
from sightline.casework.meetings.item_closures import close_by_meetings
from sightline.casework.meetings.models import MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import Attendance, DoneBy, MeetingEntryKind
from sightline.casework.meetings.pages.kinds import Theme, read_meeting_kinds
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.meetings.rights import Opened, is_meant, seen_records
from sightline.casework.meetings.state import Kept
from sightline.casework.meetings.writer import MeetingEntryDraft, MeetingWriter, read_who, writing
from sightline.casework.posts.services.posts import posts_held
from sightline.escalation import Missing
from sightline.model.errors import Refused, Usage
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class MeetingInput:
    """What somebody writes down at a meeting, with the records that the words speak of. `corrects` is an entry's id."""

    words: str = field(default="", repr=False)
    record_ids: tuple[str, ...] = ()
    theme: str = ""
    corrects: str = ""
    about: str = ""
    who: MeetingParty | None = field(default=None, repr=False)
    by_when: date | None = None


class NotHeld(Usage):
    """What is missing before a meeting can be written down as held: `missing` says which parts."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        self.missing = missing
        super().__init__(
            _("The record of this meeting is not complete."),
            code="not_held",
            where=join_shown(", ", (each.part for each in missing)),
            what_to_do=join_shown(" ", (each.says for each in missing)),
        )


def ask_to_meeting(session: ReaderSession, *, meeting_id: str, who: MeetingParty) -> str:
    """Ask somebody of an agency to come: an account, a post, or a name. The entry's id."""
    with writing(session, meeting_id=meeting_id, action="ask_to_meeting", minutes=True) as at:
        if at.opened.closed:
            raise Refused(
                _("You no longer have a reason to open the records that this meeting is about."),
                code="no_reason",
                what_to_do=_("Ask another person who takes part to invite them."),
            )
        return at.write(MeetingEntryDraft(MeetingEntryKind.ASKED).meaning(read_who(who)))


def add_records(session: ReaderSession, *, meeting_id: str, record_ids: tuple[str, ...]) -> str:
    """Add records to a meeting's material, of those that whoever adds them may open; whoever takes part may."""
    with writing(session, meeting_id=meeting_id, action="add_meeting_records", minutes=False) as at:
        wanted = read_records(record_ids, seen=seen_records(session, record_ids=record_ids))
        if not wanted:
            raise NotHere
        return at.write(MeetingEntryDraft(MeetingEntryKind.RECORDS, record_ids=wanted))


def add_to_agenda(session: ReaderSession, *, meeting_id: str, said: MeetingInput) -> str:
    """Add a line to the agenda, under one of its themes; under offenders records alone."""
    with writing(session, meeting_id=meeting_id, action="add_to_agenda", minutes=False) as at:
        if said.theme not in list(Theme):
            raise Usage(
                _("No part of the agenda is chosen."), code="no_theme", what_to_do=_("Choose a part of the agenda.")
            )
        records = at.check_records(said.record_ids)
        offenders = said.theme == Theme.OFFENDERS
        if offenders and (said.words.strip() or not records):
            raise Usage(
                _("The agenda item on offenders takes records only, no text."),
                code="records_only",
                what_to_do=_("Choose the records and leave the text box empty."),
            )
        words = "" if offenders else read_words(said.words)
        corrects = _corrects(at, MeetingEntryKind.AGENDA, said.corrects)
        return at.write(
            MeetingEntryDraft(MeetingEntryKind.AGENDA, words, word=said.theme, record_ids=records, corrects=corrects)
        )


def keep_attendance(session: ReaderSession, *, meeting_id: str, words: Mapping[str, str]) -> int:
    """Write down who came, sent apologies or did not come, by the entry that asked them; how many were written anew."""
    with writing(session, meeting_id=meeting_id, action="keep_attendance", minutes=True) as at:
        asked = {one.entry.entry_id: one for one in at.opened.state.asked}
        wrong = [word for entry_id, word in words.items() if entry_id not in asked or word not in list(Attendance)]
        if wrong:
            raise Usage(
                _("You have not said whether each person came."),
                code="no_attendance",
                what_to_do=_("For each person, say whether they came, sent apologies or did not come."),
            )
        changed = {entry_id: word for entry_id, word in words.items() if asked[entry_id].word != word}
        for entry_id, word in changed.items():
            at.write(MeetingEntryDraft(MeetingEntryKind.ATTENDANCE, about=entry_id, word=word))
        return len(changed)


def keep_decision(session: ReaderSession, *, meeting_id: str, said: MeetingInput) -> str:
    """Write down what was decided, and why; or correct it by a new row."""
    with writing(session, meeting_id=meeting_id, action="keep_decision", minutes=True) as at:
        return at.write(_draft_line(at, MeetingEntryKind.DECISION, said))


def keep_action(session: ReaderSession, *, meeting_id: str, said: MeetingInput) -> str:
    """Give an action to somebody, by a day; or correct it by a new row."""
    with writing(session, meeting_id=meeting_id, action="keep_action", minutes=True) as at:
        line = _draft_line(at, MeetingEntryKind.ACTION, said)
        by_when = read_due_day(said.by_when, may_have_passed=bool(said.corrects))
        return at.write(replace(line, on_day=by_when).meaning(read_who(said.who or MeetingParty())))


def keep_dissent(session: ReaderSession, *, meeting_id: str, said: MeetingInput) -> str:
    """Write down that one does not agree, and why: whoever takes part, for themselves. It is never taken out."""
    with writing(session, meeting_id=meeting_id, action="keep_dissent", minutes=False) as at:
        about = _kept(at.opened, MeetingEntryKind.DECISION, said.about).now.record_ids if said.about else []
        line = _draft_line(at, MeetingEntryKind.DISSENT, replace(said, record_ids=(*said.record_ids, *about)), own=True)
        return at.write(replace(line, about=said.about))


def keep_plan(session: ReaderSession, *, meeting_id: str, said: MeetingInput) -> str:
    """Write down the joint plan, and its one lead; it takes the place of the plan before, which stays to be read."""
    with writing(session, meeting_id=meeting_id, action="keep_plan", minutes=True) as at:
        line = _draft_line(at, MeetingEntryKind.PLAN, replace(said, corrects=""))
        if said.by_when is None:
            raise Usage(_("The review date is missing."), code="no_day", what_to_do=_("Enter the review date."))
        return at.write(replace(line, on_day=said.by_when).meaning(read_who(said.who or MeetingParty())))


def name_chair(session: ReaderSession, *, meeting_id: str, who: MeetingParty) -> str:
    """Say who chairs from now on."""
    with writing(session, meeting_id=meeting_id, action="name_chair", minutes=True) as at:
        if who.name.strip():
            raise Usage(_("The chair needs an account or a role."), code="no_who", what_to_do=_("Enter one of them."))
        return at.write(MeetingEntryDraft(MeetingEntryKind.CHAIR).meaning(read_who(who)))


def finish_meeting_action(session: ReaderSession, *, meeting_id: str, entry_id: str, words: str) -> str:
    """Say, in words, that an action is done: whoever was to do it, or who writes for all.

    An item that is open because its day had passed closes when somebody other than the doer says so.
    """
    with writing(session, meeting_id=meeting_id, action="mark_meeting_action_done", minutes=False) as at:
        action = next((one for one in at.opened.state.of(MeetingEntryKind.ACTION) if one.entry_id == entry_id), None)
        if action is None:
            raise NotHere
        held = posts_held(session, on=clock.today())
        own = is_meant(actor=session.actor, entry=action.now, held=held)
        if not own and not at.opened.part.minutes:
            raise Refused(
                _("Only the person with the action or the chair can do this."),
                code="not_theirs",
                what_to_do=_("Tell them."),
            )
        said = read_words(words)
        records = tuple(action.now.record_ids)
        done = at.write(
            MeetingEntryDraft(
                MeetingEntryKind.DONE, said, about=entry_id, word=DoneBy.OWN if own else "", record_ids=records
            )
        )
    close_by_meetings(session, now=clock.now_at())
    return done


def keep_held(session: ReaderSession, *, meeting_id: str, held_at: str) -> str:
    """Write down that it was held, and when. NotHeld where something is missing. It closes what it answers."""
    with writing(session, meeting_id=meeting_id, action="keep_held", minutes=True) as at:
        missing = list_missing_answers(at.opened, held_at)
        if missing:
            raise NotHeld(missing)
        entry_id = at.write(MeetingEntryDraft(MeetingEntryKind.HELD, moment=held_at))
    close_by_meetings(session, now=clock.now_at())
    return entry_id


def call_off(session: ReaderSession, *, meeting_id: str, words: str) -> str:
    """Say that it will not be held, and why. What it should have answered waits on."""
    with writing(session, meeting_id=meeting_id, action="call_off_meeting", minutes=True) as at:
        if at.opened.state.held:
            raise Refused(_("This meeting was held."), code="was_held", what_to_do=_("Correct the record instead."))
        return at.write(MeetingEntryDraft(MeetingEntryKind.CALLED_OFF, read_words(words)))


def list_missing_answers(opened: Opened, held_at: str) -> tuple[Missing, ...]:
    """Which parts the record of a meeting lacks: when, who came of how many agencies, a decision."""
    state, kind = opened.state, read_meeting_kinds()[opened.meeting.kind]
    came = {one.entry.agency for one in state.asked if one.word == Attendance.CAME}
    missing = []
    if not _is_past(held_at):
        missing.append(Missing("held_at", _("Enter the day and time of the meeting, not later than now.")))
    if len(came) < kind.fewest_agencies:
        missing.append(
            Missing(
                "attendance",
                _("Record who came: at least %(fewest_agencies)s agencies must have come.")
                % {"fewest_agencies": kind.fewest_agencies},
            )
        )
    if not state.of(MeetingEntryKind.DECISION):
        missing.append(Missing("decision", _("Record what was decided, even if you decided to take no action.")))
    return tuple(missing)


def _is_past(moment: str) -> bool:
    try:
        return read_moment(moment) <= datetime.fromisoformat(clock.now_at())
    except (ValueError, TypeError):
        return False


def _draft_line(
    at: MeetingWriter, kind: MeetingEntryKind, said: MeetingInput, *, own: bool = False
) -> MeetingEntryDraft:
    words = read_words(said.words)
    records = at.check_records(said.record_ids)
    return MeetingEntryDraft(kind, words, corrects=_corrects(at, kind, said.corrects, own=own), record_ids=records)


def _corrects(at: MeetingWriter, kind: MeetingEntryKind, entry_id: str, *, own: bool = False) -> str:
    """The entry that is corrected; NotHere where there is none to be read, Refused where it is somebody else's word."""
    if not entry_id:
        return ""
    before = _kept(at.opened, kind, entry_id)
    theirs = before.now.by != at.session.actor.reader.username
    if theirs and (own or not at.opened.part.minutes):
        raise Refused(_("Another person wrote this."), code="not_theirs", what_to_do=_("Add an entry of your own."))
    return before.entry_id


def _kept(opened: Opened, kind: MeetingEntryKind, entry_id: str) -> Kept:
    found = next((one for one in opened.state.of(kind) if one.entry_id == entry_id), None)
    if found is None or not may_read(opened, found.now):
        raise NotHere
    return found


def may_read(opened: Opened, entry: MeetingEntry) -> bool:
    """Whether the words of an entry may be shown: every record that they speak of is open to the reader."""
    return opened.shows(entry.record_ids)
