"""Reads restrictions of records, and what had left before each."""

from sightline.casework.audit.trail import audited
from sightline.casework.concerns.subjects import records_of
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.corrections.pages import CorrectionWhat
from sightline.casework.disputes.histories import need_record
from sightline.casework.protection.free_text import Texts
from sightline.casework.restrictions.histories import (
    RestrictionHistory,
    is_own,
    left_already,
    line_of,
    load_histories,
    need_history,
    standing_of,
)
from sightline.casework.restrictions.pages import (
    RestrictionEntryKind,
    RestrictionLine,
    RestrictionLogLine,
    RestrictionOptions,
    RestrictionPage,
)
from sightline.casework.restrictions.rights import (
    check_may_restrict,
    check_restricts,
    is_governance,
    may_restrict,
)

MOST_LISTED = 500


def list_restrictions(session: ReaderSession) -> tuple[RestrictionLine, ...]:
    """The restrictions that the account decides about: those that stand first, by their day."""
    with audited(session, action="list_restrictions") as trail:
        check_restricts(session)
        now = clock.now_at()
        mine = [one for one in load_histories() if is_own(session, one)]
        lines = sorted((line_of(one, now=now) for one in mine), key=lambda one: (not one.until_at, one.until_at))
        trail.add("restriction", [one.restriction_id for one in lines])
    return tuple(lines[:MOST_LISTED])


def read_restriction(session: ReaderSession, *, restriction_id: str) -> RestrictionPage:
    """One restriction: who had seen the record before, and what may be decided."""
    with audited(session, action="read_restriction") as trail:
        trail.add("restriction", [restriction_id])
        found = need_history(session, restriction_id=restriction_id)
        made = found.made
        texts = Texts(session, [made.text_sha, *(row.text_sha for row in found.entries.all)])
        return RestrictionPage(
            line=line_of(found, now=clock.now_at()),
            left=left_already(session, record_id=made.record_id, by=made.at),
            log=tuple(
                RestrictionLogLine(
                    RestrictionEntryKind(row.kind), row.at, row.by, row.on_day, texts.of(row.text_sha).words
                )
                for row in found.entries.all
            ),
            choices=found.choices(),
            correction_id=_notice_of(found),
            words=texts.of(made.text_sha).words,
        )


def _notice_of(found: RestrictionHistory) -> str:
    """The notice that went to the record's readers with the restriction; empty where there was none."""
    made = found.made
    notices = CorrectionEntry.objects.notices().filter(word=CorrectionWhat.RESTRICTED, at=made.at, by=made.by)
    return next((one.entry_id for one in notices if made.record_id in one.record_ids), "")


def offer_restriction(session: ReaderSession, *, record_id: str) -> RestrictionOptions:
    """A record that the account may restrict, and who has seen it; NotHere where it may not open it."""
    with audited(session, action="offer_restriction") as trail:
        check_restricts(session)
        record = need_record(session, record_id=record_id)
        trail.add("record", [record_id])
        check_may_restrict(session, record_id=record_id, agency=record.agency, organisation=record.organisation)
        return RestrictionOptions(record_id, record.kind, record.agency, left_already(session, record_id=record_id))


def restriction_of(session: ReaderSession, *, record_id: str) -> RestrictionLine | None:
    """The restriction of a record that the reader has open, for a page that is audited by its own selector.

    Its id is empty for whoever does not decide about it.
    """
    found = standing_of(record_id)
    if found is None:
        return None
    line = line_of(found, now=clock.now_at())
    return line if is_own(session, found) else RestrictionLine(
        "", line.record_id, line.agency, line.reason, line.at, line.by, line.until_at, line.is_overdue
    )  # fmt: skip


def offers_restriction(session: ReaderSession, *, record_id: str) -> bool:
    """Whether the account restricts a record that it has open, for a page that is audited by its own selector."""
    if not is_governance(actor=session.actor):
        return False
    return any(
        may_restrict(session, record_id=record_id, agency=one.agency, organisation=one.organisation)
        for one in records_of(session, record_ids=[record_id])
    )
