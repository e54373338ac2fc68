"""What the templates of networks need: kinds and grades in words, and the address of each page."""

from collections.abc import Sequence

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from sightline.casework.networks.selectors.exports import NOTICE
from sightline.casework.people.pages.nodes import Node
from sightline.model.people_counts import PeopleCount
from sightline.pictures.palette import AGENCIES
from sightline.pictures.picture import Picture
from sightline.translation.lists import in_a_row
from sightline.translation.messages import join_shown
from sightline.web.core.whens import month_in_words
from sightline.web.networks import link_words
from sightline.web.networks import presenters as words
from sightline.web.networks.glyphs import WORDS, glyph_svg
from sightline.web.networks.list_groups import ListGroup, list_groups

register = template.Library()
SMALL = 0.1

register.filter("node_kind", words.kind_in_words)
register.filter("node_words", words.node_in_words)
register.filter("node_age", words.age_in_words)
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
def people_count(count: PeopleCount, noun: str) -> str:
    """How many people there are, `4 to 7 children`, where some may be one person."""
    return count.in_words(noun)


@register.filter
def node_names(nodes: Sequence[Node]) -> str:
    """Several by name, without links: `Ann, Ben and Cai`."""
    return in_a_row([one.label for one in nodes])


@register.filter
def node_links(nodes: Sequence[Node]) -> str:
    """Links to the pages of several: `Ann, Ben and Cai`."""
    link = '<a class="govuk-link" href="{}">{}</a>'
    return mark_safe(in_a_row([format_html(link, node_url(one), one.label) for one in nodes]))  # noqa: S308


@register.filter
def children_expected(number: float) -> str:
    """`2.13` as `about 2.1 children`; a small number as what it is."""
    return (
        (_("about %(number)s children") % {"number": f"{number:.1f}"})
        if number >= SMALL
        else _("fewer than one child for every ten such places")
    )


@register.inclusion_tag("networks/lists.html")
def network_lists(current: str) -> dict[str, tuple[ListGroup, ...]]:
    """The menu of lists and charts, in its groups; `current` is the one that the reader is on."""
    return {"groups": list_groups(current)}


@register.simple_tag
def key_of_kinds() -> list[dict[str, str]]:
    """The kinds of a chart, each with its small drawing and its words."""
    return [{"words": words, "svg": glyph_svg(kind)} for kind, words in WORDS.items() if kind != "group"]


@register.simple_tag
def key_of_agencies() -> str:
    """What the two letters of each agency on a line stand for: `PO Police, CS Children’s services`."""
    return join_shown(", ", [f"{ink.letters} {ink.label}" for ink in AGENCIES.values()])


@register.simple_tag
def chart_svg(picture: Picture) -> str:
    """A chart within a page. Its text was escaped where it was drawn."""
    return mark_safe(picture.on_page)  # noqa: S308


register.simple_tag(link_words.script_words, name="script_words")


@register.simple_tag
def lead_notice() -> str:
    """What every page and export of a network says."""
    return NOTICE
