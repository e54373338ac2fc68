"""What the templates of networks need: kinds and grades in words, and the address of each page."""

from django import template
from django.urls import reverse

from sightline.casework.networks.exports import NOTICE
from sightline.casework.people.nodes import Node
from sightline.web.core.whens import month_in_words
from sightline.web.networks import presenters as words
from sightline.web.networks.drawing import PlacedNode

register = template.Library()
SMALL = 0.1

register.filter("node_kind", words.kind_in_words)
register.filter("node_words", words.node_in_words)
register.filter("entry_added", words.added_in_words)
register.filter("beside_words", words.beside_in_words)
register.filter("grade_words", words.grade_in_words)
register.filter("sure_words", words.sure_in_words)
register.filter("grade_given", words.grade_of_entry)
register.filter("entry_words", words.entry_in_words)
register.filter("expected", words.expected_in_words)
register.filter("url_kind", words.url_kind)


@register.filter
def month_short(month: str) -> str:
    """`2024-03` as `Mar 2024`, for the head of a narrow column."""
    words = month_in_words(month)
    return f"{words[:3]} {words[-4:]}"


@register.filter
def node_url(node: Node) -> str:
    """The page of a person, a thing or a group; empty for what an analyst added, which has none."""
    if node.kind == "added":
        return ""
    return reverse("network", args=[words.url_kind(node.kind), node.node_id])


@register.filter
def children_expected(number: float) -> str:
    """`2.13` as `about 2.1 children`; a small number as what it is."""
    return f"about {number:.1f} children" if number >= SMALL else "fewer than one child in ten such places"


@register.filter
def shape_class(placed: PlacedNode) -> str:
    """The classes of a shape: dashed where nobody knows who it is, or an analyst added it."""
    return "sl-shape sl-shape--added" if placed.node.kind in ("added", "unidentified") else "sl-shape"


@register.simple_tag
def lead_notice() -> str:
    """What every page and export of a network says."""
    return NOTICE
