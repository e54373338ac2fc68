"""Reads which accounts have a name in a case system, and which share one, for governance of their body."""

from collections import Counter

from sightline.casework.access.case_names import (
    accounts_by_name,
    count_allocated,
    plain_case_name,
    read_case_names,
    standing_case_names,
)
from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.case_names import CaseNameLine, CaseNamesPage
from sightline.casework.access.pages.entry_kinds import AccessEntryKind
from sightline.casework.access.rights import check_signs, may_name_account
from sightline.casework.accounts.governance_scope import bodies_known
from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.model.when import london_day


def read_names(session: ReaderSession) -> CaseNamesPage:
    """Every name that the reader decides about."""
    with audited(session, action="read_case_names"):
        check_signs(actor=session.actor)
        return CaseNamesPage(tuple(sorted(list_names(session), key=lambda one: (not one.shared_with, one.username))))


def read_name(session: ReaderSession, *, entry_id: str) -> CaseNameLine:
    """One of them, to be taken back; NotHere where the reader does not decide about it."""
    with audited(session, action="read_case_name"):
        check_signs(actor=session.actor)
        found = next((one for one in list_names(session) if one.entry_id == entry_id), None)
        if found is None:
            raise NotHere
        return found


def list_names(session: ReaderSession) -> list[CaseNameLine]:
    """The names that open accounts have, and about which the reader decides, for a page that is audited."""
    standing = standing_case_names()
    names, same = read_case_names(standing.values()), accounts_by_name()
    rows = AccessEntry.objects.of_kind(AccessEntryKind.ALLOCATED).not_ended()
    children = Counter(row.account_id for row in count_allocated(rows))
    return [
        CaseNameLine(
            entry_id=row.entry_id,
            username=row.account.username,
            name=names[account_id],
            by=row.by,
            since_on=london_day(row.at),
            children=children[account_id],
            shared_with=tuple(
                one.username
                for one in same.get((row.account.agency, plain_case_name(names[account_id])), ())
                if one.pk != account_id and _are_of_one_body(session, one, row.account)
            ),
        )
        for account_id, row in standing.items()
        if row.account is not None
        and row.account.is_open
        and may_name_account(actor=session.actor, account=row.account)
    ]


def _are_of_one_body(session: ReaderSession, one: Account, other: Account) -> bool:
    bodies = bodies_known(actor=session.actor)
    return bodies.are_one(one.agency, one.organisation, other=other.organisation)
