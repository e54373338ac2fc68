"""The form of a file for an inquiry: people, places and days, and what it is for."""

from collections.abc import Iterable
from typing import Any, ClassVar

from sightline.casework.review_reports.pages import InquiryAsk
from sightline.casework.reviews.pages.labels import call_person
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, day_boxes, story, ticks
from sightline.web.core.forms import PostedForm


class InquiryFileForm(PostedForm):
    """Whom, where and when it is about."""

    said_at: ClassVar = {"no_child": ("people",), "no_period": ("to_on",)}
    said_else: ClassVar = "why"

    people = ticks(_("Which people? (optional)"), _("Without a choice: everybody in the review."))
    places = story(
        _("Which places? (optional)"),
        _("One street, house, school or other place a line, as records write it. Without one: every place."),
    )
    from_on = day_boxes(_("From which day? (optional)"))
    to_on = day_boxes(_("To which day? (optional)"))
    why = WhyField(label=_("Who asks for it, and by which right?"))

    def __init__(self, *arguments: Any, people: Iterable[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("people", [(one, call_person(one)) for one in people])

    def read_ask(self) -> InquiryAsk:
        """What was asked."""
        said = self.cleaned_data
        return InquiryAsk(
            purpose=said["why"],
            people=tuple(said["people"]),
            places=tuple(one.strip() for one in said["places"].splitlines() if one.strip()),
            from_on=said["from_on"],
            to_on=said["to_on"],
        )
