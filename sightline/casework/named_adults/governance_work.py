"""Counts the adults named in records who are not told and must be looked at again."""

from sightline.casework.accounts.governance_scope import GovernedKind
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import OF_NAMED_ADULTS
from sightline.casework.named_adults.histories import governed, load_histories
from sightline.translation.messages import lazy as _


def count_adults_without_letter(session: ReaderSession) -> GovernanceWork:
    """Those to whom no letter went since somebody asked; overdue are those to look at again."""
    now, waiting = clock.now_at(), [one for one in governed(session, load_histories()) if one.looked]
    return sum_up(
        label=_("Letters to adults named in records"),
        page="named_adults",
        since=(one.asked.at for one in waiting),
        overdue=sum(one.review_at < now for one in waiting),
    )


def _own(session: ReaderSession) -> set[str]:
    return {one.asked.entry_id for one in governed(session, load_histories())}


GOVERNED = GovernedKind(OF_NAMED_ADULTS, _own)
