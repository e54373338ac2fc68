"""How many openings of sealed rows stand no more and wait for information governance to close them."""

from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.rolls.models import RollOpening
from sightline.translation.messages import lazy as _

PAGE = "rolls"


def count_openings_to_close(_session: ReaderSession) -> GovernanceWork:
    """Openings whose rule no record meets any more, or whose child is 18 or protected now."""
    since = RollOpening.objects.to_close().values_list("why_not_at", flat=True)
    return sum_up(label=_("Sealed rows to close"), page=PAGE, since=[str(at) for at in since if at])
