"""Writes the rows of meetings: each a decision, a row and an audit entry, all or none.

Who is asked, acts or leads is an account, a post or a name, and exactly one of them. The decision carries ids and
hashes. The words are kept apart, so that they can be erased by name.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import MOST_NAME, EntryDraft, read_account
from sightline.casework.journal.writer import JournalWriting, SubjectJournal
from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.meetings.notices import note_asked
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.meetings.rights import Opened, need_meeting
from sightline.casework.posts.services.posts import every_seat
from sightline.escalation import CONDUCT, PROFESSIONAL_STANDARDS
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency
from sightline.model.visibility import Reader
from sightline.sharing import can_see_people
from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class CheckedParty:
    """Whom a meeting asks or names, checked: by account, by post or by name, as the columns of a row."""

    agency: str
    organisation: str
    account: Account | None
    post: str
    name: str = field(repr=False)


def read_who(who: MeetingParty) -> CheckedParty:
    """Whom a form names; Usage where it is nobody or several, Refused where the account opens no records."""
    given = [part for part in (who.username.strip(), who.post, who.name.strip()) if part]
    if len(given) != 1:
        raise Usage(
            _("The person is not named."),
            code="no_who",
            what_to_do=_("Give one of three: a user name, a role, or a name in words."),
        )
    if who.username.strip():
        account = read_participant(who.username)
        return CheckedParty(account.agency or who.agency, account.organisation, account, "", "")
    if who.post:
        return CheckedParty(_agency_of_post(who.post), who.organisation, None, who.post, "")
    if who.agency not in list(Agency):
        raise Usage(_("The agency is missing."), code="no_agency", what_to_do=_("Choose the agency."))
    return CheckedParty(who.agency, who.organisation, None, "", who.name.strip()[:MOST_NAME])


def read_participant(username: str) -> Account:
    """The open account of that name; Refused where there is none, or it sees counts only."""
    account = read_account(username)
    if not can_see_people(reader=Reader(account.username, account.role, account.agency, account.organisation)):  # type: ignore[arg-type]
        raise Refused(
            _("That account can see only counts, so it cannot take part in a meeting."),
            code="counts_only",
            what_to_do=_("Name a person who can open records."),
        )
    return account


def _agency_of_post(post: str) -> str:
    ladder = post.partition(" ")[0]
    if post not in {f"{one} {stage} {seat}" for one, stage, seat, _ in every_seat()}:
        raise Usage(_("There is no such role."), code="no_post", what_to_do=_("Choose a role from the list."))
    if ladder in CONDUCT:
        return Agency.POLICE if ladder == PROFESSIONAL_STANDARDS else Agency.CHILDRENS_SERVICES
    return ladder


@dataclass(frozen=True, slots=True)
class MeetingEntryDraft(EntryDraft):
    """An entry to be written at a meeting. `corrects` is the entry that it replaces, `moment` when it was held."""

    corrects: str = ""
    agency: str = ""
    organisation: str = ""
    post: str = ""
    moment: str = ""

    def meaning(self, one: CheckedParty) -> "MeetingEntryDraft":
        """The same, of somebody who is meant."""
        return replace(
            self, agency=one.agency, organisation=one.organisation, account=one.account, post=one.post, who=one.name
        )


class MeetingJournal(SubjectJournal[Meeting, MeetingEntry, MeetingEntryDraft]):
    """What is the meetings' own: corrections, who of which agency is meant, and notices to them."""

    noun, key, column = "meeting", "meeting_id", "meeting"
    subjects, entries = Meeting, MeetingEntry

    def identify(self, draft: MeetingEntryDraft, text_sha: str) -> tuple[str, ...]:
        """A correction and whom an entry means tell it apart too."""
        username = draft.account.username if draft.account else ""
        return draft.about, draft.corrects, draft.word, text_sha, username, draft.post, draft.organisation

    def columns(self, draft: MeetingEntryDraft) -> dict[str, Any]:
        """Whom it means, and when it was held."""
        names = ("about", "corrects", "word", "agency", "organisation", "account", "post", "on_day")
        return {**{name: getattr(draft, name) for name in names}, "moment": draft.moment or None}

    def follow(self, session: ReaderSession, subject: Meeting, entry: MeetingEntry) -> None:  # noqa: ARG002 - as every journal
        """Tell whoever is meant."""
        note_asked(meeting=subject, entry=entry)


MEETINGS = MeetingJournal()


@dataclass
class MeetingWriter(JournalWriting[Meeting, MeetingEntry, MeetingEntryDraft]):
    """A meeting that is being written at."""

    opened: Opened

    def check_records(self, record_ids: Iterable[str]) -> tuple[str, ...]:
        """These records, each once: of the meeting, and open to whoever writes."""
        wanted = tuple(dict.fromkeys(record_ids))
        if not set(wanted) <= set(self.opened.state.record_ids) or not self.opened.shows(wanted):
            raise Usage(
                _("One of these records is not part of the meeting, or you cannot open it."),
                code="not_of_the_meeting",
                what_to_do=_("Add the record to the meeting first, then choose it."),
            )
        return wanted


@contextmanager
def writing(session: ReaderSession, *, meeting_id: str, action: str, minutes: bool) -> Iterator[MeetingWriter]:
    """The meeting of one service, audited; Refused where the account does not write for all and `minutes` is asked."""
    with MEETINGS.hold(session, subject_id=meeting_id, action=action) as trail:
        opened = need_meeting(session, meeting_id=meeting_id)
        check_writes(opened, minutes=minutes)
        yield MeetingWriter(MEETINGS, opened.meeting, session, trail, opened)


def check_writes(opened: Opened, *, minutes: bool) -> None:
    """Refused where the account only reads, is not one who writes for all, or the meeting was called off."""
    if not opened.part.takes_part or (minutes and not opened.part.minutes):
        raise Refused(
            _("Only the person who opened the meeting, its chair or the lead of its plan can record this."),
            code="not_theirs",
            what_to_do=_("Tell one of them what you know. You can record that you do not agree."),
        )
    if opened.state.called_off:
        raise Refused(_("The meeting was called off."), code="called_off", what_to_do=_("Open another meeting."))
