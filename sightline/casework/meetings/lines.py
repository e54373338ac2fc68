"""Makes the lines of a meeting's page from its rows, for one reader.

A line whose words speak of a record that the reader may not see is left out whole. It is not shown as an empty line,
which would count what is hidden.
"""

from collections.abc import Sequence

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.lines import JournalLines
from sightline.casework.meetings.models import MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind
from sightline.casework.meetings.pages.meetings import ActionLine, InvitationLine, MeetingLine, SaidLine, WhoLine
from sightline.casework.meetings.rights import Opened, is_meant
from sightline.casework.meetings.state import Invitation, Kept
from sightline.casework.posts.services.posts import HeldPost
from sightline.escalation import Stage, read_ladder


class MeetingLineBuilder(JournalLines[RecordBasis]):
    """The lines of one meeting for one reader; the texts of all rows are read once."""

    def __init__(self, session: ReaderSession, opened: Opened, held: Sequence[HeldPost]) -> None:
        self._opened, self._held = opened, held
        state, meeting = opened.state, opened.meeting
        rows = [row for one in state.kept for row in (*one.before, one.now)]
        rows += [row for done in state.done.values() for row in done]
        rows += [*state.plans, *(one.entry for one in state.asked)]
        rows += [row for row in (state.chair, state.called_off) if row is not None]
        super().__init__(
            session,
            mention_ids=meeting.mention_ids,
            record_ids=meeting.record_ids,
            shas=[meeting.text_sha, *(row.text_sha for row in rows)],
            seen=opened.seen,
        )

    @property
    def why(self) -> str:
        """Why the meeting was opened."""
        return self.text(self._opened.meeting.text_sha).words

    def is_read(self, entry: MeetingEntry) -> bool:
        """Whether the reader reads the words: they may see every record spoken of, or the action was given to them."""
        given = entry.kind in (MeetingEntryKind.ACTION, MeetingEntryKind.PLAN) and self._is_me(entry)
        return given or self._opened.shows(entry.record_ids)

    def kept(self, kind: MeetingEntryKind) -> tuple[SaidLine, ...]:
        """What was said of one kind, of which the reader reads the words."""
        return tuple(self.said(one) for one in self._opened.state.of(kind) if self.is_read(one.now))

    def said(self, kept: Kept) -> SaidLine:
        """One thing as it stands, with what stood before."""
        before = tuple(self.plain(row) for row in kept.before if self.is_read(row))
        return self.plain(kept.now, entry_id=kept.entry_id, before=before)

    def plain(self, row: MeetingEntry, *, entry_id: str = "", before: tuple[SaidLine, ...] = ()) -> SaidLine:
        """One row as a line."""
        own = row.by == self.session.actor.reader.username
        writes = self._opened.state.called_off is None and self._opened.part.takes_part
        by_others = self._opened.part.minutes and row.kind != MeetingEntryKind.DISSENT
        return SaidLine(
            entry_id=entry_id or row.entry_id,
            at=row.at,
            by=row.by,
            words=self.text(row.text_sha, row.record_ids).words,
            records=self.records(row.record_ids),
            theme=row.word if row.kind == MeetingEntryKind.AGENDA else "",
            about=row.about,
            who=self.who(row) if row.account or row.post or row.agency else None,
            on_day=row.on_day,
            before=before,
            may_correct=writes and bool(entry_id) and (own or by_others),
        )

    def action(self, kept: Kept, *, meeting: MeetingLine | None = None) -> ActionLine:
        """An action, and how it stands today."""
        state = self._opened.state
        done = state.is_done(kept)
        may = self._opened.part.minutes or self._is_me(kept.now)
        return ActionLine(
            said=self.said(kept),
            overdue=not done and kept.now.on_day is not None and kept.now.on_day < clock.today(),
            done=tuple(self.plain(row) for row in state.done.get(kept.entry_id, ())),
            seen_done=state.is_seen_done(kept),
            may_finish=may and not state.is_seen_done(kept) and state.called_off is None,
            meeting=meeting,
        )

    def asked(self, one: Invitation) -> InvitationLine:
        """Somebody who was asked."""
        return InvitationLine(one.entry.entry_id, self.who(one.entry), one.word)

    def who(self, row: MeetingEntry) -> WhoLine:
        """Whom a row means."""
        name = self.text(row.text_sha, row.record_ids).who
        return WhoLine(
            who=self.who_in_words(row) or name,
            agency=row.agency,
            organisation=row.organisation,
            me=self._is_me(row),
            username=row.account.username if row.account else "",
            post=row.post,
        )

    @staticmethod
    def who_in_words(row: MeetingEntry) -> str:
        """The account's name, or what the post is called; empty for a name in words, which stands apart."""
        if row.account is not None:
            return f"{row.account.username} ({row.account.post})" if row.account.post else row.account.username
        if not row.post:
            return ""
        ladder, stage, seat = row.post.split(" ")
        names = {one.id: one.post for one in read_ladder(ladder).rung(Stage(stage)).seats}
        return names.get(seat, seat)

    def _is_me(self, row: MeetingEntry) -> bool:
        return is_meant(actor=self.session.actor, entry=row, held=self._held)
