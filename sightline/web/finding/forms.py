"""The forms of finding: the one box of every page, and the same box by box. Both are posted and never in an address."""

import re
from typing import Any

from django.core.exceptions import ValidationError

from sightline.casework.people.pages.people import SearchTerms
from sightline.model.bounds import DATE_PARTS
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_tick
from sightline.web.core.dates import BirthDate
from sightline.web.core.fields import text_box
from sightline.web.core.forms import AskedForm, PostedForm

NHS_DIGITS, BOX = 10, "typed"


class BoxForm(PostedForm):
    """The one box, as it was typed."""

    typed = text_box(_("Find"), empty=_("Enter a name, a birth date, a number, an address or words in notes"))

    def as_typed(self) -> dict[str, str]:
        """What stands in its box."""
        return {BOX: self.cleaned_data[BOX]}


class WatchAsked(AskedForm):
    """Whether a saved search is to be watched."""

    watch = asked_tick()


class FindForm(PostedForm):
    """Who is looked for. Everything that is given must hold."""

    name = text_box(_("Name"), _("First name, surname or both. Nicknames, and the beginning of a name, are enough."))
    birth_date = BirthDate(label=_("Birth date"), help_text=_("For example, 27 3 2010"), required=False)
    nhs_number = text_box(_("NHS number"), _("10 digits"), most=20)
    phone = text_box(_("Phone number"), most=40)
    registration = text_box(_("Vehicle registration"), _("Finds people whose records name the vehicle"), most=20)

    def clean_nhs_number(self) -> str:
        """The ten digits, without spaces."""
        number = re.sub(r"[\s-]", "", self.cleaned_data["nhs_number"])
        if number and not re.fullmatch(rf"\d{{{NHS_DIGITS}}}", number):
            raise ValidationError(_("NHS number must have 10 digits, for example 999 123 4567"))
        return number

    def clean(self) -> dict[str, Any]:
        """At least one term."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            self.add_error("name", _("Enter a name, a birth date or a number to look for"))
        return cleaned

    def as_typed(self) -> dict[str, str]:
        """What stands in its boxes, to show the form again."""
        boxes = (*self.fields, *(f"birth_date_{part}" for part in DATE_PARTS))
        return {name: value for name in boxes if (value := self.data.get(name))}

    @staticmethod
    def boxes_of(terms: SearchTerms) -> dict[str, str]:
        """What stands in the boxes where these terms were filled in."""
        born = {f"birth_date_{part}": str(getattr(terms.birth_date, part)) for part in DATE_PARTS if terms.birth_date}
        said = {
            "name": terms.name, "nhs_number": terms.nhs_number, "phone": terms.phone,
            "registration": terms.registration,
        }  # fmt: skip
        return {name: value for name, value in (said | born).items() if value}

    def terms(self) -> SearchTerms:
        """What `casework` looks for."""
        return SearchTerms(**self.cleaned_data)
