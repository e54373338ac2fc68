"""Opens a child for a reason of the reader's own, or by a number of a case system; and says whether it was enough."""

from sightline.casework.access.known_children import open_known
from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.entry_kinds import PURPOSES, AccessEntryKind, ReviewOutcome
from sightline.casework.access.rights import check_needs_reason, may_read_look, may_review, opens_by_number
from sightline.casework.access.teams import read_teams
from sightline.casework.access.writer import ACCESS, AccessDraft
from sightline.casework.core import clock
from sightline.casework.core.actor import acting_account
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.model.calendar import Unit
from sightline.model.errors import Refused, Usage
from sightline.rulebook.calendar import read_calendar
from sightline.sharing.need_to_know import need_to_know_value
from sightline.translation.messages import lazy as _

HOUR, FEWEST_OF_NUMBER, MOST_OF_NUMBER = 3600, 3, 60


def need_to_see(session: ReaderSession, *, person_id: str, purpose: str, why: str) -> str:
    """Open a child's records for a day, for a purpose and a reason that somebody reviews; the entry's id."""
    with ACCESS.hold(session, action="need_to_see") as trail:
        check_needs_reason(actor=session.actor)
        words = read_words(why, part="why")
        if purpose not in PURPOSES:
            raise Usage(_("The purpose is missing."), code="no_purpose", what_to_do=_("Choose a purpose."))
        trail.add("person", [person_id])
        trail.details["purpose"] = purpose
        with open_known(session) as known:
            known.child(person_id)
            mention_id = known.mention(person_id)
        hours = need_to_know_value("needed_hours", on=clock.today())
        draft = AccessDraft(
            kind=AccessEntryKind.NEEDED,
            words=words,
            word=purpose,
            account=acting_account(actor=session.actor),
            mention_id=mention_id,
            until_at=clock.moved(clock.now_at(), seconds=hours * HOUR),
        )
        return ACCESS.write(session, subject=None, draft=draft, trail=trail).entry_id


def open_by_number(session: ReaderSession, *, person_id: str, number: str) -> str:
    """Open a child's records for some working days, by a contact, referral or report number of the team's system."""
    with ACCESS.hold(session, action="open_by_number") as trail:
        check_needs_reason(actor=session.actor)
        if not opens_by_number(actor=session.actor, teams=read_teams()):
            raise NotHere
        given = number.strip()
        if not FEWEST_OF_NUMBER <= len(given) <= MOST_OF_NUMBER or not any(one.isdigit() for one in given):
            raise Usage(
                _("This is not a number of your case system."),
                code="no_number",
                what_to_do=_("Enter the contact, referral or report number, for example C-2026-0142."),
                where="number",
            )
        trail.add("person", [person_id])
        with open_known(session) as known:
            known.child(person_id)
            mention_id = known.mention(person_id)
        days = need_to_know_value("number_working_days", on=clock.today())
        due_at = read_calendar().due_at(started=clock.today().isoformat(), amount=days, unit=Unit.WORKING_DAYS)
        draft = AccessDraft(
            kind=AccessEntryKind.NUMBER,
            what=given,
            account=acting_account(actor=session.actor),
            mention_id=mention_id,
            until_at=due_at,
        )
        return ACCESS.write(session, subject=None, draft=draft, trail=trail).entry_id


def review_look(session: ReaderSession, *, entry_id: str, outcome: str, why: str) -> None:
    """Say whether a reason was enough. One that was not ends at once."""
    with ACCESS.hold(session, action="review_look") as trail:
        kinds = (AccessEntryKind.NEEDED, AccessEntryKind.NUMBER)
        look, teams = AccessEntry.objects.of_kind(*kinds).filter(entry_id=entry_id).first(), read_teams()
        if look is None or not may_read_look(actor=session.actor, look=look, teams=teams):
            raise NotHere
        if not may_review(actor=session.actor, look=look, teams=teams):
            raise Refused(
                _("Another person must review this."), code="own_look", what_to_do=_("Ask information governance.")
            )
        if AccessEntry.objects.of_kind(AccessEntryKind.REVIEWED).filter(about=entry_id).exists():
            raise Refused(
                _("This was reviewed before."), code="reviewed_before", what_to_do=_("See the list of reviews.")
            )
        if outcome not in list(ReviewOutcome):
            raise Usage(_("The answer is missing."), code="no_outcome", what_to_do=_("Choose an answer."))
        words = read_words(why, part="why")
        draft = AccessDraft(kind=AccessEntryKind.REVIEWED, about=entry_id, word=outcome, words=words)
        ACCESS.write(session, subject=None, draft=draft, trail=trail)
        if outcome == ReviewOutcome.REFUSED:
            ended = AccessDraft(kind=AccessEntryKind.ENDED, about=entry_id)
            ACCESS.write(session, subject=None, draft=ended, trail=trail)
