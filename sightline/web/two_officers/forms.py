"""The forms of two officers: why one protected address, or which sealed identity and why."""

from typing import ClassVar

from sightline.casework.two_officers.pages import OUTCOMES, HiddenKind, OfficersAsk
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _
from sightline.web.core.dates import BirthDate
from sightline.web.core.fields import MOST_NAME, WhyField, dropdown, radios, text_box
from sightline.web.core.forms import PostedForm
from sightline.web.core.words import AGENCIES

HOLDERS = [("", _("Choose one")), *((one.value, AGENCIES[one]) for one in Agency if one is not Agency.PARTNERSHIP)]


class AddressForm(PostedForm):
    """Why a protected address is needed."""

    why = WhyField(
        label=_("Why do you need it now?"),
        help_text=_("For example, he has left with a weapon to look for her. Do not write an address here."),
    )

    own_page: ClassVar = ("not_on_duty",)

    def read_ask(self, record_id: str) -> OfficersAsk:
        """What was said of a record."""
        return OfficersAsk(HiddenKind.PROTECTED_ADDRESS, self.cleaned_data["why"], record_id=record_id)


class OfficersReviewForm(PostedForm):
    """Whether the reason was enough."""

    outcome = radios(_("Is the reason enough?"), OUTCOMES.items(), empty=_("Choose an answer"))
    why = WhyField(label=_("Why?"), help_text=_("What you asked the two officers, and what they said."))

    said_at: ClassVar = {"no_outcome": ("outcome",)}
    own_page: ClassVar = ("not_for_role", "out_of_place")


class SealedForm(PostedForm):
    """Whose sealed identity, of which agency, and why."""

    agency = dropdown(_("Which agency holds the record?"), HOLDERS, empty=_("Choose the agency"))
    name = text_box(
        _("Full name on the record"), _("First name and last name."), empty=_("Enter the full name"), most=MOST_NAME
    )
    birth_date = BirthDate(
        label=_("Birth date"),
        help_text=_("For example, 27 3 2010"),
        error_messages={"required": _("Enter the birth date")},
    )
    why = WhyField(
        label=_("Why do you need it now?"),
        help_text=_("For example, she is in hospital and cannot say who she is."),
    )

    said_at: ClassVar = {"no_agency": ("agency",), "no_name": ("name",)}
    own_page: ClassVar = ("not_on_duty",)

    def read_ask(self) -> OfficersAsk:
        """What was said."""
        said = self.cleaned_data
        return OfficersAsk(
            HiddenKind.SEALED_IDENTITY, said["why"], agency=said["agency"], name=said["name"], born=said["birth_date"]
        )
