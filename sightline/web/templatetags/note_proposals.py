"""Words for the pages "named in notes: the same?"."""

from django import template

from sightline.casework.same_person.pages.proposals import NotedSide
from sightline.translation.messages import lazy as _
from sightline.web.core import words

register = template.Library()
KINDS = {
    "person": _("Person"),
    "vehicle": _("Vehicle"),
    "phone": _("Telephone"),
    "place": _("Place"),
    "account": _("Account"),
}
ANSWERS = {"same": _("the same"), "not_same": _("not the same"), "cannot_tell": _("cannot tell")}


@register.filter
def noted_kind(kind: str) -> str:
    """What kind of thing is asked about."""
    return KINDS.get(kind, words.plain(kind))


@register.filter
def noted_answer(answer: str) -> str:
    """What somebody answered."""
    return ANSWERS.get(answer, words.plain(answer))


@register.filter
def noted_stands(side: NotedSide) -> str:
    """Where on a record something stands: its role as written, else its place in the row."""
    return words.plain(side.source_role or side.slot.partition("#")[0])
