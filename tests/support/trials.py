"""Workspaces where everybody is invented: a whole list leaves them without a second person. test_bulk_exports.py has real ones."""

from typing import Any

from sightline.casework.core.agreements_in_force import INVENTED_ALONE, KIND
from sightline.casework.core.models import Account, Marker
from sightline.casework.data import exports


def everybody_is_invented() -> None:
    """Make the workspace that is served one of a trial."""
    Marker.objects.write(KIND, INVENTED_ALONE)


def export_table(*arguments: Any, **named: Any) -> int:
    """Export a list of such a workspace."""
    everybody_is_invented()
    return exports.export_table(*arguments, **named)


def second_governance() -> None:
    """A second person of information governance, without whom the first would be told of by nobody at go-live."""
    Account.objects.get_or_create(username="second_gov", defaults={"role": "information_governance"})
