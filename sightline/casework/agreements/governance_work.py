"""Counts the agreements that information governance must review or renew."""

from sightline.agreements import compile_policy
from sightline.casework.agreements.notices import notice_of
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import read_book
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.model.calendar import end_of_day
from sightline.model.errors import Refused, Usage
from sightline.translation.messages import lazy as _

PAGE = "agreements"


def count_agreements(_session: ReaderSession) -> GovernanceWork:
    """Those whose review or end is near or past. Files that cannot be used are one, overdue: the page says which."""
    today = clock.today()
    try:
        book = read_book(current_workspace().root)
    except (Usage, Refused):
        return GovernanceWork(_("Agreements that cannot be used"), PAGE, 1, overdue=1)
    policy = compile_policy(book, on=today)
    found = [notice_of(one, agency=book.agency_of(one), policy=policy, on=today) for one in book.agreements]
    notices = [one for one in found if one is not None]
    return sum_up(
        label=_("Agreements to review or renew"),
        page=PAGE,
        since=(end_of_day(one.since) for one in notices),
        overdue=sum(one.is_overdue for one in notices),
    )
