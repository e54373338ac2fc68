"""The table of the growth of a group: each quarter with who and what was first known, and the counts of its chart."""

from collections.abc import Iterator, Sequence

from sightline.model.people_counts import PeopleCount
from sightline.pictures.growth.facts import GrownMember, GrowthStory
from sightline.pictures.growth.quarters import Quarter, agencies_with_most, children_known
from sightline.pictures.palette import agency_ink
from sightline.pictures.picture import Cell, PictureTable
from sightline.translation.dates import short_day
from sightline.translation.messages import gettext as _
from sightline.translation.messages import join_shown


def make_table(story: GrowthStory, quarters: Sequence[Quarter]) -> PictureTable:
    """Each quarter: who and what was first known, by number and name, and the counts."""
    head = (
        _("Quarter"),
        _("First known"),
        _("Children, all together"),
        _("Children, most by one agency"),
        _("Connections"),
    )
    return PictureTable(head, tuple(_row(story, quarter, is_first=quarter is quarters[0]) for quarter in quarters))


def _row(story: GrowthStory, quarter: Quarter, *, is_first: bool) -> tuple[Cell, ...]:
    numbers = {one.key: number for number, one in enumerate(story.in_order(), 1)}
    new = [
        _say_new(story, one, numbers)
        for one in story.in_order()
        if quarter.holds(one.seen_on) or (is_first and one.seen_on < quarter.first)
    ]
    together, most = children_known(story, quarter.end)
    cells = (
        quarter.label,
        join_shown("; ", [*new, *_happened(story, quarter)]) or _("nothing new"),
        together.in_figures(),
        _say_most(story, quarter, most),
        _say_ties(story, quarter),
    )
    return tuple(map(Cell, cells))


def _say_most(story: GrowthStory, quarter: Quarter, most: PeopleCount) -> str:
    """`6: Police`: the most that one agency knew, and which."""
    knew = join_shown(", ", [agency_ink(agency).label for agency in agencies_with_most(story, quarter.end)])
    return _("%(many)s: %(agencies)s") % {"many": most.in_figures(), "agencies": knew} if knew else most.in_figures()


def _happened(story: GrowthStory, quarter: Quarter) -> Iterator[str]:
    """The days that a flag in the chart says."""
    if story.acted_on and quarter.holds(story.acted_on):
        yield say_acted(story)


def say_acted(story: GrowthStory) -> str:
    """`first joint action, 5 Aug 2025`."""
    return _("first joint action, %(day)s") % {"day": short_day(story.acted_on)} if story.acted_on else ""


def _say_ties(story: GrowthStory, quarter: Quarter) -> str:
    """`12`, or `12 (3 dashed)`: how many connections there are, and how many of them only agencies together show."""
    known = [one for one in story.ties if one.seen_on < quarter.end]
    dashed = len(story.only_jointly(quarter.end).intersection(known))
    return _("%(many)s (%(dashed)s dashed)") % {"many": len(known), "dashed": dashed} if dashed else str(len(known))


def _say_new(story: GrowthStory, one: GrownMember, numbers: dict[str, int]) -> str:
    """`25: Leah Shaw (child; may be the same person as 3)`: a member by number, name and kind.

    Somebody not identified by number, label and the words that describe them.
    """
    others = sorted(numbers[end] for pair in story.same if one.key in pair for end in pair if end != one.key)
    said = {"number": numbers[one.key], "name": one.label, "kind": one.said or _(one.kind.value)}
    if not others:
        return _("%(number)s: %(name)s: %(kind)s") % said if one.said else _("%(number)s: %(name)s (%(kind)s)") % said
    said["others"] = join_shown(", ", map(str, others))
    return _("%(number)s: %(name)s (%(kind)s; may be the same person as %(others)s)") % said
