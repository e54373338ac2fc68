"""The words of comments: what each is on, its page, and who reads it."""

from dataclasses import dataclass

from sightline.casework.comments.pages import NotifiableAccount
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _
from sightline.web.core.words import agency_in_words

NOT_AN_ANSWER = _("A comment does not answer this. The deadline has not changed.")


@dataclass(frozen=True, slots=True)
class CommentWords:
    """What a comment is on: in words, the page that shows it, what it does not do, and who reads it."""

    label: str
    page: str
    is_not: str
    readers: str


OWNERS = {
    "concern": CommentWords("concern", "concern", NOT_AN_ANSWER, _("Everyone who may read this concern can read it.")),
    "item": CommentWords(
        "action", "item", NOT_AN_ANSWER, _("Everyone who may see the records behind this can read it.")
    ),
    "meeting": CommentWords(
        "meeting",
        "meeting",
        _("A comment is not part of the minutes. It does not answer an action, and no deadline has changed."),
        _("Everyone who is invited to this meeting, or has an action from it, can read it."),
    ),
    "file": CommentWords("file", "subject_file", NOT_AN_ANSWER, _("Everyone who may read this file can read it.")),
}


def choice_in_words(one: NotifiableAccount) -> str:
    """`sam, Designated safeguarding lead, Education (Elm School)`: an account, its post and whose it is."""
    agency = agency_in_words(one.agency) if one.agency else ""
    apart = one.organisation if one.organisation not in ("", one.agency) else ""
    return join_shown(", ", filter(None, (one.username, one.post, f"{agency} ({apart})" if apart else agency)))
