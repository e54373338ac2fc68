"""The contents of the page of rules in two short menus: what is looked for, and who sees it and answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sightline.web.core.rules import Chapter


@dataclass(frozen=True, slots=True)
class ContentsPart:
    """A menu of chapters: each the place on the page that it leads to, and its words."""

    heading: str
    links: tuple[tuple[str, str], ...]


def contents_of(chapters: Iterable[Chapter], *, has_notes: bool) -> tuple[ContentsPart, ...]:
    """The menus that have an entry; chapters are numbered as the page prints them."""
    numbered = list(enumerate(chapters, start=1))
    looks = [_link(number, one) for number, one in numbered if not one.is_of_answering]
    of_answering = [_link(number, one) for number, one in numbered if one.is_of_answering]
    parts = (
        ContentsPart(_("What Sightline looks for"), (*looks, *((("notes", _("In notes")),) if has_notes else ()))),
        ContentsPart(_("Who sees it and who answers"), tuple(of_answering)),
    )
    return tuple(part for part in parts if part.links)


def _link(number: int, chapter: Chapter) -> tuple[str, str]:
    return f"chapter-{number}", f"{chapter.title}: {len(chapter.rules)}"
