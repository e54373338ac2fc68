"""Restricts a record at once, for longer, or no more.

Every page, list and export of a reader who may not see it leaves it out from the moment of the decision, whatever the
snapshot says. Whoever must answer for something that rests on it is still asked.
"""

from datetime import date, timedelta

from sightline.casework.core import clock
from sightline.casework.core.house_reader import THE_HOUSE, visibility
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.pages import CorrectionWhat
from sightline.casework.corrections.services import tell_all_who_were_shown
from sightline.casework.disputes.histories import layout_of, need_record, version_of
from sightline.casework.escalation.candidates import refresh_basis
from sightline.casework.escalation.engine import RESTRICTION
from sightline.casework.journal.draft import read_words
from sightline.casework.named_adults.letters import check_letter
from sightline.casework.named_adults.pages import LetterKind
from sightline.casework.restrictions.actions import DECIDE
from sightline.casework.restrictions.histories import need_history, standing_of
from sightline.casework.restrictions.pages import (
    NewRestriction,
    RestrictionAct,
    RestrictionEntryKind,
    RestrictionReason,
)
from sightline.casework.restrictions.rights import check_may_restrict, check_restricts
from sightline.casework.restrictions.writer import RESTRICTIONS, RestrictionDraft
from sightline.escalation import read_escalation_rules
from sightline.model.errors import Refused, Usage
from sightline.translation.messages import lazy as _

K = RestrictionEntryKind


def restrict_record(session: ReaderSession, *, restriction: NewRestriction) -> str:
    """Restrict a record until a day; the restriction's id. Each who was shown it gets a notice."""
    with RESTRICTIONS.hold(session, action="restrict_record") as trail:
        check_restricts(session)
        record = need_record(session, record_id=restriction.record_id)
        check_may_restrict(session, record_id=record.record_id, agency=record.agency, organisation=record.organisation)
        if version_of(session, record_id=record.record_id) == 0:
            raise Refused(
                _("No update has this record yet."),
                code="no_version",
                what_to_do=_("Restrict it after the next update."),
            )
        if standing_of(record.record_id):
            raise Refused(
                _("The record is restricted already."), code="out_of_place", what_to_do=_("Open its restriction.")
            )
        if restriction.reason not in list(RestrictionReason):
            raise Usage(_("The reason is missing."), code="no_word", what_to_do=_("Choose why it is restricted."))
        words = read_words(restriction.words)
        draft = RestrictionDraft(
            kind=K.MADE,
            words=words,
            word=restriction.reason,
            on_day=_read_until(restriction.until_on),
            record_ids=(record.record_id,),
            agency=record.agency,
            organisation=record.organisation,
            layout=layout_of(session, record_id=record.record_id),
        )
        tell_all_who_were_shown(session, record_ids=[record.record_id], what=CorrectionWhat.RESTRICTED, trail=trail)
        entry = RESTRICTIONS.write(session, subject=None, draft=draft, trail=trail)
        _refresh_actions(session, record.record_id)
    return entry.entry_id


def decide_restriction(session: ReaderSession, *, restriction_id: str, act: RestrictionAct) -> None:
    """Restrict for longer, or lift it; before it is lifted whoever asked for it is told."""
    with RESTRICTIONS.hold(session, action="decide_restriction", subject_id=restriction_id) as trail:
        found = need_history(session, restriction_id=restriction_id)
        if act.kind not in found.choices():
            raise Refused(
                _("The restriction is lifted already."),
                code="out_of_place",
                what_to_do=_("Open it again: a colleague may have acted since."),
            )
        made = found.made
        draft = RestrictionDraft(
            kind=act.kind,
            about=restriction_id,
            words=read_words(act.words),
            on_day=_read_until(act.until_on) if act.kind is K.LONGER else None,
            record_ids=(made.record_id,),
            agency=made.agency,
            organisation=made.organisation,
        )
        if act.kind is K.LIFTED:
            check_letter(session, to=act.letter, kind=LetterKind.CORRECTION, on_day=None, trail=trail)
        entry = RESTRICTIONS.write(session, subject=None, draft=draft, trail=trail)
        DECIDE.close(session, found.last.entry_id, now=entry.at)
        _refresh_actions(session, made.record_id)


def _read_until(day: date | None) -> date:
    most = int(read_escalation_rules()[RESTRICTION].value_at("most_days", clock.today()))
    if day is None or not clock.today() < day <= clock.today() + timedelta(days=most):
        raise Usage(
            _("The day is missing, has passed, or is more than a year away."),
            code="no_day",
            what_to_do=_("Enter the day on which you look at it again."),
        )
    return day


def _refresh_actions(session: ReaderSession, record_id: str) -> None:
    """What rests on the record is from now on as restricted as it is."""
    with session.need_current() as (_snapshot, store):
        versions = store.records(record_ids=[record_id], sight=THE_HOUSE).get(record_id, [])
    refresh_basis(seen=[(record_id, visibility(row)) for row in versions[:1]])
