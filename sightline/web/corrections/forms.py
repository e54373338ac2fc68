"""The forms of notices of correction."""

from collections.abc import Iterable
from typing import Any, ClassVar

from sightline.translation.messages import lazy as _
from sightline.web.core.fields import dropdown, story, tick
from sightline.web.core.forms import PostedForm


class AcknowledgeForm(PostedForm):
    """That the reader knows, and has dealt with each copy."""

    said_at: ClassVar = {"no_copies": ("copies",)}

    copies = tick(_("I have corrected or destroyed each copy that I took"))

    def __init__(self, *arguments: Any, has_file: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if not has_file:
            del self.fields["copies"]


class ReachRecipientForm(PostedForm):
    """Which reader information governance told in another way, and how."""

    said_else: ClassVar = "words"

    reader = dropdown(_("Which reader did you tell?"), empty=_("Choose a reader"))
    words = story(_("How did you tell them, and what happens to their copies?"), empty=_("Say how you told them"))

    def __init__(self, *arguments: Any, readers: Iterable[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("reader", readers)
