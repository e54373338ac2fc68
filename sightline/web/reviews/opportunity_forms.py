"""The forms by which a review asks an agency for its own account of a moment, and by which the agency gives it."""

from typing import ClassVar

from sightline.casework.reviews.pages.agency_accounts import REPLIES, NewAgencyAccount
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import radios, story, text_box
from sightline.web.core.forms import PostedForm


class AskAgencyForm(PostedForm):
    """Which account of the agency is asked, and what."""

    said_at: ClassVar = {"no_account": ("username",)}
    said_else: ClassVar = "words"

    username = text_box(
        _("Name of the account at the agency"), _("For example, n.okafor."), empty=_("Enter the name of the account")
    )
    words = story(_("What do you ask?"), _("Do not name a child."), empty=_("Say what you ask"))


class AgencyAccountForm(PostedForm):
    """What the agency says."""

    said_at: ClassVar = {"no_word": ("word",), "no_who": ("role",), "no_record": ("record",)}
    said_else: ClassVar = "words"

    word = radios(_("What does your agency say?"), list(REPLIES.items()), empty=_("Choose what your agency says"))
    record = text_box(
        _("Web address of the record that shows it"),
        _("Only if you dispute this. Open the record in Sightline and copy its web address."),
    )
    role = text_box(_("Who speaks for the agency?"), _("The job title, not a name."), empty=_("Enter the job title"))
    words = story(_("Your agency’s own account"), empty=_("Enter your agency’s account"))

    def read_account(self) -> NewAgencyAccount:
        """What was entered."""
        said = self.cleaned_data
        return NewAgencyAccount(said["word"], said["role"], said["record"], said["words"])
