"""The table of a family: everyone, the birth, the dates, when a record gave the child's address, and how sure."""

from sightline.pictures.family.facts import NO_ADDRESS, FamilyMember, FamilyStory
from sightline.pictures.family.homes import stays_in_words
from sightline.pictures.picture import Cell, PictureTable
from sightline.translation.dates import short_day
from sightline.translation.messages import gettext as _
from sightline.translation.messages import join_shown
from sightline.translation.numbers import counted


def family_table(story: FamilyStory) -> PictureTable:
    """Everyone: who to the child, the birth, dates, the child's addresses, and how sure."""
    head = (
        _("Person"), _("Relationship to the child"), _("Born"), _("Dates"), _("At the child’s address"), _("How sure")
    )  # fmt: skip
    return PictureTable(
        head, tuple(_row(one, story) for one in [story.child, *sorted(story.relatives, key=lambda one: one.order)])
    )


def _row(one: FamilyMember, story: FamilyStory) -> tuple[Cell, ...]:
    is_child, age = one is story.child, f", {one.age}" if one.age is not None else ""
    days = [short_day(day) for day in (one.from_on, one.to_on) if day]
    dates = _("%(first)s to %(last)s") % {"first": days[0], "last": days[-1]} if len(days) > 1 else join_shown("", days)
    stays = stays_in_words(one.stays, has_several=len({stay.home for stay in story.child.stays}) > 1)
    if one.same_address and not one.stays:
        stays = _("same as the child, date not known")
    records = counted(one.records, "record")
    sure = records if one.is_sure else _("%(records)s, no date: not sure") % {"records": records}
    return (
        Cell(f"{one.label}{age}", one.href),
        Cell(one.relation or _("the child")),
        Cell(short_day(one.born_on) if one.born_on else _("not known")),
        Cell("" if is_child else dates or _("not known")),
        Cell(stays or (str(NO_ADDRESS) if one.no_address else _("no record"))),
        Cell("" if is_child else sure),
    )
