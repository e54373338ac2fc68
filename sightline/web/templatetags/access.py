"""Words of access, purposes, tasks and reviews; and of the sharing ledger."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.translation import gettext as _

from sightline.casework.access.pages.entry_kinds import NUMBER_CHECKS, OUTCOMES, PURPOSES, TASKS
from sightline.casework.chronology.pages.terms import LAWS, SHARED_FOR
from sightline.casework.ledger.pages import REASONS, SharingWay
from sightline.translation.lists import in_a_row
from sightline.web.core.words import layout_in_words

register = template.Library()
FEW = 5
register.filter("purpose", lambda word: PURPOSES.get(word, ""))
register.filter("task_kind", lambda word: TASKS.get(word, ""))
register.filter("number_check", lambda word: NUMBER_CHECKS.get(word, ""))
register.filter("law_on_data", lambda word: LAWS.get(word, ""))
register.filter("shared_for", lambda word: SHARED_FOR.get(word, ""))
register.filter("review_outcome", lambda word: OUTCOMES.get(word, ""))


@register.filter
def sharing_way(way: str) -> str:
    """How records reached a reader, or that they did not."""
    return str(SharingWay(way).label)


@register.filter
def of_line(by_number: Mapping[int, tuple[object, ...]], number: int) -> tuple[object, ...]:
    """What belongs to one line of the sharing ledger."""
    return by_number.get(number, ())


@register.filter
def layout_counts(layouts: Mapping[str, int]) -> str:
    """`Police occurrences: 2 and missing episodes: 1`; of a record that nobody knows any more, so."""
    said = [
        _("%(kind)s: %(count)s") % {"kind": layout_in_words(name) if name else _("Not known"), "count": count}
        for name, count in layouts.items()
    ]
    return in_a_row(said)


@register.filter
def small_count(count: int) -> str:
    """The number; of 1 to 4 that it is fewer than 5."""
    return _("fewer than 5") if 0 < count < FEW else f"{count:,}"


@register.filter
def reasons_in_words(reasons: Iterable[str]) -> list[str]:
    """Each reason of a line once, in words; of a refusal, its code with blanks."""
    each = dict.fromkeys(one for reason in reasons for one in reason.split(" or "))
    return [str(REASONS.get(one, one.replace("_", " ").capitalize())) for one in each]
