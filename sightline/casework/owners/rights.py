"""Who opens what documents and comments are added to, who comments on it, and who adds documents: by its own rights.

On an action that is whoever may see the records behind it: its comments may speak of them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sightline.casework.concerns.live_entries import mentions_of
from sightline.casework.concerns.rights import answers_for, need_concern, visible_concerns, works_on
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.rights import basis_of, find_item, right_to
from sightline.casework.meetings.rights import need_meeting
from sightline.casework.owners.models import Added, OwnerKind
from sightline.casework.subject_files.rights import need_file
from sightline.model.errors import Refused


@dataclass(frozen=True, slots=True)
class OpenedOwner:
    """What documents and comments are added to, as the account may open it, and whom and which records it is about.

    Whoever opens it by name may comment on it: `may_comment`. Whoever works on it adds documents: `may_add`.
    `only_of`: the account number and name of an author who, as need to know has it, reads of what others added only
    what mentions them.
    """

    owner: OwnerKind
    owner_id: str
    mention_ids: tuple[str, ...]
    record_ids: tuple[str, ...]
    may_comment: bool
    may_add: bool
    only_of: tuple[int, str] | None = None

    def shows(self, row: Added) -> bool:
        """Whether the account reads a document or comment that was added."""
        if self.only_of is None:
            return True
        number, name = self.only_of
        return row.account_id == number or name in getattr(row, "notified", ())


def need_owner(session: ReaderSession, *, owner: str, owner_id: str) -> OpenedOwner:
    """The concern, action, meeting or working file, where the account may open it; else NotHere."""
    if owner not in list(OwnerKind):
        raise NotHere
    kind = OwnerKind(owner)
    try:
        opened = session.once(("opened", _who(session), kind, owner_id), lambda: OPENERS[kind](session, owner_id))
    except Refused as error:
        raise NotHere from error
    (mention_ids, record_ids, may_add), number = opened, session.actor.account_id
    by_name, own = number is not None, None
    if number is not None and kind is OwnerKind.CONCERN and _is_author_alone(session, owner_id):
        own = (number, _who(session))
    return OpenedOwner(kind, owner_id, mention_ids, record_ids, by_name, may_add and by_name, own)


def need_owner_to_add(session: ReaderSession, *, owner: str, owner_id: str) -> OpenedOwner:
    """The same, where the account may add documents; NotHere for whoever only reads."""
    opened = need_owner(session, owner=owner, owner_id=owner_id)
    if not opened.may_add:
        raise NotHere
    return opened


def find_owner(session: ReaderSession, *, owner: str, owner_id: str) -> OpenedOwner | None:
    """The same; None where the account may not open it. Asked once a session."""

    def find() -> OpenedOwner | None:
        try:
            return need_owner(session, owner=owner, owner_id=owner_id)
        except NotHere:
            return None

    return session.once(("owner", _who(session), owner, owner_id), find)


def _who(session: ReaderSession) -> str:
    """A page may ask the same for a colleague, in a session that keeps what both asked."""
    return session.actor.reader.username


def may_open(session: ReaderSession, *, owner: str, owner_id: str) -> bool:
    """Whether the account may open it."""
    try:
        need_owner(session, owner=owner, owner_id=owner_id)
    except NotHere:
        return False
    return True


About = tuple[tuple[str, ...], tuple[str, ...], bool]  # the mentions, the records, and whether documents are added


def _concern(session: ReaderSession, owner_id: str) -> About:
    concern = need_concern(session, owner_id)
    return tuple(mentions_of(concern)), (concern.record_id,), works_on(session, concern)


def _is_author_alone(session: ReaderSession, concern_id: str) -> bool:
    """Whether the account opens a concern only because it wrote it: nobody opens a child by what they wrote."""
    if not session.actor.reader.needs_reason:
        return False
    concern = need_concern(session, concern_id)
    return not visible_concerns(session, [concern]) and not answers_for(session, [concern])


def _item(session: ReaderSession, owner_id: str) -> About:
    item = find_item(session, owner_id)
    if item is None or not right_to(session, item=item, on=clock.today()).sees_basis:
        raise NotHere
    return tuple(item.mention_ids), tuple(row.record_id for row in basis_of(session, item)), False


def _meeting(session: ReaderSession, owner_id: str) -> About:
    opened = need_meeting(session, meeting_id=owner_id)
    if opened.closed:
        raise NotHere
    of, writes = opened.meeting, opened.part.takes_part and not opened.state.called_off
    return tuple(of.mention_ids), tuple(of.record_ids), writes


def _file(session: ReaderSession, owner_id: str) -> About:
    opened = need_file(session, file_id=owner_id)
    return tuple(opened.file.mention_ids), tuple(opened.file.record_ids), opened.writes


OPENERS: dict[OwnerKind, Callable[[ReaderSession, str], About]] = {
    OwnerKind.CONCERN: _concern,
    OwnerKind.ITEM: _item,
    OwnerKind.MEETING: _meeting,
    OwnerKind.FILE: _file,
}
