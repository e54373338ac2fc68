"""Adds a comment and withdraws one. Each is a decision, a row and an audit entry, all or none; none holds its words."""

import secrets
from collections.abc import Sequence

from sightline.casework.audit.trail import audited
from sightline.casework.comments.models import Comment
from sightline.casework.comments.notifiable import list_notifiable
from sightline.casework.comments.rights import can_withdraw, need_comment
from sightline.casework.core import clock
from sightline.casework.core.actor import acting_account
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.journal.writer import all_or_none, append_decision
from sightline.casework.notices.record import COMMENT_NOTICES, notify
from sightline.casework.owners.rights import OpenedOwner, need_owner
from sightline.casework.owners.trail import note_owner
from sightline.casework.protection.free_text import keep_text
from sightline.model.errors import Usage
from sightline.model.ids import make_id
from sightline.translation.messages import lazy as _

MOST_LETTERS = 2_000


def add_comment(session: ReaderSession, *, owner: str, owner_id: str, words: str, notified: Sequence[str] = ()) -> str:
    """Comment on a concern, item, meeting or working file; the comment's id. It answers and closes nothing.

    Usage where somebody is named who may not open it, in the same words as where there is no such account.
    """
    action = "add_comment"
    with audited(session, action=action) as trail, all_or_none(actor=session.actor, action=action, trail=trail):
        opened = need_owner(session, owner=owner, owner_id=owner_id)
        account = acting_account(actor=session.actor)
        note_owner(session, trail, opened)
        said, named = _read_comment(words), _read_notified(session, opened, notified)
        comment_id, text = make_id("comment", secrets.token_hex(16)), keep_text(words=said)
        body = {"comment_id": comment_id, **_about(opened), "text_sha256": text, "notified": named}
        number = append_decision(actor=session.actor, trail=trail, kind="commented", body=body, names={})
        one = Comment.objects.create(
            comment_id=comment_id, owner=opened.owner, owner_id=owner_id, at=clock.now_at(), account=account,
            by=account.username, notified=named, text_sha=text, decision=number,
        )  # fmt: skip
        trail.add("comment", [comment_id])
        notify(usernames=named, kind=COMMENT_NOTICES[owner], about_id=owner_id, occasion=one.pk, at=one.at)
    return comment_id


def withdraw_comment(session: ReaderSession, *, comment_id: str, why: str) -> None:
    """Withdraw one's own comment and say why. It stays, and is shown as withdrawn."""
    action = "withdraw_comment"
    with audited(session, action=action) as trail, all_or_none(actor=session.actor, action=action, trail=trail):
        Comment.objects.select_for_update().filter(comment_id=comment_id).first()
        one, opened = need_comment(session, comment_id=comment_id)
        note_owner(session, trail, opened)
        trail.add("comment", [comment_id])
        if not can_withdraw(session, one=one):
            raise NotHere
        text = keep_text(words=read_words(why, part="why"))
        body = {"comment_id": comment_id, **_about(opened), "text_sha256": text}
        append_decision(actor=session.actor, trail=trail, kind="comment_withdrawn", body=body, names={})
        one.withdrawn_at, one.withdrawn_by = clock.now_at(), session.actor.reader.username
        one.withdrawn_sha = text
        one.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_sha"])


def _about(opened: OpenedOwner) -> dict[str, object]:
    return {"on": opened.owner.value, "about_id": opened.owner_id, "record_ids": list(opened.record_ids)}


def _read_comment(words: str) -> str:
    said = words.strip()
    if not said or len(said) > MOST_LETTERS:
        raise Usage(
            _("The comment is empty.")
            if not said
            else (
                _("Your comment has %(said)s letters. The most is %(most_letters)s.")
                % {"said": f"{len(said):,}", "most_letters": f"{MOST_LETTERS:,}"}
            ),
            code="no_words",
            where="words",
            what_to_do=_("Write a short comment."),
        )
    return said


def _read_notified(session: ReaderSession, opened: OpenedOwner, notified: Sequence[str]) -> list[str]:
    wanted = sorted(set(notified))
    offered = {one.username for one in list_notifiable(session, opened=opened)} if wanted else set()
    if not set(wanted) <= offered:
        raise Usage(
            _("A person you mention is not in the list."),
            code="notified",
            where="notified",
            what_to_do=_("Choose from the list: it has people who can open this."),
        )
    return wanted
