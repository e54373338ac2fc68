"""What pages of comments are given: frozen, already filtered for the reader, already audited."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CommentLine:
    """One comment. `words` is empty where it was erased; of a withdrawn one `why` says why."""

    comment_id: str
    at: str
    by: str
    words: str = field(repr=False)
    notified: tuple[str, ...]
    may_withdraw: bool
    withdrawn_at: str = ""
    withdrawn_by: str = ""
    why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NotifiableAccount:
    """Somebody who can open what the comment is on, and so may be notified."""

    username: str
    agency: str
    organisation: str
    post: str


@dataclass(frozen=True, slots=True)
class CommentList:
    """The comments on a concern, item, meeting or working file; `choices` only where one is to be written."""

    owner: str
    owner_id: str
    lines: tuple[CommentLine, ...]
    may_write: bool
    choices: tuple[NotifiableAccount, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnComment:
    """One comment, for the page on which it is withdrawn, and on what it is."""

    line: CommentLine
    owner: str
    owner_id: str
