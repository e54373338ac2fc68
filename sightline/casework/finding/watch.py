"""Runs the searches that accounts watch again, once there is a new snapshot, and tells them where something is new.

Each search is made with the rights that its account has at that moment. The notice says nothing but that there is
something: whoever opens it sees what they may see by then.
"""

import logging
from dataclasses import dataclass

from django.db import transaction

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.models import SavedSearch
from sightline.casework.finding.query import read_asked, unpack_asked
from sightline.casework.finding.selectors import found_ids
from sightline.casework.finding.services import delete_left_searches
from sightline.casework.keys.sealed_secrets import unseal
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify

logger = logging.getLogger(__name__)
MOST_KNOWN = 5_000


@dataclass(frozen=True, slots=True)
class WatchReport:
    """How many saved searches were run again, how many found something new, and how many could not be run."""

    looked: int = 0
    told: int = 0
    failed: int = 0


def rerun_watched_searches(session: ReaderSession) -> WatchReport:
    """Run every watched search again, as its account. One that fails holds up no other, and no run."""
    delete_left_searches(session)
    rows = list(SavedSearch.objects.watched().select_related("account"))
    if not rows:
        return WatchReport()
    with audited(session, action="watch_searches") as trail:
        outcomes = [_rerun(one) for one in rows]
        report = WatchReport(len(rows), outcomes.count("told"), outcomes.count("failed"))
        trail.add("search", [one.saved_id for one in rows])
        trail.details = {"looked": report.looked, "told": report.told, "failed": report.failed}
    return report


def _rerun(one: SavedSearch) -> str:
    try:
        return "told" if _tell_new(one) else ""
    except Exception as error:
        logger.error("a saved search could not be made: %s", type(error).__name__)
        return "failed"


def _tell_new(one: SavedSearch) -> bool:
    """Whether something was new: an id that the search did not find before."""
    session = ReaderSession(actor_for_account(one.account))
    found = found_ids(session, read_asked(unpack_asked(unseal(one.sealed))))
    new = found - set(one.known)
    if not new:
        return False
    now = clock.now_at()
    with transaction.atomic():
        row = SavedSearch.objects.select_for_update().get(pk=one.pk)
        row.known = sorted(found | set(row.known))[:MOST_KNOWN]
        row.fresh, row.fresh_at, row.times = sorted(new | set(row.fresh) & found), now, row.times + 1
        row.save()
        notify(
            usernames=[one.account.username], kind=NoticeKind.WATCHED, about_id=row.saved_id, occasion=row.times, at=now
        )
    return True
