"""Opens a child's restricted records in an emergency, says that a holder looked at it, reviews it and ends it.

The opening, its actions and the audit row are one transaction. Each reading of the records is an audit row of its own,
and the sharing ledger follows from that.
"""

from sightline.casework.accounts.rights import check_signed_in_again
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.emergency_access.actions import REVIEW, open_actions
from sightline.casework.emergency_access.openings import items_of_post, load_openings, need_opening
from sightline.casework.emergency_access.pages import PURPOSES, EmergencyEntryKind, EmergencyOutcome
from sightline.casework.emergency_access.restricted_entries import child_mention, find_restricted
from sightline.casework.emergency_access.rights import check_opens, check_reviews
from sightline.casework.emergency_access.writer import EMERGENCIES, EmergencyDraft
from sightline.casework.escalation.engine import close_by_fact
from sightline.casework.journal.draft import read_words
from sightline.model.errors import Refused, Usage
from sightline.sharing.emergency_access import emergency_until, emergency_value
from sightline.translation.messages import lazy as _


def open_restricted(session: ReaderSession, *, person_id: str, purpose: str, why: str, signed_in_at: str) -> str:
    """Open a child's restricted records for some hours; the id of the opening.

    `signed_in_at` is when the reader repeated the second step of their sign-in. Whether the child has such records is
    the same to whoever asks: an opening without any is written, reviewed and audited alike.
    """
    with EMERGENCIES.hold(session, action="open_emergency_access") as trail:
        check_people(actor=session.actor)
        check_opens(actor=session.actor)
        trail.add("person", [person_id])
        check_signed_in_again(at=signed_in_at, minutes=emergency_value("sign_in_minutes", on=clock.today()))
        _check_unused(session, signed_in_at)
        words = read_words(why, part="why")
        if purpose not in PURPOSES:
            raise Usage(_("The purpose is missing."), code="no_purpose", what_to_do=_("Choose a purpose."))
        trail.details["purpose"] = purpose
        rows = find_restricted(session, person_id=person_id)
        mention_id = child_mention(session, person_id=person_id)
        _check_none_open(session, mention_id)
        draft = EmergencyDraft(
            kind=EmergencyEntryKind.OPENED,
            words=words,
            word=purpose,
            mention_id=mention_id,
            agency=session.actor.reader.agency,
            bodies=tuple(sorted({(row["agency"], row["organisation"]) for row in rows})),
            record_ids=tuple(dict.fromkeys(row["record_id"] for row in rows)),
            until_at=emergency_until(opened_at=clock.now_at()),
        )
        entry = EMERGENCIES.write(session, subject=None, draft=draft, trail=trail)
        trail.add("item", open_actions(session, entry, person_id=person_id))
    return entry.entry_id


def look_at_emergency(session: ReaderSession, *, entry_id: str, words: str = "") -> None:
    """Say that somebody of the agency whose records were opened has looked at it; words where they have any."""
    with EMERGENCIES.hold(session, action="look_at_emergency_access", subject_id=entry_id) as trail:
        need_opening(session, entry_id=entry_id)
        items = [item for item in items_of_post(session, entry_id=entry_id) if not item.closed_at]
        if not items:
            raise NotHere
        for agency in sorted({item.agency for item in items}):
            draft = EmergencyDraft(
                kind=EmergencyEntryKind.SEEN, about=entry_id, words=words.strip(), agency=agency,
                bodies=tuple((item.agency, item.organisation) for item in items if item.agency == agency),
            )  # fmt: skip
            entry = EMERGENCIES.write(session, subject=None, draft=draft, trail=trail)
        for item in items:
            close_by_fact(session, item_id=item.item_id, record_id="", now=entry.at)


def review_emergency(session: ReaderSession, *, entry_id: str, outcome: str, why: str) -> None:
    """Say whether the reason was enough. One that was not ends the opening at once."""
    with EMERGENCIES.hold(session, action="review_emergency_access", subject_id=entry_id) as trail:
        check_reviews(actor=session.actor)
        found = need_opening(session, entry_id=entry_id)
        if found.row.by == session.actor.reader.username:
            raise Refused(
                _("You cannot review your own emergency access."),
                code="same_person",
                what_to_do=_("Ask another person of information governance."),
            )
        if found.review is not None:
            raise Refused(
                _("This was reviewed before."), code="reviewed_before", what_to_do=_("Open it to see the review.")
            )
        if outcome not in list(EmergencyOutcome):
            raise Usage(_("The answer is missing."), code="no_outcome", what_to_do=_("Choose an answer."))
        words = read_words(why, part="why")
        draft = EmergencyDraft(kind=EmergencyEntryKind.REVIEWED, about=entry_id, word=outcome, words=words)
        entry = EMERGENCIES.write(session, subject=None, draft=draft, trail=trail)
        if outcome == EmergencyOutcome.REFUSED and not found.ended_at:
            EMERGENCIES.write(session, subject=None, draft=_ending(entry_id), trail=trail)
        REVIEW.close(session, entry_id, now=entry.at)


def end_emergency(session: ReaderSession, *, entry_id: str) -> None:
    """End one's own opening before its hours are over. It is still reviewed."""
    with EMERGENCIES.hold(session, action="end_emergency_access", subject_id=entry_id) as trail:
        found = need_opening(session, entry_id=entry_id)
        if not found.reads(session.actor, at=clock.now_at()):
            raise NotHere
        EMERGENCIES.write(session, subject=None, draft=_ending(entry_id), trail=trail)


def _ending(entry_id: str) -> EmergencyDraft:
    return EmergencyDraft(kind=EmergencyEntryKind.ENDED, about=entry_id)


def _check_unused(session: ReaderSession, signed_in_at: str) -> None:
    """Refused where the account has opened a child since it repeated the second step: two requests may come at once."""
    if any(one.row.at > signed_in_at for one in load_openings(by=session.actor.reader.username)):
        raise Refused(
            _("You have used this sign-in to open another child’s records."),
            code="sign_in_again",
            what_to_do=_("Repeat the second step of your sign-in."),
        )


def _check_none_open(session: ReaderSession, mention_id: str) -> None:
    """Refused where the account has opened this child's already, and it is still open."""
    now = clock.now_at()
    mine = load_openings(by=session.actor.reader.username)
    if any(one.row.mention_id == mention_id and one.reads(session.actor, at=now) for one in mine):
        raise Refused(
            _("You have already opened this child’s restricted records."),
            code="open_before",
            what_to_do=_("Open them from the list of emergency access."),
        )
