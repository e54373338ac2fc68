"""Reads what was asked and said about telling adults, and works out whether a letter may go and when to look again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sightline.casework.accounts.governance_scope import (
    bodies_of_accounts,
    decides_about_holder,
    holders_recording,
    owns,
    sees_every_agency,
)
from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import people_of
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.state import EntryRows
from sightline.casework.named_adults.actions import counts_until
from sightline.casework.named_adults.models import NamedAdultEntry
from sightline.casework.named_adults.namesakes import are_alike
from sightline.casework.named_adults.pages import AGENCIES_REPLY, NamedAdultEntryKind
from sightline.casework.named_adults.reasons import read_telling
from sightline.casework.named_adults.rights import is_governance, may_open
from sightline.casework.protection.free_text import Texts
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _

K = NamedAdultEntryKind
NOT_SAID = {
    Agency.POLICE: _("Police have not said that it is safe."),
    Agency.CHILDRENS_SERVICES: _("Children’s services have not said that it is safe."),
}
NOT_SAFE = {
    Agency.POLICE: _("Police say that it is not safe."),
    Agency.CHILDRENS_SERVICES: _("Children’s services say that it is not safe."),
}
LAPSED = {
    Agency.POLICE: _("Police said that it is safe more than 90 days ago. Ask again."),
    Agency.CHILDRENS_SERVICES: _("Children’s services said that it is safe more than 90 days ago. Ask again."),
}
STANDS = _("A lawful reason not to tell them is recorded.")
NEVER_ASKED = _("Nobody has asked police and children’s services whether it is safe.")


@dataclass(frozen=True, slots=True)
class NamedAdultHistory:
    """The first question about an adult and what followed."""

    asked: NamedAdultEntry
    entries: EntryRows[NamedAdultEntry]

    @property
    def last_ask(self) -> NamedAdultEntry:
        """The newest question: agencies reply to that one."""
        return self.entries.last(K.AGAIN) or self.asked

    @property
    def standing_reason(self) -> NamedAdultEntry | None:
        """The lawful reason not to tell them that was recorded last, until somebody records that it ended."""
        row = next((one for one in reversed(self.entries.of(K.REASON, K.ENDED))), None)
        return row if row and row.kind == K.REASON else None

    def reply_of(self, agency: str) -> NamedAdultEntry | None:
        """What an agency said last; None where it has said nothing."""
        return next((one for one in reversed(self.entries.of(*AGENCIES_REPLY)) if one.agency == agency), None)

    def has_replied(self, agency: str) -> bool:
        """Whether an agency has replied to the newest question."""
        reply = self.reply_of(agency)
        return reply is not None and reply.pk > self.last_ask.pk

    def missing(self, *, now: str) -> tuple[str, ...]:
        """Why no letter may go; empty where one may."""
        why = STANDS if self.standing_reason else ""
        lacks = (self._lacks(agency, now) for agency in read_telling().agencies)
        return tuple(str(one) for one in (why, *lacks) if one)

    def _lacks(self, agency: Agency, now: str) -> str:
        reply = self.reply_of(agency)
        if reply is None or not self.has_replied(agency):  # asked again, an earlier reply counts no more
            return NOT_SAID[agency]
        if reply.kind == K.UNSAFE:
            return NOT_SAFE[agency]
        return LAPSED[agency] if counts_until(said_at=reply.at) < now else ""

    @property
    def looked(self) -> NamedAdultEntry | None:
        """What was said the longest ago and still counts: it is looked at again 90 days later. None once told."""
        letter = self.entries.last(K.LETTER)
        looks = [max((self.last_ask, self.reply_of(one) or self.asked), key=_place) for one in read_telling().agencies]
        reason = self.standing_reason
        if reason:
            looks.append(max((reason, self.last_ask), key=_place))
        is_over = letter is not None and all(letter.pk > one.pk for one in looks)
        return None if is_over else min(looks, key=_place)

    @property
    def review_at(self) -> str:
        """The last moment to look at it again; empty once the adult is told."""
        return counts_until(said_at=self.looked.at) if self.looked else ""

    @property
    def is_of_name(self) -> bool:
        """Whether somebody asked about a name, and not about a person in the records."""
        return not self.asked.mention_id

    @property
    def replied_through(self) -> int:
        """The place of the earlier of the agencies' newest replies; 0 where one has not replied."""
        replies = [self.reply_of(one) for one in read_telling().agencies]
        return min((_place(one) if one else 0 for one in replies), default=0)

    @property
    def said_through(self) -> int:
        """The place of the newest entry that is no letter."""
        return max(_place(one) for one in (self.asked, *self.entries.all) if one.kind != K.LETTER)


def _place(row: NamedAdultEntry) -> int:
    return int(row.pk)


def load_histories() -> list[NamedAdultHistory]:
    """Every adult about whom somebody asked, the newest first."""
    return with_entries(NamedAdultEntry.objects.asked())


def with_entries(asked: Iterable[NamedAdultEntry]) -> list[NamedAdultHistory]:
    """These questions with what followed."""
    found = list(asked)
    later: dict[str, list[NamedAdultEntry]] = {one.entry_id: [] for one in found}
    for row in NamedAdultEntry.objects.about(later):
        later[row.about].append(row)
    return [NamedAdultHistory(one, EntryRows(later[one.entry_id])) for one in found]


def governed(session: ReaderSession, adults: Sequence[NamedAdultHistory]) -> list[NamedAdultHistory]:
    """Those that concern the reader's body: one of its accounts asked, or its records name the adult.

    Police and children's services are asked about each, and see them all.
    """
    if sees_every_agency(actor=session.actor) or session.actor.reader.agency in read_telling().agencies:
        return list(adults)
    asked_by = bodies_of_accounts(one.asked.by for one in adults)
    people = people_of(session, [one.asked.mention_id for one in adults])

    def is_own(one: NamedAdultHistory) -> bool:
        agency, organisation = asked_by.get(one.asked.by, ("", ""))
        named = holders_recording(session, person_id=people.get(one.asked.mention_id, ""))
        is_asker = owns(actor=session.actor, agency=agency, organisation=organisation)
        return is_asker or any(decides_about_holder(session, held) for held in named)

    return [one for one in adults if is_own(one)]


def need_history(session: ReaderSession, *, adult_id: str) -> NamedAdultHistory:
    """The adult of that id; NotHere where the account sees nothing of it."""
    found = with_entries(NamedAdultEntry.objects.asked().filter(entry_id=adult_id))
    if not found or not may_open(session, adult_id=adult_id):
        raise NotHere
    if is_governance(actor=session.actor) and not governed(session, found):
        raise NotHere
    return found[0]


def histories_of(session: ReaderSession, *, mention_id: str) -> list[NamedAdultHistory]:
    """All that was asked about the person whom a mention names: whoever is the same person now counts."""
    found = [one for one in load_histories() if not one.is_of_name]
    people = people_of(session, [mention_id, *(one.asked.mention_id for one in found)])
    person_id = people.get(mention_id, "")
    return [
        one
        for one in found
        if one.asked.mention_id == mention_id or (person_id and people.get(one.asked.mention_id) == person_id)
    ]


def histories_of_name(session: ReaderSession, *, name: str) -> list[NamedAdultHistory]:
    """What was asked about a name like this one, the newest first."""
    found = [one for one in load_histories() if one.is_of_name]
    texts = Texts(session, [one.asked.text_sha for one in found])
    return [one for one in found if are_alike(name, texts.of(one.asked.text_sha).who)]
