"""The forms of blind questions: a child by full name and birth date, who asks, and how worried they are."""

from typing import ClassVar

from sightline.casework.blind_questions.pages import WORRIES, NewAsk
from sightline.translation.messages import lazy as _
from sightline.web.core.dates import BirthDate
from sightline.web.core.fields import MOST_NAME, radios, text_box
from sightline.web.core.forms import PostedForm

MOST_PHONE = 40


class CallSignalForm(PostedForm):
    """A child, and whom to call back: nothing else is kept."""

    name = text_box(
        _("Child’s full name"), _("First name and last name."), empty=_("Enter the child’s full name"), most=MOST_NAME
    )
    birth_date = BirthDate(
        label=_("Child’s birth date"),
        help_text=_("For example, 27 3 2010"),
        error_messages={"required": _("Enter the child’s birth date")},
    )
    asker = text_box(
        _("Your name and role"), _("For example, Nia Roberts, school nurse."), empty=_("Enter your name and role"),
        most=MOST_NAME,
    )  # fmt: skip
    phone = text_box(
        _("Your telephone number"), _("A number that you answer today."), empty=_("Enter your number"), most=MOST_PHONE
    )

    said_at: ClassVar = {"no_name": ("name",), "no_birth_date": ("birth_date",), "no_asker": ("asker",),
                         "no_phone": ("phone",), "no_worry": ("worry",)}  # fmt: skip
    own_page: ClassVar = ("not_for_role",)

    def read_ask(self) -> NewAsk:
        """What was said."""
        said = self.cleaned_data
        return NewAsk(said["name"], said["birth_date"], said["asker"], said["phone"], said.get("worry", ""))


class BlindQuestionForm(CallSignalForm):
    """The same, and how worried somebody is."""

    worry = radios(_("How worried are you?"), WORRIES.items(), empty=_("Choose how worried you are"))
