"""Opens a child for a reason of the reader's own, or by a number of a case system; and says whether it was enough.

After a refusal the same account opens the same child by a reason or a number only once a reviewer has agreed to it.
So it is with a number by which it opened the child before.
"""

from sightline.casework.access.known_children import find_person, open_known
from sightline.casework.access.look_bodies import is_governed
from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.access import OpenedLook
from sightline.casework.access.pages.entry_kinds import AccessEntryKind, ReviewOutcome
from sightline.casework.access.refusals import check_none_waits, ended_by_refusal, was_refused
from sightline.casework.access.reviews import list_looks
from sightline.casework.access.rights import (
    check_gives_reason,
    check_needs_reason,
    may_read_look,
    may_review,
    opens_by_number,
    purposes_for,
)
from sightline.casework.access.services.numbers import was_used
from sightline.casework.access.teams import read_teams, teams_of
from sightline.casework.access.writer import ACCESS, AccessDraft
from sightline.casework.audit.trail import Trail
from sightline.casework.core import clock
from sightline.casework.core.actor import acting_account
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.ledger.refused_reasons import make_refusal_ready
from sightline.model.calendar import Unit
from sightline.model.errors import Refused, Usage
from sightline.rulebook.calendar import read_calendar
from sightline.sharing.need_to_know import need_to_know_value
from sightline.translation.messages import lazy as _

HOUR, FEWEST_OF_NUMBER, MOST_OF_NUMBER = 3600, 3, 60


def need_to_see(session: ReaderSession, *, person_id: str, purpose: str, why: str) -> OpenedLook:
    """Open a child's records for a day, for a purpose and a reason that somebody reviews."""
    with ACCESS.hold(session, action="need_to_see") as trail:
        check_gives_reason(actor=session.actor)
        words = read_words(why, part="why")
        if purpose not in purposes_for(actor=session.actor):
            raise Usage(_("The purpose is missing."), code="no_purpose", what_to_do=_("Choose a purpose."))
        trail.details["purpose"] = purpose
        return _open(session, trail, person_id, kind=AccessEntryKind.NEEDED, words=words, word=purpose)


def open_by_number(session: ReaderSession, *, person_id: str, number: str) -> OpenedLook:
    """Open a child's records for some working days, by a contact, referral or report number of the team's system."""
    with ACCESS.hold(session, action="open_by_number") as trail:
        check_needs_reason(actor=session.actor)
        if not opens_by_number(actor=session.actor, teams=teams_of(session.actor.reader.username)):
            raise NotHere
        given = number.strip()
        if not FEWEST_OF_NUMBER <= len(given) <= MOST_OF_NUMBER or not any(one.isdigit() for one in given):
            raise Usage(
                _("This is not a number of your case system."),
                code="no_number",
                what_to_do=_("Enter the contact, referral or report number, for example C-2026-0142."),
                where="number",
            )
        return _open(session, trail, person_id, kind=AccessEntryKind.NUMBER, what=given)


def review_look(session: ReaderSession, *, entry_id: str, outcome: str, why: str) -> None:
    """Say whether a reason was enough. One that waited for this opens the child now.

    One that was not ends at once, with all that its reader opened of their own of the same child.
    """
    with ACCESS.hold(session, action="review_look") as trail:
        look, teams = list_looks().filter(entry_id=entry_id).first(), read_teams()
        governs = look is not None and is_governed(session, look)
        if look is None or not may_read_look(actor=session.actor, look=look, teams=teams, is_governed=governs):
            raise NotHere
        if not may_review(actor=session.actor, look=look, teams=teams, is_governed=governs):
            raise Refused(
                _("Another person must review this."), code="own_look", what_to_do=_("Ask information governance.")
            )
        if AccessEntry.objects.of_kind(AccessEntryKind.REVIEWED).filter(about=entry_id).exists():
            raise Refused(
                _("This was reviewed before."), code="reviewed_before", what_to_do=_("See the list of reviews.")
            )
        if outcome not in list(ReviewOutcome):
            raise Usage(_("The answer is missing."), code="no_outcome", what_to_do=_("Choose an answer."))
        trail.add("access_entry", [entry_id])
        opens = outcome == ReviewOutcome.ACCEPTED and look.waits
        draft = AccessDraft(
            kind=AccessEntryKind.REVIEWED,
            about=entry_id,
            word=outcome,
            words=read_words(why, part="why"),
            account=look.account if opens else None,
            mention_id=look.mention_id if opens else "",
            until_at=_closes_at(AccessEntryKind(look.kind)) if opens else "",
        )
        ACCESS.write(session, subject=None, draft=draft, trail=trail)
        if outcome == ReviewOutcome.REFUSED:
            mentions = _mentions_of_child(session, look.mention_id)
            trail.follows.append(make_refusal_ready(session, reader=look.by, entry_id=entry_id, mention_ids=mentions))
            for about in ended_by_refusal(look, mention_ids=mentions):
                ACCESS.write(
                    session, subject=None, draft=AccessDraft(kind=AccessEntryKind.ENDED, about=about), trail=trail
                )


def _mentions_of_child(session: ReaderSession, mention_id: str) -> list[str]:
    """Every mention of the child of a mention, as today's data have it; that mention alone before the first run."""
    if session.snapshot is None:
        return [mention_id]
    with open_known(session) as known:
        people = known.store.people_of(mention_ids=[mention_id])
        return [mention_id, *known.store.mentions_of(person_ids=sorted(set(people.values())))]


def _open(
    session: ReaderSession, trail: Trail, person_id: str, *, kind: AccessEntryKind, words: str = "", word: str = "",
    what: str = "",
) -> OpenedLook:  # fmt: skip
    """Write that the account opens the child.

    Without an end, and so without effect, where a refusal came before, or the account used the number of this child.
    """
    trail.add("person", [person_id])
    account = acting_account(actor=session.actor)
    mention_id, mentions = find_person(session, person_id)
    used = kind is AccessEntryKind.NUMBER and was_used(session, account=account, mention_ids=mentions, number=what)
    waits = used or was_refused(by=account.username, mention_ids=mentions)
    if waits:
        check_none_waits(account=account, mention_ids=mentions)
    until_at = "" if waits else _closes_at(kind)
    draft = AccessDraft(
        kind=kind, words=words, what=what, word=word, account=account, mention_id=mention_id, until_at=until_at
    )
    return OpenedLook(ACCESS.write(session, subject=None, draft=draft, trail=trail).entry_id, waits, used)


def _closes_at(kind: AccessEntryKind) -> str:
    today = clock.today()
    if kind is AccessEntryKind.NUMBER:
        days = need_to_know_value("number_working_days", on=today)
        due_at = read_calendar().due_at(started=today.isoformat(), amount=days, unit=Unit.WORKING_DAYS)
        return str(due_at)
    return clock.moved(clock.now_at(), seconds=need_to_know_value("needed_hours", on=today) * HOUR)
