"""The form that confirms or ends several rights at once."""

from collections.abc import Iterable
from typing import Any, ClassVar

from sightline.casework.recertification.pages import DECISIONS, HeldRight
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import radios, story, ticks
from sightline.web.core.forms import PostedForm
from sightline.web.recertification.presenters import right_in_words


class RecertificationForm(PostedForm):
    """Which rights, whether they are needed, and why they end."""

    keys = ticks(_("Select each that you know"), empty=_("Select what you decide about"))
    decision = radios(_("What do you decide about those you selected?"), DECISIONS.items(), empty=_("Choose one"))
    why = story(_("Why does this access end?"), _("Leave this empty if the access is needed."))

    said_at: ClassVar = {"no_right": ("keys",), "no_decision": ("decision",)}
    said_else: ClassVar = "why"
    own_page: ClassVar = ("not_for_role", "own_account", "last_account")

    def __init__(self, *arguments: Any, waiting: Iterable[HeldRight], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("keys", [(one.full_key, right_in_words(one)) for one in waiting])
