"""Reads from the sharing ledger who was shown some records, and from answers who has said that they know."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sightline.casework.audit.id_hashes import hash_id, hash_ids
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.actions import ACKNOWLEDGE
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.corrections.pages import CorrectionLine, CorrectionRecipient, CorrectionWhat
from sightline.casework.corrections.rights import may_settle
from sightline.casework.ledger.models import LineTerms, SharedPerson, SharedRecord
from sightline.casework.ledger.pages import SharingWay
from sightline.casework.ledger.terms import BETWEEN
from sightline.model.visibility import Scope
from sightline.model.when import london_day

MOST_ASKED = 500


@dataclass(frozen=True, slots=True)
class PeopleOnRecord:
    """Who is named on a record: ids that they have or had. Whose it is, and since when Sightline has it."""

    record_id: str
    whose: Scope
    ids: tuple[str, ...]
    since: str


@dataclass(frozen=True, slots=True)
class Showing:
    """One line or one reading by which a reader may have seen some of the records."""

    reader: CorrectionRecipient
    audit_row: int


def find_recipients(
    *,
    record_ids: Sequence[str],
    held: Iterable[Scope] = (),
    named: Iterable[PeopleOnRecord] = (),
    own: Iterable[Showing] = (),
) -> tuple[CorrectionRecipient, ...]:
    """Each account that was shown one of the records or took it in a file, by name, with those that it may have seen.

    `held`: whose they are. Who took a whole table of that agency and layout may have taken them. `named`: who is on
    them. Who was shown something of these people from that body's records may have been shown what they said. `own`:
    what readers of the holder's own body read, of which the ledger has nothing.
    """
    found: dict[str, CorrectionRecipient] = {}
    every = [*_rows_shown(record_ids, held), *_rows_on_people(named), *own]
    for one in sorted(every, key=lambda showing: showing.audit_row):
        new, before = one.reader, found.get(one.reader.username)
        if before:
            ids = tuple(dict.fromkeys((*before.record_ids, *new.record_ids)))
            new = replace(before, has_file=before.has_file or new.has_file, record_ids=ids)
        found[new.username] = new
    return tuple(found[name] for name in sorted(found))


def _rows_shown(record_ids: Sequence[str], held: Iterable[Scope]) -> Iterator[Showing]:
    """The lines of these records, then those of tables, each for a named reader."""
    by_hash = {hash_id(one): one for one in record_ids}
    for start in range(0, len(record_ids), MOST_ASKED):
        lot = list(record_ids[start : start + MOST_ASKED])
        rows = SharedRecord.objects.of_records(lot).filter(way__in=(SharingWay.SHOWN, SharingWay.LEFT)).order_by("pk")
        for row in rows.exclude(username=""):
            yield _showing(row, [by_hash[row.record_id]])
    for agency, layout in sorted({(one.agency, one.layout) for one in held}):
        tables = SharedRecord.objects.filter(record_id="", way=SharingWay.LEFT, from_agency=agency, layout=layout)
        for row in tables.exclude(username="").order_by("pk"):
            yield _showing(row, record_ids)


def _rows_on_people(named: Iterable[PeopleOnRecord]) -> Iterator[Showing]:
    """The lines on these people from the body whose record it is, since Sightline had it.

    Only those that were made from such records: of another type, the reader may not know that there is one.
    """
    for one in named:
        hashes = hash_ids(one.ids)
        for start in range(0, len(hashes), MOST_ASKED):
            rows = SharedPerson.objects.filter(
                subject_id__in=hashes[start : start + MOST_ASKED],
                from_agency=one.whose.agency,
                from_organisation=one.whose.organisation,
                way__in=(SharingWay.SHOWN, SharingWay.LEFT),
            )
            rows = rows.filter(at__gte=one.since) if one.since else rows
            for row in rows.exclude(username="").order_by("pk"):
                if one.whose.layout in row.layout.split(BETWEEN):
                    yield _showing(row, [one.record_id])


def _showing(row: LineTerms, record_ids: Iterable[str]) -> Showing:
    left = row.way == SharingWay.LEFT
    reader = CorrectionRecipient(
        row.username, row.to_agency, row.to_organisation, row.at, left, record_ids=tuple(record_ids)
    )
    return Showing(reader, row.audit_row)


@dataclass(frozen=True, slots=True)
class CorrectionHistory:
    """One notice and the answers to it."""

    notice: CorrectionEntry
    replies: tuple[CorrectionEntry, ...]

    @property
    def recipients(self) -> tuple[CorrectionRecipient, ...]:
        """Whom it is for, with when each answered. Whether their account is open is asked elsewhere."""
        by_reader = {one.reader: one for one in reversed(self.replies)}
        found = []
        ids = self.notice.record_ids
        for username, agency, organisation, shown_at, has_file, *places in self.notice.recipients:
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


def load_histories(*, reader: str = "") -> list[CorrectionHistory]:
    """Every notice, the newest first; with `reader` those for that account."""
    notices = list(CorrectionEntry.objects.notices())
    if reader:
        notices = [one for one in notices if any(parts[0] == reader for parts in one.recipients)]
    return with_replies(notices)


def with_replies(notices: Iterable[CorrectionEntry]) -> list[CorrectionHistory]:
    """These notices with what was answered to each."""
    found = list(notices)
    replies: dict[str, list[CorrectionEntry]] = {one.entry_id: [] for one in found}
    for row in CorrectionEntry.objects.about(replies):
        replies[row.about].append(row)
    return [CorrectionHistory(one, tuple(replies[one.entry_id])) for one in found]


def need_history(session: ReaderSession, *, correction_id: str) -> CorrectionHistory:
    """The notice of that id; NotHere where the account is none of its recipients and settles none."""
    found = with_replies(CorrectionEntry.objects.notices().filter(entry_id=correction_id))
    actor = session.actor
    own = actor.account_id is not None and found and found[0].recipient(actor.reader.username)
    if not found or not (own or may_settle(actor=actor)):
        raise NotHere
    return found[0]


def with_account_states(recipients: Iterable[CorrectionRecipient]) -> tuple[CorrectionRecipient, ...]:
    """These recipients, each with whether the account is open now."""
    listed = tuple(recipients)
    names = [one.username for one in listed]
    still = set(Account.active.filter(username__in=names).values_list("username", flat=True))
    return tuple(replace(one, is_open=one.username in still) for one in listed)


def line_of(one: CorrectionHistory, *, now: str, username: str, sees_all: bool) -> CorrectionLine:
    """The notice as a line of the list. Its records are those that the reader may have seen, or all of them."""
    due_at, recipients, mine = one.due_at, one.recipients, one.recipient(username)
    shown = one.notice.record_ids if sees_all or mine is None else mine.record_ids
    return CorrectionLine(
        correction_id=one.notice.entry_id,
        at=one.notice.at,
        by=one.notice.by,
        what=CorrectionWhat(one.notice.word),
        records=len(shown),
        recipients=len(recipients),
        settled=sum(bool(each.settled_at) for each in recipients),
        due_at=due_at,
        is_overdue=bool(due_at) and due_at < now,
        is_own=any(each.username == username and not each.settled_at for each in recipients),
    )
