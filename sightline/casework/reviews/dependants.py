"""People of open learning reviews, to be looked at again when a person becomes two, or two become one."""

from collections.abc import Iterable, Mapping

from sightline.casework.core.models import DependantKind
from sightline.casework.dependants.identity import DependantFinder, IdentityDependant
from sightline.casework.reviews.histories import load_reviews
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.translation.messages import lazy as _


def find_reviews(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """People of open learning reviews."""
    for found in load_reviews():
        for row in found.entries.of(ReviewEntryKind.CHILD, ReviewEntryKind.ADULT) if not found.closed else ():
            if row.mention_id in mentions:
                says = _("%(by)s added this person to a learning review") % {"by": row.by}
                yield IdentityDependant(row.entry_id, (row.mention_id,), row.by, str(says))


FINDERS: Mapping[str, DependantFinder] = {DependantKind.REVIEW: find_reviews}
