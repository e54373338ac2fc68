"""Writes the rows of meetings: each a decision, a row and an audit entry, all or none.

Who is asked, acts or leads is an account, a post or a name, and exactly one of them. The decision carries ids and
hashes; the words stand apart, so that they can be erased by name.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account, Decision
from sightline.casework.meetings.models import Meeting, MeetingEntry, MeetingEntryKind
from sightline.casework.meetings.notices import note_asked
from sightline.casework.meetings.rights import Opened, need_meeting
from sightline.casework.posts.services import every_seat
from sightline.casework.protection.free_text import keep_text
from sightline.escalation import CONDUCT, PROFESSIONAL_STANDARDS
from sightline.model.errors import Refused, Usage
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.visibility import Reader
from sightline.sharing import can_see_people

MOST_NAME = 200


@dataclass(frozen=True, slots=True)
class MeetingParty:
    """Somebody who is meant: an account, or a post (`ladder stage seat`), or a name or post in words, of an agency."""

    agency: str = ""
    username: str = ""
    post: str = ""
    organisation: str = ""
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Meant:
    """The same, checked, as the columns of a row."""

    agency: str
    organisation: str
    account: Account | None
    post: str
    name: str = field(repr=False)


def read_who(who: MeetingParty) -> Meant:
    """Whom a form names; Usage where it is nobody or several, Refused where the account opens no records."""
    given = [part for part in (who.username.strip(), who.post, who.name.strip()) if part]
    if len(given) != 1:
        raise Usage(
            "It does not say who is meant.",
            code="no_who",
            what_to_do="Give one of three: an account’s name, a post, or a name in words.",
        )
    if who.username.strip():
        account = read_account(who.username.strip())
        return Meant(account.agency or who.agency, account.organisation, account, "", "")
    if who.post:
        return Meant(_agency_of_post(who.post), who.organisation, None, who.post, "")
    if who.agency not in list(Agency):
        raise Usage("It does not say of which agency.", code="no_agency", what_to_do="Choose the agency.")
    return Meant(who.agency, who.organisation, None, "", who.name.strip()[:MOST_NAME])


def read_account(username: str) -> Account:
    """The open account of that name; Refused where there is none, or it sees counts only."""
    account = Account.active.named(username)
    if account is None:
        raise Refused("There is no open account of that name.", code="no_account", what_to_do="Check the name.")
    if not can_see_people(reader=Reader(account.username, account.role, account.agency, account.organisation)):  # type: ignore[arg-type]
        raise Refused(
            "That account sees counts only, so it takes no part in a meeting.",
            code="counts_only",
            what_to_do="Name somebody who opens records.",
        )
    return account


def _agency_of_post(post: str) -> str:
    ladder = post.partition(" ")[0]
    if post not in {f"{one} {stage} {seat}" for one, stage, seat, _ in every_seat()}:
        raise Usage("There is no such post.", code="no_post", what_to_do="Choose one of the list.")
    if ladder in CONDUCT:
        return Agency.POLICE if ladder == PROFESSIONAL_STANDARDS else Agency.CHILDRENS_SERVICES
    return ladder


@dataclass(frozen=True, slots=True)
class MeetingEntryDraft:
    """What a row says, beside whom it means."""

    step: MeetingEntryKind
    words: str = field(default="", repr=False)
    about: str = ""
    corrects: str = ""
    word: str = ""
    on_day: date | None = None
    moment: str = ""
    record_ids: tuple[str, ...] = ()
    who: Meant | None = None


@dataclass
class MeetingWriter:
    """A meeting that is being written at, in one transaction."""

    actor: Actor
    opened: Opened
    trail: Trail

    def write(self, line: MeetingEntryDraft) -> MeetingEntry:
        """Append a row, with its decision."""
        return write_line(actor=self.actor, meeting=self.opened.meeting, line=line, trail=self.trail)

    def check_records(self, record_ids: Iterable[str]) -> tuple[str, ...]:
        """These records, each once: of the meeting, and open to whoever writes."""
        wanted = tuple(dict.fromkeys(record_ids))
        if not set(wanted) <= set(self.opened.standing.record_ids) or not self.opened.shows(wanted):
            raise Usage(
                "A record is named that is not one of the meeting’s, or not open to you.",
                code="not_of_the_meeting",
                what_to_do="Add the record to the meeting first, then choose it.",
            )
        return wanted


@contextmanager
def writing(*, actor: Actor, meeting_id: str, action: str, minutes: bool) -> Iterator[MeetingWriter]:
    """The meeting of one service, audited; Refused where the account does not write for all and `minutes` is asked."""
    with audited(actor=actor, action=action) as trail:
        trail.add("meeting", [meeting_id])
        with transaction.atomic():
            Meeting.objects.select_for_update().filter(meeting_id=meeting_id).first()  # one after the other
            opened = need_meeting(actor=actor, meeting_id=meeting_id)
            check_writes(opened, minutes=minutes)
            yield MeetingWriter(actor, opened, trail)
            append_entry(actor=actor, action=action, trail=trail)


def check_writes(opened: Opened, *, minutes: bool) -> None:
    """Refused where the account only reads, is not one who writes for all, or the meeting was called off."""
    if not opened.part.takes_part or (minutes and not opened.part.minutes):
        raise Refused(
            "This is written by whoever opened the meeting, its chair or the lead of its plan.",
            code="not_theirs",
            what_to_do="Tell one of them. You can write down that you do not agree.",
        )
    if opened.standing.called_off:
        raise Refused("The meeting was called off.", code="called_off", what_to_do="Open another meeting.")


def write_line(*, actor: Actor, meeting: Meeting, line: MeetingEntryDraft, trail: Trail) -> MeetingEntry:
    """Append one row within the caller's transaction. The same row of the same second is written once."""
    who, now = line.who or Meant("", "", None, "", ""), clock.now_at()
    text = keep_text(words=line.words, who=who.name) if line.words or who.name else ""
    entry_id = make_id(
        *("meeting entry", meeting.meeting_id, line.step, now, actor.reader.username, line.about, line.corrects),
        *(line.word, text, who.account.username if who.account else "", who.post, who.organisation, *line.record_ids),
    )
    hash_chain.hold_lock(Decision)
    before = MeetingEntry.objects.filter(entry_id=entry_id).first()
    if before is not None:
        return before
    decision = hash_chain.append(
        Decision,
        kind=f"meeting_{line.step}",
        by=actor.reader.username,
        os_name=actor.os_name,
        body={
            "meeting_id": meeting.meeting_id,
            "entry_id": entry_id,
            "mention_ids": meeting.mention_ids,
            "record_ids": list(line.record_ids) or meeting.record_ids,
            "about": line.about,
            "corrects": line.corrects,
            "word": line.word,
            "agency": who.agency,
            "organisation": who.organisation,
            "account": who.account.pk if who.account else None,
            "post": who.post,
            "on_day": line.on_day.isoformat() if line.on_day else "",
            "moment": line.moment,
            "text_sha256": text,
        },
    )
    trail.add("meeting_entry", [entry_id])
    trail.add("record", line.record_ids)
    trail.add("decision", [str(decision.sequence)])
    entry = MeetingEntry.objects.create(
        meeting=meeting,
        entry_id=entry_id,
        step=line.step,
        at=now,
        by=actor.reader.username,
        about=line.about,
        corrects=line.corrects,
        word=line.word,
        agency=who.agency,
        organisation=who.organisation,
        account=who.account,
        post=who.post,
        on_day=line.on_day,
        moment=line.moment,
        record_ids=list(line.record_ids),
        text_sha=text,
        decision=decision.sequence,
    )
    note_asked(meeting=meeting, entry=entry)
    return entry
