"""Lists emergency disclosures for those who look after agreements."""

from sightline.agreements import EmergencyDisclosure
from sightline.casework.agreements.rights import check_keeps
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import read_emergencies
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.disclosures.pages import DisclosureLine, DisclosureState
from sightline.casework.disclosures.rights import check_governs, may_settle


def list_disclosures(session: ReaderSession) -> tuple[DisclosureLine, ...]:
    """Every one, those that wait first, then the newest."""
    with audited(session, action="list_emergencies"):
        check_keeps(actor=session.actor)
        lines = [_as_line(session, one) for one in reversed(read_emergencies())]
    return tuple(sorted(lines, key=lambda one: one.state is not DisclosureState.WAITS))


def read_disclosure(session: ReaderSession, *, disclosure_id: str) -> DisclosureLine:
    """One, for who decides about it; NotHere where there is none."""
    with audited(session, action="read_emergency"):
        check_governs(actor=session.actor)
        found = next((one for one in read_emergencies() if one.id == disclosure_id), None)
        if found is None:
            raise NotHere
        return _as_line(session, found)


def _as_line(session: ReaderSession, one: EmergencyDisclosure) -> DisclosureLine:
    return DisclosureLine(
        one.id,
        one.number,
        one.source_file,
        one.by,
        one.at,
        max(one.until_at, one.ratified_until_at),
        _state(one),
        one.withdrawn_by or one.ratified_by,
        is_open=not one.withdrawn_at,
        may_settle=not one.withdrawn_at and may_settle(actor=session.actor, disclosure=one),
        why=one.why,
    )


def _state(one: EmergencyDisclosure) -> DisclosureState:
    if one.withdrawn_at:
        return DisclosureState.WITHDRAWN
    if not one.stands(at=clock.now_at()):
        return DisclosureState.OVER
    return DisclosureState.WAITS if one.waits else DisclosureState.RATIFIED
