"""Which openings of a child somebody must review, and which are listed beside them."""

from collections.abc import Collection

from django.db.models import Q

from sightline.casework.access.models import AccessEntry, AccessEntryQuerySet
from sightline.casework.access.pages.entry_kinds import AccessEntryKind, AssignedWithin, NumberCheck

# An assignment is one where a manager made it within their own team: that opens the child to the manager too.
LOOKS = (AccessEntryKind.NEEDED, AccessEntryKind.NUMBER, AccessEntryKind.ASSIGNED)
TO_REVIEW = (NumberCheck.NOT_BORNE_OUT, NumberCheck.SAMPLED)


def list_looks() -> AccessEntryQuerySet:
    """Every opening that is listed, in the order in which they were written."""
    looks = AccessEntry.objects.of_kind(*LOOKS)
    return looks.exclude(kind=AccessEntryKind.ASSIGNED, word="")


def looks_to_review() -> AccessEntryQuerySet:
    """Those that somebody must review and nobody has: of numbers only those that were checked and chosen for it."""
    reviewed = AccessEntry.objects.of_kind(AccessEntryKind.REVIEWED).values("about")
    checked = AccessEntry.objects.of_kind(AccessEntryKind.CHECKED).filter(word__in=[one.value for one in TO_REVIEW])
    chosen = ~Q(kind=AccessEntryKind.NUMBER) | Q(until_at=None) | Q(entry_id__in=checked.values("about"))
    return list_looks().exclude(entry_id__in=reviewed).filter(chosen)


def checks_of(entry_ids: Collection[str]) -> dict[str, AccessEntry]:
    """What later data say of each of these numbers that was checked."""
    rows = AccessEntry.objects.of_kind(AccessEntryKind.CHECKED).filter(about__in=list(entry_ids))
    return {row.about: row for row in rows}


def is_own_team(row: AccessEntry) -> bool:
    """Whether a manager made this assignment within their own team."""
    return row.kind == AccessEntryKind.ASSIGNED and row.word == AssignedWithin.OWN_TEAM
