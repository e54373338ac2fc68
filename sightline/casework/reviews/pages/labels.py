"""How pages and files call the people of a review: children by letters, adults by numbers, and never by name.

People outside its terms are other people, by numbers of their own.
"""

import re
from collections.abc import Iterable

from sightline.review.report.sentences import OTHER
from sightline.translation.messages import lazy as _

BETWEEN = re.compile(r"[,;&+]|\band\b", re.IGNORECASE)
WORDS = re.compile(r"^(child|adult)\s+", re.IGNORECASE)


def call_person(called: str) -> str:
    """`Child A`, `Adult 1`, or `Other person 1`."""
    if called.startswith(OTHER):
        return str(_("Other person %(called)s") % {"called": called.removeprefix(OTHER)})
    return str((_("Adult %(called)s") if called.isdigit() else _("Child %(called)s")) % {"called": called})


def call_people(called: Iterable[str]) -> str:
    """`Child A, Child B`."""
    return ", ".join(call_person(one) for one in called)


def read_called(said: str) -> tuple[str, ...]:
    """The letters and numbers of what `call_people` wrote, or of what an agency wrote so."""
    parts = [WORDS.sub("", part.strip()).strip().upper() for part in BETWEEN.split(said)]
    return tuple(dict.fromkeys(part for part in parts if part))
