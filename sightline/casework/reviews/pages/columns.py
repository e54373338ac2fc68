"""The columns of a chronology: what each is called in our files, and what agencies' own files call it.

An agency may have its headings mapped once; that mapping comes first. A heading that nobody knows is kept as it is.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from sightline.casework.reviews.pages.heading_names import OTHER_HEADINGS
from sightline.translation.messages import lazy as _


class ChronologyColumn(StrEnum):
    """One column, in the order in which files have them."""

    NUMBER = "number"
    CHILD = "child"
    DATE = "date"
    WRITTEN = "date_as_written"
    TIME = "time"
    PLACE = "order_in_day"
    AGE = "age"
    LETTERS = "letters"
    AGENCY = "agency"
    KIND = "kind_of_row"
    SOURCE = "source"
    EVENT = "event"
    SAME = "same_event"
    PEOPLE = "people"
    SEEN = "child_seen"
    ALONE = "seen_alone"
    HEARD = "heard"
    ACTION = "action"
    ANALYSIS = "analysis"
    SIGNIFICANCE = "significance"
    KEY = "key_episode"
    THEMES = "themes"
    COMMENTS = "comments"
    DISPUTED = "disputed"


C = ChronologyColumn
HEADINGS: Mapping[ChronologyColumn, str] = {
    C.NUMBER: _("No."),
    C.CHILD: _("Child"),
    C.DATE: _("Date"),
    C.WRITTEN: _("Date as written"),
    C.TIME: _("Time"),
    C.PLACE: _("Order in the day"),
    C.AGE: _("Age at event"),
    C.LETTERS: _("Letters"),
    C.AGENCY: _("Agency"),
    C.KIND: _("Kind of row"),
    C.SOURCE: _("Source"),
    C.EVENT: _("What happened"),
    C.SAME: _("Also told by"),
    C.PEOPLE: _("People named"),
    C.SEEN: _("Child seen"),
    C.ALONE: _("Seen alone"),
    C.HEARD: _("Child heard"),
    C.ACTION: _("Action taken"),
    C.ANALYSIS: _("Analysis"),
    C.SIGNIFICANCE: _("Significance"),
    C.KEY: _("Key episode"),
    C.THEMES: _("Themes"),
    C.COMMENTS: _("Comments"),
    C.DISPUTED: _("Disputed"),
}
NEEDED = (C.DATE, C.EVENT)
SILENCE = _("Silence")  # the kind of a row that is no event


def plain_heading(heading: str) -> str:
    """A heading as it is compared."""
    return " ".join(heading.replace("\u00a0", " ").replace("’", "'").casefold().split()).strip(" .:*")


def find_columns(headings: Sequence[str], *, mapped: Mapping[str, str]) -> dict[int, ChronologyColumn]:
    """Which column each place holds. `mapped`: a column by the plain heading of one agency, as was said once."""
    known = {plain_heading(str(said)): column for column, said in HEADINGS.items()}
    for column, names in OTHER_HEADINGS.items():
        known |= {plain_heading(name): ChronologyColumn(column) for name in names if plain_heading(name) not in known}
    known |= {heading: ChronologyColumn(column) for heading, column in mapped.items()}
    found: dict[int, ChronologyColumn] = {}
    for place, heading in enumerate(headings):
        named = known.get(plain_heading(heading))
        if named and named not in found.values():
            found[place] = named
    return found


def is_head(headings: Sequence[str], *, mapped: Mapping[str, str]) -> bool:
    """Whether a row is the head of a chronology: it names what happened and when."""
    return set(NEEDED) <= set(find_columns(headings, mapped=mapped).values())
