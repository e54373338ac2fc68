"""The form of what a person said about the use of their own words."""

from collections.abc import Iterable
from typing import Any, ClassVar

from sightline.casework.reviews.pages.consents import CONSENT_REPLIES
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import MOST_NAME, day_boxes, radios, story, text_box
from sightline.web.core.forms import PostedForm


class ConsentForm(PostedForm):
    """Whose words they are, the answer, who asked, when and how."""

    said_at: ClassVar = {
        "no_person": ("person",), "no_answer": ("reply",), "no_who": ("asked_by",), "no_day": ("on_day",),
        "review_closed": ("reply",),
    }  # fmt: skip
    said_else: ClassVar = "how"

    person = radios(_("Whose words are these?"), empty=_("Choose whose words these are"))
    reply = radios(_("What did they say about the use of these words?"), empty=_("Choose what they said"))
    asked_by = text_box(
        _("Who asked them?"), _("Write the role, for example independent advocate."), empty=_("Enter the role"),
        most=MOST_NAME,
    )  # fmt: skip
    on_day = day_boxes(_("On which day did they answer?"), empty=_("Enter the day"))
    how = story(
        _("How were they asked?"),
        _("Say how it was explained, and who supported them. What you record cannot be changed."),
        empty=_("Say how they were asked"),
    )

    def __init__(
        self, *arguments: Any, people: Iterable[tuple[str, str]] = (), replies: Iterable[str] = (), **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.offer("person", list(people))
        self.offer("reply", [(one, CONSENT_REPLIES[one]) for one in replies])
