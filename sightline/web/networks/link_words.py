"""The words on the lines of a chart: how records put two together, from which day to which, and what a chart shows."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext, ngettext

from sightline.casework.networks.pages.networks import Graph, Link
from sightline.casework.people.pages.nodes import CHILD, AnalystEntryLine, Node
from sightline.model.people_counts import count_people
from sightline.translation.dates import MONTHS, short_day, short_day_and_month
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _
from sightline.translation.numbers import counted
from sightline.web.core.words import layout_in_words

SAME = _("Possible match")
LINE = _("%(one)s and %(other)s: %(says)s")
BY_NUMBER = _("Lines by number")
ADDED = {
    "entity": _("added by analyst"),
    "connection": _("added by analyst"),
    "hypothesis": _("hypothesis by analyst"),
}
# How a record puts a child together with somebody or something, where its kind says more than its name.
OF_CHILD = {
    ("police_missing", "place"): _("found at"),
    ("police_missing", "adult"): _("found with"),
    ("police_missing", "unidentified"): _("found with"),
    ("health_attendances", "adult"): _("brought by"),
    ("youth_service_contacts", "place"): _("seen by youth worker at"),
    ("police_occurrences", "place"): _("police report at"),
    ("housing_complaints", "place"): _("housing complaint at"),
    ("police_intelligence", "phone"): _("number in intelligence"),
    ("police_intelligence", "vehicle"): _("vehicle in intelligence"),
}
OF_ADULT = {
    ("licensing_register", "vehicle"): _("licence for"),
    ("licensing_register", "place"): _("licence at"),
    ("housing_complaints", "place"): _("housing complaint at"),
}
# What a kind is called where it is counted, and where all of it is meant.
COUNTED_AS = {
    "child": "child",
    "adult": "adult",
    "unidentified": "adult not identified",
    "person": "person of unknown age",
    "vehicle": "vehicle",
    "phone": "phone",
    "place": "place",
    "account": "online account",
    "group": "group",
    "added": "item added by an analyst",
}
KINDS = {
    "child": _("children"),
    "adult": _("adults"),
    "unidentified": _("adults not identified"),
    "person": _("people of unknown age"),
    "vehicle": _("vehicles"),
    "phone": _("phones"),
    "place": _("places"),
    "account": _("online accounts"),
}
# What the script of a chart says; its parts in `%()s` are filled in there.
OF_SCRIPT: Mapping[str, str] = {
    "same": SAME,
    "month": _("%(month)s %(year)s"),
    "known_then": _("%(how)s: %(number)s known by then"),
    "in_records": _("in the same records"),
    "expand": _("expand"),
    "path": _("shortest path from %(name)s"),
    "pin": _("Pin here"),
    "unpin": _("Unpin"),
    "start": _("Start a path here"),
    "started": _("The path starts here. Select where it ends."),
    "as_known": _("As known at the end of %(month)s"),
    "as_known_today": _("As known today"),
    "today": _("Today"),
    "line": LINE,
}


def script_words() -> dict[str, str | list[str]]:
    """What the script of a chart says, and the months, in the reader's language."""
    return {name: f"{said}" for name, said in OF_SCRIPT.items()} | {"months": [gettext(month) for month in MONTHS]}


def how_in_words(link: Link, one: Node, other: Node) -> str:
    """How records put two together: by the kind of most of them."""
    if link.missing:
        return gettext("missing together %(occasions)s times") % {"occasions": link.missing.occasions}
    if not link.layouts:
        return ""
    said = how_of_record(link.layouts[0], one, other)
    return said if len(link.layouts) == 1 else gettext("%(said)s, and others") % {"said": said}


def how_of_record(layout: str, one: Node, other: Node) -> str:
    """How one record puts two together, by its kind: `found at`, or `same missing report`."""
    table = OF_CHILD if one.kind == CHILD else OF_ADULT
    said = table.get((layout, other.kind))
    return f"{said}" if said else gettext("same %(record)s") % {"record": _lower_first(layout_in_words(layout))}


def how_added(entry: AnalystEntryLine) -> str:
    """That an analyst added a line."""
    return ADDED[entry.kind]


def records_in_words(number: int) -> str:
    """`1 record` or `3 records`."""
    return counted(number, "record")


def left_out_in_words(number: int) -> str:
    """How many connections a chart has no room for; empty where it has room for all."""
    said = ngettext(
        "The chart has no room for %(n)s connection.", "The chart has no room for %(n)s connections.", number
    )
    return said % {"n": f"{number:,}"} if number else ""


def days_in_short(first: date | None, last: date | None) -> str:
    """`24 Jan to 2 Aug 2025`, as short as it can be said; empty where nobody said."""
    if not first or not last:
        return ""
    if first == last:
        return short_day(first)
    begin = short_day_and_month(first) if first.year == last.year else short_day(first)
    return f"{begin} – {short_day(last)}"


def count_in_words(graph: Graph, *, without: str = "") -> str:
    """`4 to 7 children, 3 adults, 1 vehicle`: fewer, where two of a chart may be one person.

    `without` is the person in the middle, who is not counted, whichever of two entries is meant.
    """
    kinds = {node.node_id: node.kind for node in graph.nodes}
    parts = []
    for kind, noun in COUNTED_AS.items():
        people = [one for one, each in kinds.items() if each == kind]
        count = count_people(people, graph.same).less(1 if without in people else 0)
        parts += [count.in_words(noun)] if count.most else []
    return join_shown(", ", parts) or gettext("no people or things")


def _lower_first(words: str) -> str:
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
