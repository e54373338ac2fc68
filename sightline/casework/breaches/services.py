"""Reports a data breach, and keeps what information governance decides about it.

A report opens an action for information governance in the same transaction, and tells police and the holder of an
exposed address at once. Their action closes when both decisions are there: about the regulator, about the people.
"""

from collections.abc import Callable

from sightline.casework.audit.trail import Follow
from sightline.casework.breaches.actions import (
    DECIDE,
    open_for_governance,
    regulator_due,
    tell_of_address,
)
from sightline.casework.breaches.pages import (
    WITH_MOMENT,
    AddressExposed,
    BreachDecision,
    BreachEntryKind,
    BreachState,
    NewBreach,
)
from sightline.casework.breaches.reports import need_report
from sightline.casework.breaches.rights import check_settles
from sightline.casework.breaches.writer import BREACHES, BreachDraft
from sightline.casework.core import clock
from sightline.casework.core.actor import acting_account
from sightline.casework.core.errors import NotHere
from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_recent_day, read_words
from sightline.casework.named_adults.letters import check_letter
from sightline.casework.named_adults.pages import LetterKind
from sightline.casework.protection.free_text import Texts
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

MOST_WHOSE, MOST_REFERENCE = 200, 200
REPORT = "report_breach"
RECEIVED_BY_MISTAKE: Registry[Callable[..., Follow]] = Registry("records received by mistake")


def report_breach(session: ReaderSession, *, breach: NewBreach) -> str:
    """Keep a report and open its actions; the breach's id."""
    with BREACHES.hold(session, action=REPORT) as trail:
        if breach.record_id:
            _check_record(session, breach.record_id)
            make_ready = RECEIVED_BY_MISTAKE.only()
            trail.follows.append(make_ready(session, record_id=breach.record_id, action=REPORT))
        acting_account(actor=session.actor)
        words, whose = breach.words.strip(), breach.whose.strip()[:MOST_WHOSE]
        if not words:
            raise Usage(_("The report is empty."), code="no_words", what_to_do=_("Say what happened."))
        if breach.address not in list(AddressExposed):
            raise Usage(_("Say whether an address is exposed."), code="no_address",
                        what_to_do=_("Choose yes, no, or that you do not know."))  # fmt: skip
        holder = _read_holder(breach.holder)
        if holder and breach.address != AddressExposed.YES:
            raise Usage(_("You chose an agency that holds the address."), code="no_address",
                        what_to_do=_("Choose yes if the address may be exposed, or choose no agency."))  # fmt: skip
        draft = BreachDraft(
            kind=BreachEntryKind.REPORTED,
            words=words,
            who=whose,
            word=breach.address,
            happened_at=_read_moment(breach.noticed_at),
            holder=holder,
            record_ids=(breach.record_id,) if breach.record_id else (),
        )
        entry = BREACHES.write(session, subject=None, draft=draft, trail=trail)
        trail.add("item", [open_for_governance(session, entry)])
        if entry.word == AddressExposed.YES:
            items = tell_of_address(session, breach_id=entry.entry_id, holder=entry.holder, by=entry.by, now=entry.at)
            trail.add("item", items)
    return entry.entry_id


def _check_record(session: ReaderSession, record_id: str) -> None:
    """NotHere where the reader may not open that record."""
    with session.need_current() as (_, store):
        if not store.records(record_ids=[record_id], sight=session.sight):
            raise NotHere


def settle_breach(session: ReaderSession, *, breach_id: str, decision: BreachDecision) -> str:
    """Keep what information governance decided about a breach; the id of the step."""
    with BREACHES.hold(session, action="settle_breach", subject_id=breach_id) as trail:
        check_settles(actor=session.actor)
        found = need_report(session, breach_id=breach_id)
        if decision.kind not in found.choices():
            raise Refused(
                found.why_not(decision.kind),
                code="out_of_place",
                what_to_do=_("Open the report again: a colleague may have decided since."),
            )
        draft = _draft_of(breach_id, decision, noticed_at=found.report.happened_at)
        if decision.kind is BreachEntryKind.PEOPLE_NOTIFIED:
            on_day, sha = london_day(draft.happened_at), found.report.text_sha
            whose = (Texts(session, [sha]).of(sha).who,) if decision.letter.names else ()  # it says no reader's name
            check_letter(session, to=decision.letter, kind=LetterKind.BREACH, on_day=on_day, trail=trail, written=whose)
        entry = BREACHES.write(session, subject=None, draft=draft, trail=trail)
        if decision.kind is BreachEntryKind.ADDRESS_EXPOSED:
            items = tell_of_address(session, breach_id=breach_id, holder=entry.holder, by=found.report.by, now=entry.at)
            trail.add("item", items)
        after = need_report(session, breach_id=breach_id)
        if after.state is BreachState.DECIDED:
            DECIDE.close(session, breach_id, now=entry.at)
    return entry.entry_id


def _draft_of(breach_id: str, decision: BreachDecision, *, noticed_at: str) -> BreachDraft:
    """The step, checked: the regulator has a reference and a moment, everything else its reason in words."""
    reference = decision.reference.strip()[:MOST_REFERENCE]
    if decision.kind is BreachEntryKind.REGULATOR_NOTIFIED and not reference:
        raise Usage(_("The reference is missing."), code="no_reference",
                    what_to_do=_("Enter the reference that the regulator gave."))  # fmt: skip
    happened_at = _read_moment(decision.notified_at) if decision.kind in WITH_MOMENT else clock.now_at()
    if happened_at < noticed_at:
        raise Usage(_("Nobody can be told before the breach was noticed."), code="no_moment",
                    what_to_do=_("Check the day and the time."))  # fmt: skip
    is_late = happened_at > regulator_due(noticed_at=noticed_at)  # the regulator asks why
    needs_words = is_late or decision.kind is not BreachEntryKind.REGULATOR_NOTIFIED
    words = read_words(decision.words) if needs_words or decision.words.strip() else ""
    return BreachDraft(
        kind=decision.kind,
        about=breach_id,
        words=words,
        what=reference,
        happened_at=happened_at,
        holder=_read_holder(decision.holder) if decision.kind is BreachEntryKind.ADDRESS_EXPOSED else "",
    )


def _read_moment(moment: str) -> str:
    """A moment that has come; Usage where it is missing, still to come, or more than ten years ago."""
    if not moment or moment > clock.now_at():
        raise Usage(_("The day is missing, or is in the future."), code="no_moment",
                    what_to_do=_("Enter today or an earlier day, and the time if you know it."))  # fmt: skip
    read_recent_day(london_day(moment))
    return moment


def _read_holder(holder: str) -> str:
    """The agency that holds the address; empty where nobody knows."""
    if holder and holder not in list(Agency):
        raise Usage(_("No such agency."), code="no_holder", what_to_do=_("Choose one from the list."))
    return holder
