"""Who is close to what was typed: a letter, a spelling or a figure of the birth date apart.

It never replaces the search. What was typed is looked up exactly, and whoever is only close is listed apart, so that
nobody takes one child for another.
"""

from collections.abc import Callable

from sightline.casework.core.registry import Registry
from sightline.casework.people.pages.people import SearchTerms
from sightline.linkage import CandidatePerson, find_candidates
from sightline.linkage.model_files import LinkageFiles
from sightline.model.errors import OurFault
from sightline.model.visibility import RowFilter
from sightline.store import Workspace
from sightline.store.snapshot_reader import SnapshotReader

# More likely one person than two, the chance of two strangers taken into account.
LEAST_WEIGHT = 0.0
MOST_COMPARED = 50
# The model that this workspace put in force; None for the shipped one. Named by the package above that knows it.
OWN_LINKAGE: Registry[Callable[[], LinkageFiles | None]] = Registry("own linkage model in force")


def suggest_people(
    *, store: SnapshotReader, workspace: Workspace, terms: SearchTerms, sight: RowFilter
) -> list[CandidatePerson]:
    """Candidates for a name with a birth date or an NHS number, the likeliest first; a twin is not one.

    Where the index or its key cannot be read nobody is suggested: the search itself must go on.
    """
    if not terms.name or not (terms.birth_date or terms.nhs_number):
        return []
    typed = {
        "name_as_written": terms.name,
        "birth_date": terms.birth_date,
        "nhs_number": terms.nhs_number,
        "phone": terms.phone,
    }
    for secret in _secrets(workspace):
        try:
            found = find_candidates(
                reader=store, secret=secret, mention=typed, sight=sight, limit=MOST_COMPARED, model=OWN_LINKAGE.only()()
            )
        except (OurFault, OSError):
            continue
        return [one for one in found.people if one.verdict != "kept_apart" and one.weight >= LEAST_WEIGHT]
    return []


def _secrets(workspace: Workspace) -> list[str]:
    """The workspace's secret, and the one before it while it is being changed: the index may be under either."""
    try:
        return [each for each in (workspace.secret(), workspace.earlier_secret()) if each]
    except OSError:
        return []
