"""Gives finding the texts of meetings in which an account has a part, as far as it may read each of them."""

from collections.abc import Iterator, Sequence

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.pages import IN_MINUTES, WrittenAt
from sightline.casework.finding.written_texts import WrittenText
from sightline.casework.meetings.lines import MeetingLineBuilder
from sightline.casework.meetings.models import Meeting
from sightline.casework.meetings.rights import Participation, open_for, records_named, seen_records
from sightline.casework.meetings.selectors.meetings import list_own
from sightline.casework.meetings.state import MeetingState
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.word_index.selectors import texts_holding
from sightline.casework.word_index.words import WantedWords
from sightline.model.when import london_day

MOST_MEETINGS = 100
PART = Participation(takes_part=True, minutes=False)


def search_meetings(session: ReaderSession, wanted: WantedWords) -> Sequence[WrittenText]:
    """What was said and decided at the newest meetings of the account, and holds the words; newest meeting first."""
    held, mine = posts_held(session, on=clock.today()), meetings_searched(session)
    shas = {kept.now.text_sha for _, standing in mine for kept in standing.kept if kept.now.text_sha}
    holding = texts_holding(shas, wanted=wanted)
    found: list[WrittenText] = []
    for meeting, standing in mine:
        if any(kept.now.text_sha in holding for kept in standing.kept):
            seen = seen_records(session, record_ids=records_named(standing))
            made = MeetingLineBuilder(session, open_for(session, meeting, standing, PART, seen), held)
            found += _read_texts(meeting, standing, made, holding)
    return found


def meetings_searched(session: ReaderSession) -> Sequence[tuple[Meeting, MeetingState]]:
    """The newest meetings in which the account has a part: those in which it finds words, whatever they are."""
    held = posts_held(session, on=clock.today())
    return session.once(("meetings searched", session.actor), lambda: list_own(session, held)[:MOST_MEETINGS])


def _read_texts(
    meeting: Meeting, standing: MeetingState, made: MeetingLineBuilder, holding: set[str]
) -> Iterator[WrittenText]:
    for kept in standing.kept:
        row = kept.now
        if row.text_sha in holding and made.is_read(row):
            words = made.text(row.text_sha, row.record_ids).words
            place = WrittenAt("meeting", meeting.meeting_id, "entry", kept.entry_id)
            yield WrittenText(IN_MINUTES, place, london_day(row.at), tuple(meeting.mention_ids), words)
