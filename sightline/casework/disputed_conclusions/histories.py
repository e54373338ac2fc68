"""Reads disputed conclusions and works out how far each has come, and who may open it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputed_conclusions.actions import REPLY
from sightline.casework.disputed_conclusions.models import ConclusionDisputeEntry
from sightline.casework.disputed_conclusions.pages import ConclusionDisputeLine, ConclusionKind
from sightline.casework.disputed_conclusions.rights import may_settle_conclusion
from sightline.casework.disputed_conclusions.succession import ids_now, read_followed
from sightline.casework.disputes.histories import need_record
from sightline.casework.disputes.pages import OUTCOMES, DisputeEntryKind, DisputeState
from sightline.casework.notices.models import Notice, NoticeKind
from sightline.model.when import london_day
from sightline.sharing import can_see_people


@dataclass(frozen=True, slots=True)
class ConclusionHistory:
    """One disputed conclusion and the reply; None while there is none. `now_id`: the id that the conclusion has now."""

    laid: ConclusionDisputeEntry
    outcome: ConclusionDisputeEntry | None
    now_id: str

    @property
    def state(self) -> DisputeState:
        """How far it has come."""
        return DisputeState(self.outcome.kind) if self.outcome else DisputeState.OPEN

    @property
    def due_at(self) -> str:
        """The last moment to reply; empty where there is a reply."""
        return "" if self.outcome else REPLY.deadline(since=london_day(self.laid.at))

    def choices(self) -> tuple[DisputeEntryKind, ...]:
        """What may be recorded next."""
        return () if self.outcome else OUTCOMES


def with_outcomes(disputes: Iterable[ConclusionDisputeEntry]) -> list[ConclusionHistory]:
    """These disputes, each with its reply."""
    found = list(disputes)
    outcomes = {row.about: row for row in ConclusionDisputeEntry.objects.about(one.entry_id for one in found)}
    followed = read_followed() if found else {}
    return [
        ConclusionHistory(one, outcomes.get(one.entry_id), followed.get(one.entry_id, one.conclusion_id))
        for one in found
    ]


def load_histories(*, by: str = "") -> list[ConclusionHistory]:
    """Every disputed conclusion, the newest first; with `by` those that one account entered."""
    rows = ConclusionDisputeEntry.objects.disputes()
    return with_outcomes(rows.filter(by=by) if by else rows)


def open_histories() -> list[ConclusionHistory]:
    """Every disputed conclusion without a reply; for counts alone."""
    return [one for one in load_histories() if one.outcome is None]


def need_history(session: ReaderSession, *, dispute_id: str) -> ConclusionHistory:
    """The dispute of that id; NotHere unless the account entered it, replies to it, was told or sees all behind it."""
    found = with_outcomes(ConclusionDisputeEntry.objects.disputes().filter(entry_id=dispute_id))
    if not found or not may_open_history(session, found[0]):
        raise NotHere
    return found[0]


def may_open_history(session: ReaderSession, one: ConclusionHistory) -> bool:
    """Whether the account entered a dispute, replies to it, was told of it, or sees all that is behind it."""
    return has_words(session, one) or _has_notice(session, one)


def has_words(session: ReaderSession, one: ConclusionHistory) -> bool:
    """Whether the account reads what was said: its own words, as who replies, or as a reader of all behind it."""
    actor, laid = session.actor, one.laid
    own = actor.account_id is not None and laid.by == actor.reader.username
    return own or may_settle_conclusion(session, laid) or sees_all_behind(session, laid)


def sees_all_behind(session: ReaderSession, laid: ConclusionDisputeEntry) -> bool:
    """Whether the account may open every record that was behind it."""
    if session.actor.account_id is None or not can_see_people(reader=session.actor.reader):
        return False
    try:
        for record_id in laid.record_ids:
            need_record(session, record_id=record_id)
    except NotHere:
        return False
    return True


def _has_notice(session: ReaderSession, one: ConclusionHistory) -> bool:
    notices = Notice.objects.of_account(session.actor.account_id)
    return notices.filter(kind=NoticeKind.DISPUTED, about_id=one.laid.entry_id).exists()


def conclusions_here(session: ReaderSession, histories: Iterable[ConclusionHistory]) -> frozenset[str]:
    """Of every conclusion of the kinds of these disputes, the id that it has in the data of now."""
    with session.open_current() as opened:
        return ids_now(opened[1], {one.laid.word for one in histories}) if opened else frozenset()


def line_of(one: ConclusionHistory, *, now: str, here: Collection[str]) -> ConclusionDisputeLine:
    """The dispute as a line of the list. `here`: the ids of the conclusions in the data of now."""
    laid, due_at = one.laid, one.due_at
    return ConclusionDisputeLine(
        dispute_id=laid.entry_id,
        kind=ConclusionKind(laid.word),
        conclusion_id=one.now_id,
        rule_id=laid.rule_id,
        agencies=tuple(laid.agencies),
        at=laid.at,
        by=laid.by,
        state=one.state,
        due_at=due_at,
        is_overdue=bool(due_at) and due_at < now,
        is_gone=one.now_id not in here,
    )
