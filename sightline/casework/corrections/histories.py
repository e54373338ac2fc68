"""Reads each notice of correction with its answers, as far as an account may know of it.

Governance of the body whose records changed reads all of a notice. That of a body whose readers were shown them reads
the notice for these readers alone, and a reader reads their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sightline.casework.accounts.governance_scope import decides_about, owns, sees_every_agency
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.actions import ACKNOWLEDGE
from sightline.casework.corrections.holders import Holder, holders_of_notices
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.corrections.pages import CorrectionLine, CorrectionRecipient, CorrectionWhat
from sightline.casework.corrections.rights import may_settle
from sightline.model.when import london_day


@dataclass(frozen=True, slots=True)
class CorrectionHistory:
    """One notice and the answers to it. `readers`: the recipients of whom the account may know; None for all."""

    notice: CorrectionEntry
    replies: tuple[CorrectionEntry, ...]
    readers: frozenset[str] | None = None

    @property
    def record_ids(self) -> tuple[str, ...]:
        """The records, or those of them that these readers may have seen."""
        if self.readers is None:
            return tuple(self.notice.record_ids)
        seen = {one for reader in self.recipients for one in reader.record_ids}
        return tuple(one for one in self.notice.record_ids if one in seen)

    @property
    def correction_id(self) -> str:
        """The id of the notice."""
        return self.notice.entry_id

    @property
    def recipients(self) -> tuple[CorrectionRecipient, ...]:
        """Whom it is for, with when each answered. Whether their account is open is asked elsewhere."""
        by_reader = {one.reader: one for one in reversed(self.replies)}
        found = []
        ids = self.notice.record_ids
        for username, agency, organisation, shown_at, has_file, *places in self.notice.recipients:
            if self.readers is not None and username not in self.readers:
                continue
            said = by_reader.get(username)
            seen = tuple(ids[place] for place in places[0]) if places else tuple(ids)
            reader = CorrectionRecipient(username, agency, organisation, shown_at, has_file, record_ids=seen)
            if said:
                reader = replace(reader, settled_at=said.at, reached_by="" if said.by == username else said.by)
            found.append(reader)
        return tuple(found)

    def recipient(self, username: str) -> CorrectionRecipient | None:
        """The recipient of that account name."""
        return next((one for one in self.recipients if one.username == username), None)

    @property
    def waiting(self) -> tuple[CorrectionRecipient, ...]:
        """Those who have not answered."""
        return tuple(one for one in self.recipients if not one.settled_at)

    @property
    def due_at(self) -> str:
        """The last moment for all answers; empty where none is missing."""
        return ACKNOWLEDGE.deadline(since=london_day(self.notice.at)) if self.waiting else ""


def load_histories() -> list[CorrectionHistory]:
    """Every notice, the newest first."""
    return with_replies(CorrectionEntry.objects.notices())


def list_histories(session: ReaderSession) -> list[CorrectionHistory]:
    """The notices of which the account may know, the newest first, each as far as it may."""
    every = load_histories()
    seen = {one.correction_id: one for one in governed(session, every)}
    found = (seen.get(one.correction_id) or _own(session, one) for one in every)
    return [one for one in found if one]


def governed(session: ReaderSession, histories: Sequence[CorrectionHistory]) -> list[CorrectionHistory]:
    """Those that concern information governance of the account's body, each as far as they do.

    They are of its records, or were for readers of its own.
    """
    actor = session.actor
    if not may_settle(actor=actor):
        return []
    if sees_every_agency(actor=actor):
        return list(histories)
    holders = holders_of_notices(session, [one.notice for one in histories])
    found = (_as_governed(actor, one, holders[one.correction_id]) for one in histories)
    return [one for one in found if one]


def _as_governed(actor: Actor, one: CorrectionHistory, holders: Iterable[Holder]) -> CorrectionHistory | None:
    if any(decides_about(actor=actor, agency=agency, organisation=named, layout=of) for agency, named, of in holders):
        return one
    name = actor.reader.username
    own = frozenset(
        each.username
        for each in one.recipients
        if owns(actor=actor, agency=each.agency, organisation=each.organisation)
    )
    return replace(one, readers=own | {name}) if own else None


def _own(session: ReaderSession, one: CorrectionHistory) -> CorrectionHistory | None:
    """The notice as a reader has it whom it is for; None for all others."""
    name = session.actor.reader.username
    is_for = session.actor.account_id is not None and one.recipient(name)
    return replace(one, readers=frozenset((name,))) if is_for else None


def with_replies(notices: Iterable[CorrectionEntry]) -> list[CorrectionHistory]:
    """These notices with what was answered to each."""
    found = list(notices)
    replies: dict[str, list[CorrectionEntry]] = {one.entry_id: [] for one in found}
    for row in CorrectionEntry.objects.about(replies):
        replies[row.about].append(row)
    return [CorrectionHistory(one, tuple(replies[one.entry_id])) for one in found]


def need_history(session: ReaderSession, *, correction_id: str) -> CorrectionHistory:
    """The notice of that id, as far as the account may know of it; NotHere where it may not."""
    found = [
        seen
        for one in read_history(correction_id)
        for seen in (*governed(session, [one]), _own(session, one))
        if seen is not None
    ]
    if not found:
        raise NotHere
    return found[0]


def read_history(correction_id: str) -> list[CorrectionHistory]:
    """The notice of that id, whole; none where there is none."""
    return with_replies(CorrectionEntry.objects.notices().filter(entry_id=correction_id))


def settles(session: ReaderSession, found: CorrectionHistory) -> bool:
    """Whether the account is of information governance, and the notice concerns its body."""
    return bool(governed(session, [found]))


def with_account_states(recipients: Iterable[CorrectionRecipient]) -> tuple[CorrectionRecipient, ...]:
    """These recipients, each with whether the account is open now."""
    listed = tuple(recipients)
    names = [one.username for one in listed]
    still = set(Account.active.filter(username__in=names).values_list("username", flat=True))
    return tuple(replace(one, is_open=one.username in still) for one in listed)


def line_of(one: CorrectionHistory, *, now: str, username: str) -> CorrectionLine:
    """The notice as a line of the list."""
    due_at, recipients = one.due_at, one.recipients
    return CorrectionLine(
        correction_id=one.correction_id,
        at=one.notice.at,
        by=one.notice.by,
        what=CorrectionWhat(one.notice.word),
        records=len(one.record_ids),
        recipients=len(recipients),
        settled=sum(bool(each.settled_at) for each in recipients),
        due_at=due_at,
        is_overdue=bool(due_at) and due_at < now,
        is_own=any(each.username == username and not each.settled_at for each in recipients),
    )
