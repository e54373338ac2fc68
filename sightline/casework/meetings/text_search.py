"""Gives finding the texts of meetings in which an account has a part, as far as it may read each of them."""

from collections.abc import Iterator, Sequence

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.journal_texts import JournalText
from sightline.casework.meetings.lines import MeetingLineBuilder
from sightline.casework.meetings.models import Meeting
from sightline.casework.meetings.rights import Opened, Participation, records_named, seen_records
from sightline.casework.meetings.selectors import list_own
from sightline.casework.meetings.state import MeetingState
from sightline.casework.posts.services import posts_held
from sightline.casework.protection.free_text import texts_holding
from sightline.model.when import london_day

MOST_MEETINGS = 100
PART = Participation(takes_part=True, minutes=False)


def search_meetings(session: ReaderSession, words: Sequence[str]) -> Sequence[JournalText]:
    """What was said and decided at the newest meetings of the account, and holds the words; newest meeting first."""
    held = posts_held(session, on=clock.today())
    mine = list_own(session, held)[:MOST_MEETINGS]
    shas = {kept.now.text_sha for _, standing in mine for kept in standing.kept if kept.now.text_sha}
    holding = texts_holding(shas, words=words) if shas else set()
    found: list[JournalText] = []
    for meeting, standing in mine:
        if any(kept.now.text_sha in holding for kept in standing.kept):
            seen = seen_records(session, record_ids=records_named(standing))
            made = MeetingLineBuilder(session, Opened(meeting, standing, PART, seen), held)
            found += _read(meeting, standing, made, holding)
    return found


def _read(
    meeting: Meeting, standing: MeetingState, made: MeetingLineBuilder, holding: set[str]
) -> Iterator[JournalText]:
    for kept in standing.kept:
        row = kept.now
        if row.text_sha in holding and made.is_read(row):
            words = made.text(row.text_sha, row.record_ids).words
            yield JournalText(
                london_day(row.at), tuple(meeting.mention_ids), words, meeting_id=meeting.meeting_id,
                entry_id=kept.entry_id,
            )  # fmt: skip
