"""Reads disputes and works out how far each has come, and which version of its record there is."""

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.concerns.sent_rows import find_sent
from sightline.casework.concerns.subjects import mentions_entered, records_of
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.actions import REPLY
from sightline.casework.disputes.models import DisputeEntry
from sightline.casework.disputes.pages import OUTCOMES, DisputeEntryKind, DisputeLine, DisputeState
from sightline.casework.disputes.rights import may_settle
from sightline.casework.people.selectors import may_open_record
from sightline.model.when import london_day


@dataclass(frozen=True, slots=True)
class DisputeHistory:
    """One dispute and its outcome; None while it is open."""

    laid: DisputeEntry
    outcome: DisputeEntry | None

    @property
    def state(self) -> DisputeState:
        """How far it has come."""
        return DisputeState(self.outcome.kind) if self.outcome else DisputeState.OPEN

    @property
    def due_at(self) -> str:
        """The last moment to reply; empty where it is settled."""
        return "" if self.outcome else REPLY.deadline(since=london_day(self.laid.at))

    def choices(self) -> tuple[DisputeEntryKind, ...]:
        """What may be recorded next."""
        return () if self.outcome else OUTCOMES


def load_histories(*, by: str = "") -> list[DisputeHistory]:
    """Every dispute, the newest first; with `by` those that one account entered."""
    rows = DisputeEntry.objects.disputes()
    return with_outcomes(rows.filter(by=by) if by else rows)


def with_outcomes(disputes: Iterable[DisputeEntry]) -> list[DisputeHistory]:
    """These disputes, each with its outcome."""
    found = list(disputes)
    outcomes = {row.about: row for row in DisputeEntry.objects.about(one.entry_id for one in found)}
    return [DisputeHistory(one, outcomes.get(one.entry_id)) for one in found]


def need_history(session: ReaderSession, *, dispute_id: str) -> DisputeHistory:
    """The dispute of that id; NotHere where the account neither entered nor settles it."""
    found = with_outcomes(DisputeEntry.objects.disputes().filter(entry_id=dispute_id))
    actor = session.actor
    if not found:
        raise NotHere
    own = actor.account_id is not None and found[0].laid.by == actor.reader.username
    if not (own or may_settle(session, found[0].laid)):
        raise NotHere
    return found[0]


def need_record(session: ReaderSession, *, record_id: str) -> RecordBasis:
    """The record, where the account may open it; else NotHere."""
    check_people(actor=session.actor)
    with session.open_current() as opened:
        is_held = opened is not None and bool(opened[1].record(record_id=record_id, sight=session.sight))
        openable = opened is None or not is_held or may_open_record(opened[1], record_id, session.sight)
    found = records_of(session, record_ids=[record_id]) if openable else ()
    if not found:
        raise NotHere
    return found[0]


def mentions_named(session: ReaderSession, *, record_id: str) -> list[str]:
    """The mentions on a record, of all that are the same people; for a right that is asked of it."""
    sent = find_sent(session, record_id)
    entered = [*mentions_entered([record_id]), *(sent.mention_ids if sent else ())]
    with session.open_current() as opened:
        if opened is None:
            return entered
        namings = opened[1].record_namings(record_id=record_id, sight=session.sight)
        people = sorted({row["person_id"] for row in namings if row["person_id"]})
        return [*opened[1].mentions_of(person_ids=people), *entered]


def names_on(session: ReaderSession, *, record_id: str) -> set[str]:
    """The names of all whom a record of the snapshot names, in small letters."""
    with session.open_current() as opened:
        namings = opened[1].record_namings(record_id=record_id, sight=session.sight) if opened else []
    return {row["text"].casefold().strip() for row in namings if row["entity_kind"] == "person" and row["text"]}


def version_of(session: ReaderSession, *, record_id: str) -> int:
    """The number of the newest version of a record, in the snapshot or sent here; 0 where none holds it."""
    with session.open_current() as opened:
        versions = opened[1].record(record_id=record_id, sight=session.sight) if opened else []
    if versions:
        return versions[0]["version"]
    sent = find_sent(session, record_id)
    return sent.version if sent else 0


def layout_of(session: ReaderSession, *, record_id: str) -> str:
    """The layout of the newest version of a record, in the snapshot or sent here; empty text where none holds it."""
    with session.open_current() as opened:
        versions = opened[1].record(record_id=record_id, sight=session.sight) if opened else []
    if versions:
        return str(versions[0]["layout"])
    sent = find_sent(session, record_id)
    return sent.layout if sent else ""


def has_new_version(session: ReaderSession, laid: DisputeEntry) -> bool:
    """Whether the record changed since it was disputed: its agency sent a version, or its author a correction."""
    if version_of(session, record_id=laid.record_id) > max(laid.version, 1):
        return True
    for concern in Concern.objects.filter(record_id=laid.record_id):
        return Concern.objects.filter(corrects=concern.concern_id, entered_at__gte=laid.at).exists()
    return False


def line_of(one: DisputeHistory, *, now: str) -> DisputeLine:
    """The dispute as a line of the list."""
    laid, due_at = one.laid, one.due_at
    return DisputeLine(
        dispute_id=laid.entry_id,
        record_id=laid.record_id,
        at=laid.at,
        by=laid.by,
        agency=laid.agency,
        state=one.state,
        due_at=due_at,
        is_overdue=bool(due_at) and due_at < now,
    )
