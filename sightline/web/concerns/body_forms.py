"""What is said of marks on a body: where they are, of what kind, what the child says, and who saw them."""

from typing import Any

from sightline.casework.concerns.pages.body_marks import BACK, FRONT, KINDS, REGIONS, BodyMark
from sightline.casework.concerns.pages.form_schema import MOST_SHORT
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_number, asked_text
from sightline.web.core.fields import radios, text_box, ticks
from sightline.web.core.forms import AskedForm, PostedForm


class BodyPosted(AskedForm):
    """Which opening of which draft it is, and which mark is to be removed: its number in the list, or 0."""

    number = asked_text()
    opening = asked_text()
    seen = asked_number(otherwise=-1)
    remove = asked_number(otherwise=0)


class BodyMarkForm(PostedForm):
    """One kind of mark, at one place or several."""

    front = ticks(_("Front of the body"), _("Left and right are the child’s."), REGIONS[FRONT].items())
    back = ticks(_("Back of the body"), _("Left and right are the child’s."), REGIONS[BACK].items())
    kind = radios(_("What kind of mark is it?"), KINDS.items(), empty=_("Choose what kind of mark it is"))
    size = text_box(_("Size, in words"), _("For example, as big as a 10p coin"))
    colour = text_box(_("Colour"), _("For example, purple and yellow"))
    childs_words = text_box(_("What does the child say happened?"), _("In the child’s own words"), most=MOST_SHORT)
    seen_by = text_box(_("Who saw it, and when?"), _("For example, I did, today at the club"))

    def clean(self) -> dict[str, Any]:
        """One place at least."""
        cleaned = super().clean() or {}
        if not (cleaned.get("front") or cleaned.get("back")) and not {"front", "back"} & set(self.errors):
            self.add_error("front", _("Choose where the mark is"))
        return cleaned

    def body_marks(self) -> tuple[BodyMark, ...]:
        """A mark for each place that is ticked."""
        said = self.cleaned_data
        rest = {name: said[name] for name in ("kind", "size", "colour", "childs_words", "seen_by")}
        return tuple(BodyMark(region, **rest) for region in (*said["front"], *said["back"]))
