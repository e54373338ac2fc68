"""Reads the agreements of the workspace: how each stands today, and which files held here none in force covers."""

from collections.abc import Iterator
from datetime import date

from sightline.agreements import AgreementBook, SharingAgreement, compile_policy
from sightline.agreements.vocabulary import Tier
from sightline.casework.agreements.notices import notice_of
from sightline.casework.agreements.pages import AgreementCheck, AgreementLine, AgreementState
from sightline.casework.agreements.rights import check_keeps
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import read_book
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.go_live.layouts import pairs_received
from sightline.sealing.tiers import is_register
from sightline.store import Workspace


def list_agreements(session: ReaderSession, *, workspace: Workspace | None = None) -> tuple[AgreementLine, ...]:
    """Each agreement and how it stands today, by id; of the workspace that is served where none is given."""
    with audited(session, action="list_agreements") as trail:
        check_keeps(actor=session.actor)
        place = workspace or current_workspace()
        lines = _as_lines(read_book(place.root), clock.today())
        trail.details = {"agreements": len(lines)}
    return lines


def check_agreements(session: ReaderSession, *, workspace: Workspace) -> AgreementCheck:
    """Read every agreement, and compare them with the files that are here. Usage where one cannot be used."""
    with audited(session, action="check_agreements") as trail:
        check_keeps(actor=session.actor)
        book, today = read_book(workspace.root), clock.today()
        policy = compile_policy(book, on=today)
        held = pairs_received(session)
        uncovered = tuple(pair for pair in held if policy.cover(agency=pair[0], layout=pair[1]) is None)
        trail.details = {"version": policy.version, "uncovered": len(uncovered)}
    return AgreementCheck(policy.version, _as_lines(book, today), uncovered, tuple(_registers(book)))


def _registers(book: AgreementBook) -> Iterator[tuple[str, str]]:
    """Each agreement of tier record with a layout of a register whose rows it does not say how its provider chooses."""
    for one in book.agreements:
        if one.tier is Tier.RECORD and not one.rows_chosen.strip() and not one.is_invented:
            yield from ((one.id, layout) for layout in one.data_kinds if is_register(layout))


def _as_lines(book: AgreementBook, today: date) -> tuple[AgreementLine, ...]:
    policy = compile_policy(book, on=today)
    names = {one.id: one.name for one in book.organisations}
    return tuple(
        AgreementLine(
            agreement_id=one.id,
            provider=one.provider,
            provider_name=names[one.provider],
            data_kinds=one.data_kinds,
            tier=one.tier,
            state=state_of(one, on=today),
            review_on=one.review_on,
            ends_on=one.ends_on,
            contact=f"{one.contact.post}, {one.contact.telephone}",
            notice=notice_of(one, agency=book.agency_of(one), policy=policy, on=today),
        )
        for one in book.agreements
    )


def state_of(agreement: SharingAgreement, *, on: date) -> AgreementState:
    """How an agreement stands on that day."""
    if agreement.suspended_on is not None and agreement.suspended_on <= on:
        return AgreementState.SUSPENDED
    if on < agreement.starts_on:
        return AgreementState.NOT_BEGUN
    if not agreement.is_in_force(on=on):
        return AgreementState.ENDED
    return AgreementState.REVIEW_DUE if agreement.review_on <= on else AgreementState.IN_FORCE
