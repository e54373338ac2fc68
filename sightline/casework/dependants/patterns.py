"""What people decided by what was recognised, and what of it nobody has looked at since that stands no more.

It is asked when a rule is withdrawn, and when a run recognises something no more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from django.db.models import Q

from sightline.casework.core.models import Decision
from sightline.casework.core.registry import Registry
from sightline.casework.core.selectors.withdrawn_rules import WITHDRAWN
from sightline.casework.core.session import ReaderSession
from sightline.casework.dependants.pages import LOOKED, RECOGNISED_NO_MORE, PatternReview
from sightline.casework.escalation.models import Item

ITEM, MEETING, WORKING_FILE = "item", "meeting", "working_file"
BECAUSE = {WITHDRAWN: "withdrawn", RECOGNISED_NO_MORE: "gone"}  # what a decision to look again calls its reason


@dataclass(frozen=True, slots=True)
class PatternDependant:
    """One thing that somebody decided by what a rule recognised: its kind, its id, who decided it, and the rule."""

    kind: str
    key: str
    by: str
    rule_id: str


class PatternReviewFinder(Protocol):
    """Finds what was decided by what a rule recognised."""

    def __call__(self, *, items: Iterable[Item], recognised: Mapping[str, str]) -> Iterable[PatternDependant]:
        """Of these items, and of what was recognised (key to rule)."""


FINDER: Registry[PatternReviewFinder] = Registry("dependants of patterns")


def list_dependants_of_patterns(*, items: Iterable[Item], recognised: Mapping[str, str]) -> Iterable[PatternDependant]:
    """These items, open and answered; meetings for them; open working files from what was recognised (key to rule)."""
    return FINDER.only()(items=items, recognised=recognised)


def pattern_reviews_of(session: ReaderSession, *, kind: str, key: str) -> tuple[PatternReview, ...]:
    """What nobody has looked at of one meeting or working file, for its own page, audited there."""
    found = (one for one in waiting_for_review(session) if (one.kind, one.key) == (kind, key))
    return tuple(replace(one, mine=one.by == session.actor.reader.username) for one in found)


def waiting_for_review(session: ReaderSession) -> Iterable[PatternReview]:
    """What nobody has looked at, of every account, the newest first."""
    withdrawn = Q(kind=WITHDRAWN, body__rule_id__in=sorted(session.withdrawn))
    rows = list(Decision.objects.filter(withdrawn | Q(kind=RECOGNISED_NO_MORE)).newest_first())
    said = Decision.objects.of_kind(LOOKED).values_list("body", flat=True) if rows else ()
    looked = {(body[name], body["of"], body["key"]) for body in said for name in BECAUSE.values() if name in body}
    for row in rows:
        for kind, key, by, *rule in row.body["rested"]:
            if by and (row.sequence, kind, key) not in looked:
                rule_id = rule[0] if rule else row.body["rule_id"]
                yield PatternReview(row.kind, row.sequence, rule_id, row.at, kind, key, by)
