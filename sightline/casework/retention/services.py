"""Places a hold on records, and lifts one: decisions of information governance, never changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from sightline.casework.accounts.governance_scope import decides_about_holder, holders_recording
from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import keep_text
from sightline.casework.retention.decisions import HELD, LIFTED, NAME_HASH, REVIEWED, holds_in_force
from sightline.casework.retention.holders import decided_holders
from sightline.casework.retention.kinds import check_kinds
from sightline.casework.retention.own_agency import own_due
from sightline.casework.retention.pages import Hold, NewHold
from sightline.casework.retention.rights import (
    check_decides_about,
    check_decides_retention,
    check_erases,
    decides_for,
    decides_for_terms,
)
from sightline.escalation import check_words
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _

MOST_LETTERS = 200


def place_hold(session: ReaderSession, *, hold: NewHold, why: str) -> int:
    """Keep records from being erased, saying which, for what and until when; the decision's number.

    NotHere where a person or a record that it names is not there, or of another agency.
    """
    with audited(session, action="place_retention_hold") as trail:
        check_decides_retention(actor=session.actor)
        words, name = check_words(why, today=clock.today(), part="why"), hold.name.strip()[:MOST_LETTERS]
        if not name:
            raise Usage(
                _("It is missing what needs the records."),
                code="no_hold_name",
                what_to_do=_("Name the inquiry, the court case or the claim."),
            )
        if hold.agency and hold.agency not in list(Agency):
            raise Usage(
                _("There is no such agency."),
                code="unknown_agency",
                what_to_do=_("Choose: %(choices)s.") % {"choices": ", ".join(Agency)},
            )
        check_kinds(current_workspace(), hold.kinds)
        check_terms(hold)
        mentions = _check_may_hold(session, hold)
        if hold.ends_on <= clock.today():
            raise Usage(
                _("The end of the hold is not in the future."),
                code="bad_day",
                what_to_do=_("Give the day by which a person must review the hold."),
            )
        body = {
            "kind": str(hold.kind),
            "agency": hold.agency,
            "organisation": _read_organisation(session, hold),
            "kinds": sorted(set(hold.kinds)),
            "record_ids": sorted(set(hold.record_ids)),
            "mention_ids": sorted(mentions),
            "first_on": hold.first_on.isoformat() if hold.first_on else "",
            "last_on": hold.last_on.isoformat() if hold.last_on else "",
            "ends_on": hold.ends_on.isoformat(),
        }
        return _decide(session, trail, kind=HELD, action="place_retention_hold", body=body, why=words, name=name)


def keep_until(session: ReaderSession, *, rule_id: str, about: str, until: date, why: str) -> int:
    """Review what is due of a person, or a learning review, by a rule, and keep it until a day; the decision's number.

    NotHere where nothing of that is due. To dispose of it, decide to erase the records.
    """
    with audited(session, action="review_retention") as trail:
        check_decides_retention(actor=session.actor)
        words = check_words(why, today=clock.today(), part="why")
        due = next((one for one in own_due(session) if (one.rule_id, one.about) == (rule_id, about)), None)
        if due is None:
            raise NotHere
        if until <= clock.today():
            raise Usage(
                _("The next review is not in the future."),
                code="bad_day",
                what_to_do=_("Give the day of the next review."),
            )
        body = {"rule": rule_id, "record_ids": list(due.record_ids), "keep_until": until.isoformat()}
        return _decide(session, trail, kind=REVIEWED, action="review_retention", body=body, why=words)


def lift_hold(session: ReaderSession, *, hold: int, why: str, password: str = "") -> int:
    """Lift a hold, saying why; the decision's number. The hold stays among the decisions.

    A named person does it: at the command line with a password. Of another agency's hold it says that there is none.
    """
    with audited(session, action="lift_retention_hold") as trail:
        check_erases(actor=session.actor, password=password)
        words = check_words(why, today=clock.today(), part="why")
        found = next((one for one in holds_in_force() if one.sequence == hold), None)
        if found is None or not _may_lift(session, found):
            raise Usage(
                _("There is no such hold in force."),
                code="no_hold",
                what_to_do=_("Choose one that 'sightline retention holds' lists."),
            )
        return _decide(session, trail, kind=LIFTED, action="lift_retention_hold", body={"hold": hold}, why=words)


def check_terms(hold: NewHold) -> None:
    """Refused where a hold says nothing of which records, all and some, or a period that ends before it begins."""
    if hold.is_everything == (hold.has_terms or bool(hold.record_ids)):
        raise Usage(
            _("The hold does not say which records it keeps."),
            code="no_hold_terms",
            what_to_do=_(
                "Name people, records, an agency, a type or a period. Or choose everything, and name none of these."
            ),
        )
    if hold.first_on and hold.last_on and hold.last_on < hold.first_on:
        raise Usage(
            _("The last day of the period is before the first."),
            code="bad_period",
            what_to_do=_("Give the first day, then the last day."),
        )


def _check_may_hold(session: ReaderSession, hold: NewHold) -> list[str]:
    """NotHere where a record or a person is not of the actor's body; Refused where all of another's are meant.

    The mentions of the people whom it names.
    """
    actor, decides_for_all = session.actor, decides_for(actor=session.actor, agency="")
    if not decides_for_all and hold.record_ids:
        check_decides_about(session, decided_holders(session, hold.record_ids))
    is_own = decides_for(actor=actor, agency=hold.agency)
    if not decides_for_all and not is_own and (hold.agency or hold.has_terms or not hold.record_ids):
        raise Refused(
            _("Only information governance of the agency whose records they are can place this hold."),
            code="other_agency",
            what_to_do=_("Name your own agency, or ask information governance of the partnership."),
        )
    for person_id in hold.people:
        found = holders_recording(session, person_id=person_id)
        if not decides_for_all:
            found = frozenset(one for one in found if decides_about_holder(session, one))
        if not found or (hold.agency and hold.agency not in {one.agency for one in found}):
            raise NotHere
    with session.open_current() as opened:
        return opened[1].mentions_of(person_ids=sorted(set(hold.people))) if opened and hold.people else []


def _read_organisation(session: ReaderSession, hold: NewHold) -> str:
    """The organisation whose records the terms of a hold keep; empty for all of its agency.

    Of an agency with several it is the account's own, unless the account decides for all. Refused where it has none.
    """
    actor = session.actor
    if not hold.has_terms or decides_for_terms(actor=actor, agency=hold.agency, organisation=""):
        return ""
    if not decides_for_terms(actor=actor, agency=hold.agency, organisation=actor.reader.organisation):
        raise Refused(
            _("Your account does not say which organisation of its agency you work for."),
            code="other_agency",
            what_to_do=_("Ask the operator to add your organisation to your account."),
        )
    return actor.reader.organisation


def _may_lift(session: ReaderSession, hold: Hold) -> bool:
    """Whether every record that it keeps is of a body about which the actor decides."""
    of = {"agency": hold.said.agency, "organisation": hold.said.organisation}
    if not hold.said.record_ids or decides_for(actor=session.actor, agency=""):
        return decides_for_terms(actor=session.actor, **of)
    if hold.said.has_terms and not decides_for_terms(actor=session.actor, **of):
        return False
    try:
        check_decides_about(session, decided_holders(session, hold.said.record_ids))
    except NotHere:
        return False
    return True


def _decide(
    session: ReaderSession, trail: Trail, *, kind: str, action: str, body: Mapping[str, Any], why: str, name: str = ""
) -> int:
    with transaction.atomic(durable=True):
        by, os_name = session.actor.reader.username, session.actor.os_name
        kept = {**body, NAME_HASH: keep_text(what=name)} if name else dict(body)
        row = hash_chain.append(Decision, kind=kind, by=by, os_name=os_name, why=why, body=kept)
        trail.add("record", body.get("record_ids", ()))
        trail.add("mention", body.get("mention_ids", ()))
        trail.add("decision", [str(row.sequence)])
        append_entry(actor=session.actor, action=action, trail=trail)
    return row.sequence
