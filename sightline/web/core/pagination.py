"""Lists in parts: which part an address asks for, and the links to the part before it and the next.

A part is numbered (Django's Paginator) where casework has the whole list, else it begins after a place in the list.
"""

from dataclasses import dataclass

from sightline.web.core.bounds import asked_number, asked_text
from sightline.web.core.forms import AskedForm

MOST_PAGE = 100_000


class PageAsked(AskedForm):
    """The number of a part; the first where none was asked for."""

    page = asked_number(otherwise=1, least=1, most=MOST_PAGE)


class AfterAsked(AskedForm):
    """The number after which a list goes on; its beginning where none was asked for."""

    after = asked_number()


class CursorAsked(AskedForm):
    """The place after which a list goes on, as the part before it said."""

    after = asked_text()


@dataclass(frozen=True, slots=True)
class Paging:
    """The queries of the part before and of the next, empty where there is none; which part it is, of how many.

    `parts` is 0 where nobody counts them. `begun` says that parts came before, whether or not a link leads back.
    """

    earlier: str = ""
    later: str = ""
    part: int = 1
    parts: int = 0
    begun: bool = False


def page_by_number(*, asked: AskedForm, part: int, parts: int) -> Paging:
    """Links of a list whose parts are numbered."""
    return Paging(
        earlier=asked.query(page=part - 1) if part > 1 else "",
        later=asked.query(page=part + 1) if part < parts else "",
        part=part,
        parts=parts,
        begun=part > 1,
    )


def page_by_place(*, asked: AskedForm, later: int | str | None, name: str = "after") -> Paging:
    """Links of a list that goes on after a place; `later` is empty or 0 where this part is the last."""
    return Paging(later=asked.query(**{name: later}) if later else "", begun=bool(asked.said[name]))
