"""What a page, an e-mail or a webhook is given of notices: frozen, and already filtered for the account.

These hold no name. What a notice is about is opened at its own page.
"""

from dataclasses import dataclass

from sightline.casework.escalation.pages import ItemLine


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """What an account is told of one matter: all that came about one child, as far as it may see that it is one.

    `kind`: an item `came`, or its answer is `to_see`; a concern was `told_back`; a `meeting` asks the account to come;
    a `working_file` is theirs to own, or to do something for; a `breach` of a measure in one is written down;
    an `account` was recovered at the machine; a `day_list` of everything that waits for a full post; a post is
    `over_ceiling`; a search that the account watches found something new: `watched`;
    a `proposal` of theirs has an answer; an `officer` asks for a second one;
    `call_asked`: somebody asks to be called about a child whom they lead;
    a `correction` of what they were shown needs their answer;
    a `refused_reason` had opened records of their agency; a right `access_ends` unless somebody confirms it;
    an `insider` looked at themselves, or at a watched person; a `learning_review` asks for something, or was answered;
    a comment mentions the account: `comment_concern`, `comment_item`, `comment_meeting`, `comment_file`.
    `item` is the newest item, None where it is about none; `others` counts the child's other items that wait. `waits`:
    the account is still to do something, or has not read it yet where there is nothing to do; else it stands as read.
    """

    number: int
    kind: str
    about_id: str
    at: str
    is_read: bool
    waits: bool
    urgent: bool
    item: ItemLine | None = None
    others: int = 0


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """The newest matters first; `through` is the highest notice number, so that what comes later stays unread."""

    lines: tuple[NoticeLine, ...]
    unread: int
    through: int
    is_whole: bool
    account_number: int
