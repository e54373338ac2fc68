"""Invented holders: somebody on every post of every ladder, so that each step of a rehearsal has somebody to tell."""

import secrets
from typing import Final

from sightline.casework.accounts.services.accounts import NewAccount, create_accounts
from sightline.casework.core.session import ReaderSession
from sightline.casework.posts.services.posts import every_seat, set_post
from sightline.escalation import PROFESSIONAL_STANDARDS, SHARED, Stage
from sightline.model.nouns import Agency, Role

ROLES: Final = {
    Stage.PRACTITIONER: Role.PRACTITIONER,
    Stage.TEAM_MANAGER: Role.MANAGER,
    Stage.LEAD_SAFEGUARDING_PARTNERS: Role.PARTNERSHIP_EXECUTIVE,
    Stage.CHAIR_AND_SCRUTINEER: Role.REVIEWER,
}
GOVERNANCE = "information_governance"
AGENCIES: Final = {PROFESSIONAL_STANDARDS: Agency.POLICE.value}


def fill_every_post(session: ReaderSession) -> None:
    """Make an account for each post, with a password that nobody knows, and put it on the post."""
    seats = [(ladder, stage, seat) for ladder, stage, seat, _ in every_seat()]
    accounts = [_account(ladder, stage, seat) for ladder, stage, seat in seats]
    create_accounts(session, accounts=accounts, password=secrets.token_urlsafe(24))
    for (ladder, stage, seat), account in zip(seats, accounts, strict=True):
        set_post(session, ladder=ladder, stage=stage, seat=seat, holder=account.username)


def _account(ladder: str, stage: str, seat: str) -> NewAccount:
    role = ROLES.get(Stage(stage), Role.SENIOR_OFFICER)
    if ladder == GOVERNANCE and role is Role.PRACTITIONER:
        role = Role.INFORMATION_GOVERNANCE
    if ladder == SHARED and role is Role.PRACTITIONER:
        role = Role.MANAGER
    return NewAccount(f"{ladder}.{stage}.{seat}", role.value, _agency_of(ladder))


def _agency_of(ladder: str) -> str:
    """The agency whose people hold a ladder's posts; a ladder that is no agency's own is the council's."""
    return ladder if ladder in list(Agency) else AGENCIES.get(ladder, Agency.CHILDRENS_SERVICES.value)
