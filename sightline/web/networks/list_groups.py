"""The lists of networks in three groups, so that no menu has more than a few entries: people, things, and charts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.web.networks.presenters import LISTS

PEOPLE, THINGS = ("group", "adult", "unidentified", "missing"), ("place", "vehicle", "phone", "account")
CHARTS = ("networks_months", "networks_map", "networks_picture")
WHOLE = "networks_whole"  # everything in one chart: at the address of what is new, with another question


@dataclass(frozen=True, slots=True)
class ListLink:
    """A list or chart: where it is, its label, and whether the reader is on it."""

    url: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ListGroup:
    """A group of lists; it leads to the first of them."""

    label: str
    lists: tuple[ListLink, ...]

    @property
    def url(self) -> str:
        """Where the group leads."""
        return self.lists[0].url

    @property
    def is_current(self) -> bool:
        """Whether the reader is on one of its lists."""
        return any(one.is_current for one in self.lists)


def list_groups(current: str) -> tuple[ListGroup, ...]:
    """Every list and chart in its group; `current` is the kind of list, or the name of the chart's address."""
    charts = dict(
        zip(CHARTS, (_("Places by month"), _("Map of missing episodes"), _("What is new in one chart")), strict=True)
    )
    return (
        ListGroup(_("People and groups"), tuple(_list(kind, current) for kind in PEOPLE)),
        ListGroup(_("Places and things"), tuple(_list(kind, current) for kind in THINGS)),
        ListGroup(
            _("Maps and charts"),
            (
                *(ListLink(reverse(page), label, page == current) for page, label in charts.items()),
                ListLink(
                    reverse("networks_picture") + "?show=all", _("Everything in one chart"), is_current=current == WHOLE
                ),
            ),
        ),
    )


def _list(kind: str, current: str) -> ListLink:
    address = reverse("networks") if kind == "group" else reverse("networks_list", args=[kind])
    return ListLink(address, LISTS[kind], kind == current)
