"""The forms of networks: what an analyst adds, and the choice of what a picture draws.

The choice of a picture stands in its address, so it holds ids and months alone.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.networks.pages.entry_kinds import AnalystEntryTopic
from sightline.casework.networks.selectors.area_counts import MOST_BACK
from sightline.casework.networks.selectors.ego_picture import PictureChoice
from sightline.casework.networks.selectors.graph import ConnectionFilter
from sightline.casework.networks.services import MOST_LABEL
from sightline.casework.people.pages.nodes import Node
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import (
    asked_id,
    asked_ids,
    asked_month,
    asked_number,
    asked_one_of,
    asked_text,
    asked_texts,
    asked_tick,
)
from sightline.web.core.fields import WhyField, day_boxes, dropdown, radios, text_box, ticks
from sightline.web.core.forms import AskedForm, PostedForm
from sightline.web.core.pagination import PageAsked
from sightline.web.core.whens import occurred_in_words
from sightline.web.core.words import agency_in_words
from sightline.web.core.words import kind_in_words as record_in_words
from sightline.web.networks.link_words import KINDS
from sightline.web.networks.presenters import ENTRIES, HANDLING, INFORMATION, SOURCES, kind_in_words, url_kind

MOST_ALSO = 20
ENTITY_KINDS = ("person", "place", "vehicle", "phone")


GRADE_EACH = "Choose one: how {} is graded"


def _graded(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(grade, f"{grade}: {words}") for grade, words in table.items()]


def _span(said: dict[str, Any]) -> ConnectionFilter:
    """From the first day of a month to the last of another, as known at the end of one, of some agencies."""
    given = {"since": f"{said['since']:%Y-%m}-01"} if said["since"] else {}
    given |= {"until": f"{said['until']:%Y-%m}-31"} if said["until"] else {}
    given |= {"known_by": f"{said['known']:%Y-%m}-31"} if said.get("known") else {}
    return ConnectionFilter(**given, agencies=frozenset(said["agency"]))


class PictureAsked(AskedForm):
    """What a picture draws: of which months, agencies and kinds, around whom, a path. Nothing names anybody."""

    since = asked_month()
    until = asked_month()
    known = asked_month()
    agency = asked_texts()
    hide = asked_texts()
    also = asked_ids(most=MOST_ALSO)
    path = asked_id()
    start = asked_id()
    child = asked_id()
    whole = asked_tick()

    def choice(self, kind: str, node_id: str) -> PictureChoice:
        """What casework draws."""
        said = self.said
        return PictureChoice(
            kind,
            node_id,
            said["also"],
            said["path"],
            _span(said),
            path_from=said["start"],
            hide=tuple(one for one in said["hide"] if one in KINDS),
            child=said["child"],
            whole=said["whole"],
        )


class WholeAsked(PageAsked):
    """Which of the two whole pictures: what is new, or everything; of which months and agencies; which part of it."""

    show = asked_one_of(("all",))
    since = asked_month()
    until = asked_month()
    agency = asked_texts()
    start = asked_id()
    path = asked_id()

    @property
    def span(self) -> ConnectionFilter:
        """The days and agencies of which it is."""
        return _span(self.said)

    @property
    def chosen(self) -> str:
        """The choices of months and agencies as the query of an address; empty where there are none."""
        said, query = self.said, QueryDict(mutable=True)
        for name in ("since", "until"):
            query.setlist(name, [f"{said[name]:%Y-%m}"] if said[name] else [])
        query.setlist("agency", list(said["agency"]))
        return query.urlencode()


class MapAsked(AskedForm):
    """The last of twelve months, and which of them is on a map: 1 to 12, or 0 for all.

    `every`: all months until then.
    """

    until = asked_month()
    nth = asked_number(most=12)
    every = asked_tick()


class AreaCountsAsked(AskedForm):
    """How many half-years before the last whole one the map of counts shows."""

    back = asked_number(most=MOST_BACK)


class LookAsked(AskedForm):
    """Whether the other end of a connection is only looked for, and by which words."""

    look = asked_text()
    find = asked_text()


class EntryForm(PostedForm):
    """What an analyst adds. Nothing is chosen beforehand."""

    kind = radios(_("What do you add?"), list(ENTRIES.items()), empty=_("Choose what you add"))
    find = text_box(
        _("If it is a connection: find the person or thing at the other end"),
        _(
            "A name, a number plate, a phone number or a place. People and things within two steps are already listed "
            "below."
        ),
        most=MOST_LABEL,
    )
    to = dropdown(_("If it is a connection: who or what does it lead to?"))
    new_kind = dropdown(
        _("If no record names it: what is it?"),
        [("", _("Choose")), *((kind, kind_in_words(kind)) for kind in ENTITY_KINDS)],
    )
    label = text_box(
        _("What is it called?"),
        _("For example, a street name, or the last letters of a number plate."),
        most=MOST_LABEL,
    )
    words = WhyField(
        label=_("What do you think, and why?"),
        help_text=_("It is shown under your name, separately from records. No rule uses it."),
    )
    from_on = day_boxes(
        _("From which day does it apply?"),
        _("The day it happened, or the first of several, not the day of writing. Leave blank if you do not know."),
    )
    until_on = day_boxes(_("Until which day?"), _("If it is about more than one day."))
    source_grade = radios(_("The source"), _graded(SOURCES), empty=GRADE_EACH.format(_("the source")))
    information_grade = radios(
        _("The information"), _graded(INFORMATION), empty=GRADE_EACH.format(_("the information"))
    )
    handling = radios(
        _("Sharing: choose C if it includes anything from a restricted record that you do not choose below"),
        _graded(HANDLING),
        empty=_("Choose how it may be shared"),
    )
    records = ticks(
        _("Records that it is based on"), _("Only people who may see all of these records will see what you add.")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        near: Sequence[Node],
        records: Sequence[RecordBasis],
        found: Sequence[Node] | None = None,
        today: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """`found`: whom and what a search for the other end found; None where there was none."""
        super().__init__(data, initial=initial)
        self.today = today
        beside = [node for node in near if node.node_id not in {one.node_id for one in found or ()}]
        parts = [(_("Found"), found or ()), (_("Within two steps"), beside)]
        listed = [(name, [_choice(node) for node in nodes]) for name, nodes in parts if nodes]
        self.offer("to", [("", _("Choose")), *listed])
        if found is not None:
            self.fields["to"].help_text = (
                gettext("%(found)s found: they come first in the list.") % {"found": len(found)}
                if found
                else _("No person or thing in the records that you may see has that name.")
            )
        self.offer("records", [(one.record_id, describe(one)) for one in records])

    def clean(self) -> dict[str, Any]:
        """What the kind needs is there."""
        said = super().clean() or {}
        if said.get("kind") == AnalystEntryTopic.CONNECTION and not said.get("to"):
            self.add_error("to", _("Choose the person or thing it leads to"))
        self._check_days(said)
        if said.get("kind") == AnalystEntryTopic.ENTITY:
            if not said.get("new_kind"):
                self.add_error("new_kind", _("Say what it is"))
            if not said.get("label", "").strip():
                self.add_error("label", _("Say what it is called"))
        return said

    def _check_days(self, said: dict[str, Any]) -> None:
        first, last = said.get("from_on"), said.get("until_on")
        for name, day in (("from_on", first), ("until_on", last)):
            if day and day > self.today:
                self.add_error(name, _("The day must be today or in the past"))
        if last and not first:
            self.add_error("from_on", _("Enter the first day, or leave both blank"))
        elif first and last and last < first:
            self.add_error("until_on", _("The last day must not be before the first"))


def _choice(node: Node) -> tuple[str, str]:
    return f"{url_kind(node.kind)} {node.node_id}", f"{kind_in_words(node.kind)}: {node.label}"


class TakeBackForm(PostedForm):
    """Why it is taken back."""

    words = WhyField(label=_("Why are you withdrawing it?"), help_text=_("It stays on the page, marked as withdrawn."))


def describe(record: RecordBasis) -> str:
    """A record in a line."""
    when = occurred_in_words(
        occurred_from=record.occurred_from, occurred_to=record.occurred_to, precision=record.date_precision
    )
    return f"{record_in_words(record.kind)}, {when}, {agency_in_words(record.agency)}"
