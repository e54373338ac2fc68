"""How many openings of sealed rows stand no more and wait for information governance to close them."""

from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.rolls.bodies import governed_openings
from sightline.casework.rolls.models import RollOpening
from sightline.translation.messages import lazy as _

PAGE = "rolls"


def count_openings_to_close(session: ReaderSession) -> GovernanceWork:
    """Openings whose rule no record meets any more, or whose child is 18 or protected now."""
    due = governed_openings(session, RollOpening.objects.to_close())
    return sum_up(
        label=_("Sealed rows to close"), page=PAGE, since=[str(one.why_not_at) for one in due if one.why_not_at]
    )
