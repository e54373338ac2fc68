"""Lets one file in without an agreement, and ratifies or withdraws that: decisions of a named person.

The decision names the bytes by their hash, and stands before anything of them is imported. Where the import then
refuses them, the decision is withdrawn with it.
"""

from pathlib import Path
from typing import Any

from django.db import transaction

from sightline.agreements import EmergencyDisclosure, EmergencyPass
from sightline.casework.accounts.rights import check_named_person
from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import acting_account
from sightline.casework.core.agreements_in_force import LET_IN, RATIFIED, TAKEN_OUT, read_emergencies
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_files
from sightline.casework.core.session import ReaderSession
from sightline.casework.disclosures.rights import check_governs, check_settles
from sightline.casework.escalation.engine import calendar, close_by_fact
from sightline.escalation import EMERGENCY_DISCLOSURE, check_words, read_escalation_rules
from sightline.model.calendar import Unit
from sightline.model.errors import Refused, Usage
from sightline.model.ids import make_id
from sightline.store.arrivals import name_in_text
from sightline.store.files import sha256_of
from sightline.translation.messages import lazy as _

NOT_IMPORTED = "not_imported"  # why, where the import refused the file


def let_in(session: ReaderSession, *, path: Path, reason: str) -> EmergencyPass:
    """Decide that one file is imported without an agreement, for the hours of the rule."""
    with audited(session, action="let_in_emergency") as trail:
        check_files(actor=session.actor)
        acting_account(actor=session.actor)
        words = check_words(reason, today=clock.today(), part="why")
        if not path.is_file():
            raise Usage(
                _("An emergency lets in one file."),
                code="one_file",
                what_to_do=_("Name the file, and no folder."),
            )
        now = clock.now_at()
        body = {
            "file_sha": sha256_of(path),
            "source_file": name_in_text(path),
            "until_at": clock.moved(now, seconds=_value("hours") * 3600),
        }
        number = _decide(session, trail, LET_IN, words, body)
    return EmergencyPass(f"emergency-{number}", body["file_sha"])


def take_back_unused(session: ReaderSession, *, emergency: EmergencyPass) -> None:
    """Withdraw a decision whose file the import refused."""
    with audited(session, action="withdraw_emergency") as trail:
        one = find_disclosure(emergency.emergency_id)
        _decide(session, trail, TAKEN_OUT, NOT_IMPORTED, {"of": one.number})


def ratify(session: ReaderSession, *, disclosure_id: str, reason: str, password: str = "") -> int:
    """Ratify it: its records stay for the days of the rule, in which an agreement must be signed.

    At the command line the password of the account is asked for, as of whoever signs in to the page.
    """
    with audited(session, action="ratify_emergency") as trail:
        one, words = _checked(session, disclosure_id, reason, password)
        if not one.waits:
            raise Refused(
                _("A person has ratified this already."), code="as_it_is", what_to_do=_("To end it, withdraw it.")
            )
        now = clock.now_at()
        until = calendar().due_at(started=now, amount=_value("ratified_days"), unit=Unit.DAYS)
        number = _decide(session, trail, RATIFIED, words, {"of": one.number, "until_at": until})
        close_by_fact(session, item_id=action_of(one), record_id="", now=now)
    return number


def withdraw(session: ReaderSession, *, disclosure_id: str, reason: str, password: str = "") -> int:
    """Withdraw it: its records leave at once. At the command line with a password too."""
    with audited(session, action="withdraw_emergency") as trail:
        one, words = _checked(session, disclosure_id, reason, password)
        number = _decide(session, trail, TAKEN_OUT, words, {"of": one.number})
        close_by_fact(session, item_id=action_of(one), record_id="", now=clock.now_at())
    return number


def find_disclosure(disclosure_id: str) -> EmergencyDisclosure:
    """The disclosure of that id; NotHere where there is none."""
    found = next((one for one in read_emergencies() if one.id == disclosure_id), None)
    if found is None:
        raise NotHere
    return found


def action_of(disclosure: EmergencyDisclosure) -> str:
    """The id of the action that asks information governance to decide."""
    return make_id("item", EMERGENCY_DISCLOSURE, disclosure.id)


def _checked(session: ReaderSession, disclosure_id: str, reason: str, password: str) -> tuple[EmergencyDisclosure, str]:
    check_governs(actor=session.actor)
    one = find_disclosure(disclosure_id)
    check_settles(actor=session.actor, disclosure=one)
    check_named_person(actor=session.actor, password=password)
    words = check_words(reason, today=clock.today(), part="why")
    if one.withdrawn_at:
        raise Refused(
            _("This is withdrawn already."),
            code="as_it_is",
            what_to_do=_("To share such files, sign an agreement."),
        )
    return one, words


def _value(name: str) -> int:
    return int(read_escalation_rules()[EMERGENCY_DISCLOSURE].value_at(name, clock.today()))


def _decide(session: ReaderSession, trail: Trail, kind: str, why: str, body: dict[str, Any]) -> int:
    """Keep a decision and its audit row in one transaction."""
    actor = session.actor
    with transaction.atomic(durable=True):
        row = hash_chain.append(
            Decision, kind=kind, by=actor.reader.username, os_name=actor.os_name, why=why, body=body
        )
        trail.details = {name: value for name, value in body.items() if name != "source_file"}
        trail.add("decision", [str(row.sequence)])
        append_entry(actor=actor, action=ACTIONS[kind], trail=trail)
    return row.sequence


ACTIONS = {LET_IN: "emergency_let_in", RATIFIED: "emergency_ratified", TAKEN_OUT: "emergency_withdrawn"}
