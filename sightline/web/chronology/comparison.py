"""Who each agency says this is, laid out so that what they say can be read one above the other.

Nothing is chosen or corrected. Every value that an agency gives is shown, the one that most of its records give first,
and two agencies that differ both stand.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sightline.casework.people.pages.people import AgencyView, IdentityStatement
from sightline.translation.messages import lazy as _

ROLE = "named as"
COLUMNS = (
    (_("Names"), ("name", "other name")),
    (_("Birth date and sex"), ("birth date", "birth date as written", "sex")),
    (_("Addresses"), ("address",)),
    (_("Numbers"), ("NHS number", "UPN", "own number", "phone")),
    (_("Named as"), (ROLE,)),
)
SHOWN = 3


@dataclass(frozen=True, slots=True)
class HeadingCell:
    """What one agency says under one heading: what is shown at once, and what is folded away."""

    heading: str
    shown: tuple[IdentityStatement, ...]
    folded: tuple[IdentityStatement, ...]


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency."""

    view: AgencyView
    cells: tuple[HeadingCell, ...]


def compare_agencies(views: Iterable[AgencyView]) -> tuple[AgencyRow, ...]:
    """One row an agency, one cell a heading."""
    return tuple(
        AgencyRow(view=view, cells=tuple(make_cell(heading, whats, view) for heading, whats in COLUMNS))
        for view in views
    )


def make_cell(heading: str, whats: tuple[str, ...], view: AgencyView) -> HeadingCell:
    """What the agency says under a heading, in the order of its kinds, most records first."""
    said = merge_said(one for one in view.said if one.what in whats)
    said.sort(key=lambda one: (whats.index(one.what), -one.records, one.value))
    return HeadingCell(heading=heading, shown=tuple(said[:SHOWN]), folded=tuple(said[SHOWN:]))


def merge_said(said: Iterable[IdentityStatement]) -> list[IdentityStatement]:
    """One line a value, where several organisations of the agency say the same; it leads to the latest record."""
    merged: dict[tuple[str, str], IdentityStatement] = {}
    for one in said:
        key = (one.what, one.value.casefold() if one.what == ROLE else one.value)
        held = merged.get(key)
        if held is None:
            merged[key] = one
        else:
            latest = max(held, one, key=lambda each: each.last_on or date.min)
            merged[key] = replace(latest, records=held.records + one.records)
    return list(merged.values())
