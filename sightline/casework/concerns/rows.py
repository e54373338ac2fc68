"""A concern as the row that a run takes in: the same cells whether it is read at once or from tonight's file.

A child whom nobody can name is still named on the row ("Child not known"), so that the concern has a clock and a page,
and somebody can say later which child it was.
"""

from datetime import date

from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.pages.body_marks import body_marks_in_words
from sightline.casework.concerns.pages.form_schema import CHILD_KNOWS, FAMILY_KNOWS, NOT_KNOWN, YES, Said
from sightline.casework.core.house_reader import LAYOUT, PROFESSIONAL_LAYOUT
from sightline.ingest.rows.one_row import headings_of
from sightline.model import ids
from sightline.model.nouns import Agency, HandlingMarking
from sightline.model.when import london_day, london_text
from sightline.translation.messages import as_written

NOBODY_KNOWN, NAME_NOT_KNOWN = "Child not known", "Name not known"
ASKED = {"asked": "when asked", "unasked": "unasked", "": ""}
SUBJECT = "subject"
# What a row says in codes, times and names of accounts: nobody typed it in a box as words to be found.
NOT_TYPED = frozenset({
    "concern_id", "entered_at", "begun_at", "author", "birth_date", "happened_on", "happened_at", "precision", "asked",
    "child_knows", "family_knows", "suspicion", "account", "parent_worry", "referral", "about_professional",
    "professional_agency", "other_places", "kind", "corrects", "corrects_id",
})  # fmt: skip


def layout_of(said: Said) -> str:
    """The layout, and the mapping of the same name: a concern about a professional stands in one of its own."""
    return PROFESSIONAL_LAYOUT if said["about_professional"] == YES else LAYOUT


def make_ids(*, layout: str, agency: str, organisation: str, concern_id: str) -> tuple[str, str]:
    """The ids of the record and of the child's mention, as every run will make them."""
    source = {"agency": agency, "organisation": organisation, "mapping": layout}
    return (
        ids.record_id(**source, record_key=concern_id),
        ids.mention_id(**source, row_key=concern_id, slot=SUBJECT),
    )


def works_for(agency: str, organisation: str) -> tuple[str, str]:
    """Whose record a concern is: the author's agency and body; the partnership's own where the author has none."""
    own = agency or Agency.PARTNERSHIP
    return own, organisation or own


@as_written()
def cells_of(concern: Concern, *, corrected_at: str = "") -> dict[str, str]:
    """The row, heading -> text. `corrected_at` is when the concern that it corrects was entered."""
    said: Said = concern.said
    on = date.fromisoformat(said["happened_on"]) if said["happened_on"] else None
    fields = {
        "concern_id": concern.concern_id, "entered_at": _moment(concern.entered_at),
        "begun_at": _moment(concern.begun_at), "author": concern.author, "child": _child(said),
        "birth_date": _day(said["birth_date"]), "happened_on": _day(said["happened_on"]) or "not known",
        "happened_at": said["at"], "precision": "approximate" if on and said["roughly"] == YES else "",
        "asked": ASKED.get(said["asked"], ""), "child_knows": CHILD_KNOWS.get(said.get("child_knows", ""), ""),
        "family_knows": FAMILY_KNOWS.get(said.get("family_knows", ""), ""),
        "places": _listed(said["where"], said["places"]),
        "other_places": _listed(said["places"]), "kind": "Correction" if concern.corrects else "Concern",
        "corrects_id": concern.corrects, "corrects": f"entered {_moment(corrected_at)}" if corrected_at else "",
    }  # fmt: skip
    fields["body"] = body_marks_in_words(said.get("body", ""))
    fields |= {name: _listed(said[name]) for name in ("others_named", "phones", "registrations")}
    headings = headings_of(concern.layout)
    filled = {headings[name]: fields.get(name, said.get(name, "")) for name in headings}
    filled = {heading: str(text) for heading, text in filled.items()}
    return {**filled, "Sightline Marking": str(HandlingMarking.RESTRICTED) if concern.restricted else ""}


def typed_headings(layout: str) -> frozenset[str]:
    """The headings of a row under which people's own words stand."""
    return frozenset(heading for name, heading in headings_of(layout).items() if name not in NOT_TYPED)


def _child(said: Said) -> str:
    if said["about"] == NOT_KNOWN:
        return NOBODY_KNOWN
    return said["child"] or NAME_NOT_KNOWN


def _listed(*texts: str) -> str:
    """What was typed one a line, in a row."""
    return "; ".join(line.strip() for text in texts for line in text.splitlines() if line.strip())


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else ""


def _moment(when: str) -> str:
    """London wall-clock time, as agencies write it."""
    return f"{london_day(when):%d/%m/%Y} {london_text(when)[11:]}"
