"""What an account does with its saved searches: save one, watch it or not, open it, delete it. Nobody else's are there.

What is looked for is never audited: a saved search has an id.
"""

import secrets
from collections.abc import Mapping

from django.db import transaction

from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import acting_account
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.endings import saved_since
from sightline.casework.finding.models import SavedSearch
from sightline.casework.finding.query import Asked, pack_asked, read_asked, unpack_asked
from sightline.casework.finding.selectors import found_ids
from sightline.casework.keys.sealed_secrets import seal, unseal
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _

MOST_SAVED, ID_BYTES = 20, 10


def save_search(session: ReaderSession, *, asked: Asked, watch: bool) -> str:
    """Save a search; its id. What it finds now is known, so that a watch tells of what comes later alone."""
    with audited(session, action="save_search") as trail, transaction.atomic():
        check_people(actor=session.actor)
        account = acting_account(actor=session.actor)
        if SavedSearch.objects.of_account(account.pk).count() >= MOST_SAVED:
            raise Usage(
                _("You have %(most_saved)s saved searches.") % {"most_saved": MOST_SAVED},
                code="searches_full",
                what_to_do=_("Delete one, then save again."),
            )
        one = SavedSearch.objects.create(
            saved_id=secrets.token_hex(ID_BYTES), account=account, sealed=seal(pack_asked(asked)),
            saved_at=clock.now_at(), is_watched=watch, known=sorted(found_ids(session, read_asked(asked))),
        )  # fmt: skip
        _append(session, trail, one, "save_search", {"watched": watch})
    return one.saved_id


def open_search(session: ReaderSession, *, saved_id: str) -> tuple[Asked, frozenset[str]]:
    """What a saved search looks for, and the ids that are new since it was opened last; from now on they are not."""
    with audited(session, action="open_search") as trail, transaction.atomic():
        check_people(actor=session.actor)
        one = _need(session, saved_id)
        asked, fresh = unpack_asked(unseal(one.sealed)), frozenset(one.fresh)
        SavedSearch.objects.filter(pk=one.pk).update(fresh=[])
        _append(session, trail, one, "open_search", {"new": len(fresh)})
    return asked, fresh


def change_watching(session: ReaderSession, *, saved_id: str, watch: bool) -> None:
    """Watch a saved search from now on, or stop: what it finds at this moment is known."""
    with audited(session, action="watch_search") as trail, transaction.atomic():
        check_people(actor=session.actor)
        one = _need(session, saved_id)
        asked = unpack_asked(unseal(one.sealed))
        known = sorted(found_ids(session, read_asked(asked))) if watch else []
        SavedSearch.objects.filter(pk=one.pk).update(is_watched=watch, known=known)
        _append(session, trail, one, "watch_search", {"watched": watch})


def delete_search(session: ReaderSession, *, saved_id: str) -> None:
    """Delete a saved search, with what it looked for and what it found. Its notices are shown no more."""
    with audited(session, action="delete_search") as trail, transaction.atomic():
        check_people(actor=session.actor)
        one = _need(session, saved_id)
        one.delete()
        _append(session, trail, one, "delete_search", {})


def delete_all_searches(*, account: Account) -> int:
    """Delete every saved search of an account that is being closed; how many. The decision to close it keeps that."""
    found = SavedSearch.objects.of_account(account.pk)
    number = found.count()
    found.delete()
    return number


def end_old_searches(session: ReaderSession) -> int:
    """Delete the saved searches that are older than the rule's days; how many. Whoever needs one saves it again."""
    old = SavedSearch.objects.filter(saved_at__lt=saved_since())
    saved_ids = list(old.values_list("saved_id", flat=True))
    if saved_ids:
        with audited(session, action="end_old_searches") as trail, transaction.atomic():
            SavedSearch.objects.filter(saved_id__in=saved_ids).delete()
            trail.add("search", saved_ids)
            append_entry(actor=session.actor, action="end_old_searches", trail=trail)
    return len(saved_ids)


def delete_left_searches(session: ReaderSession) -> int:
    """Delete saved searches of accounts that an earlier version closed and left them; how many."""
    found = SavedSearch.objects.of_closed_accounts()
    saved_ids = list(found.values_list("saved_id", flat=True))
    if saved_ids:
        with audited(session, action="delete_left_searches") as trail, transaction.atomic():
            found.delete()
            trail.add("search", saved_ids)
            append_entry(actor=session.actor, action="delete_left_searches", trail=trail)
    return len(saved_ids)


def _need(session: ReaderSession, saved_id: str) -> SavedSearch:
    """The account's own saved search of that id; NotHere for any other."""
    found = SavedSearch.objects.of_account(session.actor.account_id).filter(saved_id=saved_id).first()
    if found is None:
        raise NotHere
    return found


def _append(
    session: ReaderSession, trail: Trail, one: SavedSearch, action: str, details: Mapping[str, bool | int]
) -> None:
    trail.add("search", [one.saved_id])
    trail.details = dict(details)
    append_entry(actor=session.actor, action=action, trail=trail)
