"""The forms of comments: writing one, withdrawing one."""

from typing import Any

from sightline.casework.comments.pages import NotifiableAccount
from sightline.casework.comments.services import MOST_LETTERS
from sightline.translation.messages import lazy as _
from sightline.web.comments.presenters import choice_in_words
from sightline.web.core.fields import WhyField, story, ticks
from sightline.web.core.forms import PostedForm


class CommentForm(PostedForm):
    """A comment, and whom it mentions, of those who can open what it is on."""

    said_at = {"no_words": ("words",)}

    words = story(_("Your comment"), _("Keep it short."), 4, empty=_("Write a comment"), most=MOST_LETTERS)
    notified = ticks(_("Mention"), _("They get a notice. The list has only people who can already open this."))

    def __init__(self, *args: Any, choices: tuple[NotifiableAccount, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("notified", [(one.username, choice_in_words(one)) for one in choices])
        if not choices:
            del self.fields["notified"]


class WithdrawCommentForm(PostedForm):
    """Why a comment is withdrawn."""

    why = WhyField(label=_("Why are you withdrawing it?"), help_text=_("For example, it is about another child."))
