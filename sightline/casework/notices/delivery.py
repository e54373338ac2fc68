"""Sends what is in the outbox: each account's notices of one channel together, with later and later attempts.

Whoever sends claims the rows first, in one statement, and lets go of the database before the mail server is asked. If
it dies between being heard and writing that down, the message is sent once more, a quarter of an hour later and under
the same id: at least once, and never twice for any other reason.
"""

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, actor_for_account, house_actor
from sightline.casework.core.clock import is_ahead
from sightline.casework.core.models import Account
from sightline.casework.core.registry import Registry
from sightline.casework.core.rights import check_accounts
from sightline.casework.core.session import ReaderSession
from sightline.casework.notices.channels import NoticeMessage, NotTaken, deliver
from sightline.casework.notices.models import Notice, NoticeLog, NoticeSending, SendingState
from sightline.casework.notices.pages import NoticeCounts
from sightline.casework.notices.settings import Channel
from sightline.casework.notices.wording import message_id
from sightline.model.when import utc_text

logger = logging.getLogger(__name__)
CLAIM_MINUTES, MOST_MINUTES, GIVE_UP_DAYS, LATE_MINUTES = 15, 60, 7, 60
BY_HAND_SECONDS = 60
FAILED = "failed"
NOTHING_LEFT, NO_ACCOUNT, TOO_OLD = "nothing left to say", "no open account or address", "tried for seven days"


class CountNotices(Protocol):
    """Counts what is left to say of notices."""

    def __call__(self, session: ReaderSession, *, notices: Sequence[Notice]) -> NoticeCounts:
        """By what the account may know of now, the newest notice first."""


COUNTS: Registry[CountNotices] = Registry("counts of notices")


@dataclass(frozen=True, slots=True)
class SendingReport:
    """Messages of one round: given over, not taken and to be tried again, and no longer needed."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0


def send_notices(session: ReaderSession) -> SendingReport:
    """Send what is to go now, for a minute at most, as somebody who looks after Sightline; the rest goes next time."""
    with audited(session, action="send_notices") as trail:
        check_accounts(actor=session.actor)
        report = send_round(actor=session.actor, seconds=BY_HAND_SECONDS)
        trail.details = {"sent": report.sent, "failed": report.failed, "dropped": report.dropped}
    return report


def send_round(*, actor: Actor, seconds: float = 0, stop: threading.Event | None = None) -> SendingReport:
    """One round over all accounts and channels, of at most so many seconds where given. Each attempt is logged."""
    ends = time.monotonic() + seconds if seconds else None
    outcomes: list[str] = []
    for channel in settings.SIGHTLINE_NOTICES.channels:
        for account_id in accounts_waiting(channel=channel, now=clock.now_at()):
            if (stop and stop.is_set()) or (ends and time.monotonic() > ends):
                break
            outcome, reached = _send_to(actor, channel, account_id)
            outcomes.append(outcome)
            if not reached:
                break
    return SendingReport(
        outcomes.count(SendingState.SENT), outcomes.count(FAILED), outcomes.count(SendingState.DROPPED)
    )


def accounts_waiting(*, channel: str, now: str) -> list[int]:
    """The accounts that something is to go to now, who waits longest first."""
    rows = _free(channel, now).order_by("next_at", "pk").values_list("account_id", flat=True)
    return list(dict.fromkeys(rows))


def oldest_waiting() -> str:
    """Since when the oldest notice waits to be sent; empty text where none does. For the health check."""
    return (
        NoticeSending.objects.filter(state=SendingState.WAITING)
        .order_by("made_at")
        .values_list("made_at", flat=True)
        .first()
        or ""
    )


def is_late(*, since: str, now: str) -> bool:
    """Whether something has waited for more than an hour, or since a moment that is still to come."""
    return bool(since) and (_moved(since, minutes=LATE_MINUTES) < now or is_ahead(since, now=now))


def _free(channel: str, now: str) -> QuerySet[NoticeSending]:
    """What is to go now and is claimed by nobody. A claim that is longer than any was made by a wrong clock."""
    too_long = _moved(now, minutes=CLAIM_MINUTES + 1)
    due = NoticeSending.objects.filter(state=SendingState.WAITING, channel=channel, next_at__lte=now)
    return due.filter(Q(claimed_until=None) | Q(claimed_until__lt=now) | Q(claimed_until__gt=too_long))


def _send_to(actor: Actor, channel: str, account_id: int) -> tuple[str, bool]:
    """Claim, say, write down: how it ended, and whether the other side was reached."""
    now, claim = clock.now_at(), uuid4().hex
    until = _moved(now, minutes=CLAIM_MINUTES)
    if not _free(channel, now).filter(account_id=account_id).update(claimed_by=claim, claimed_until=until):
        return "", True
    rows = list(
        NoticeSending.objects.filter(claimed_by=claim, state=SendingState.WAITING)
        .select_related("notice")
        .order_by("pk")
    )
    outcome, code, reached = _try(channel, account_id, rows, now)
    _write_down(actor, claim, channel, account_id, rows, outcome, code)
    return outcome, reached


def _try(channel: str, account_id: int, rows: Sequence[NoticeSending], now: str) -> tuple[str, str, bool]:
    account = Account.active.filter(pk=account_id).first()
    if account is None or (channel == Channel.EMAIL and not account.email):
        return SendingState.DROPPED, NO_ACCOUNT, True
    counts = counts_for(account=account, notices=[row.notice for row in rows])
    if not counts.total:
        return SendingState.DROPPED, NOTHING_LEFT, True
    ids = [row.notice_id for row in rows]
    name = message_id(channel=channel, account_id=account_id, notice_ids=ids)
    try:
        message = NoticeMessage(name, account_id, ids, counts, email=account.email, language=account.language)
        deliver(channel=channel, message=message)
    except NotTaken as failure:  # only now may it be too old: what a wrong clock dated has had its try
        if _moved(min(row.made_at for row in rows), minutes=GIVE_UP_DAYS * 24 * 60) < now:
            return SendingState.DROPPED, TOO_OLD, failure.reached
        return FAILED, failure.code, failure.reached
    return SendingState.SENT, "", True


def counts_for(*, account: Account, notices: Sequence[Notice]) -> NoticeCounts:
    """What is left to say of these notices, by what the account may know of now."""
    return COUNTS.only()(ReaderSession(actor_for_account(account)), notices=sorted(notices, key=lambda one: -one.pk))


def _write_down(
    actor: Actor, claim: str, channel: str, account_id: int, rows: Sequence[NoticeSending], outcome: str, code: str
) -> None:
    """How it ended: outbox, log and audit, all or none."""
    now, ids = clock.now_at(), [row.notice_id for row in rows]
    said = f"{outcome}: {code}" if code else outcome
    with transaction.atomic():
        own = NoticeSending.objects.filter(claimed_by=claim, state=SendingState.WAITING)
        if outcome == FAILED:
            for row in rows:
                own.filter(pk=row.pk).update(
                    attempts=F("attempts") + 1, next_at=_moved(now, minutes=wait_minutes(row.attempts + 1)),
                    claimed_by="", claimed_until=None,
                )  # fmt: skip
        else:
            own.update(state=outcome, attempts=F("attempts") + 1, claimed_by="", claimed_until=None)
        NoticeLog.objects.create(
            at=now, account_id=account_id, channel=channel, notice_ids=ids, outcome=said[:80],
            message_id=message_id(channel=channel, account_id=account_id, notice_ids=ids),
        )  # fmt: skip
        trail = Trail(details={"channel": channel, "outcome": said[:80]})
        trail.add("account", [str(account_id)])
        trail.add("notice", [str(one) for one in ids])
        append_entry(actor=actor, action="send_notice", trail=trail)


def wait_minutes(attempts: int) -> int:
    """How long until the next attempt, after so many: 1, 2, 4, ... minutes, and no longer than an hour."""
    return min(MOST_MINUTES, 1 << (min(attempts, 10) - 1))


def _moved(moment: str, *, minutes: int) -> str:
    return utc_text(datetime.fromisoformat(moment) + timedelta(minutes=minutes))


class Sender:
    """Sends in a thread of its own each time it is woken, so that no mail server holds up a tick."""

    def __init__(self) -> None:
        self._stop, self._wake = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="sightline-send", daemon=True)

    def start(self) -> None:
        """Begin; nothing is sent before it is woken."""
        self._thread.start()

    def wake(self) -> None:
        """Send what is to go; while a round is at work, one more after it."""
        self._wake.set()

    def stop(self) -> None:
        """End after the message that is being given over; one that takes too long is left, and goes out again later."""
        self._stop.set()
        self._wake.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            if self._stop.is_set():
                return
            try:
                send_round(actor=house_actor(), stop=self._stop)
            except Exception as error:  # the next round must come, whatever this one met
                logger.error("notices could not be sent: %s", type(error).__name__)
            finally:
                connection.close()
