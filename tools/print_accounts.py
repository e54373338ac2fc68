"""Prints docs/reference/accounts.md from the rules of accounts: who may do what, who waits, and for how long."""

from collections.abc import Collection
from datetime import date

from sightline.casework.accounts.link_days import MOST, USUAL
from sightline.model.nouns import Role
from sightline.rulebook.rules import Rulebook
from sightline.sharing.accounts import (
    CONFIRMATION,
    FOLDER,
    PRIVILEGED,
    TRIES,
    forget_after,
    read_account_roles,
    wait_of_pair,
)
from sightline.sharing.roles import role_rules
from sightline.web.core.words import ROLES

YES_OR_NO = {True: "yes", False: "no"}
RESTRICTED = {
    "none": "none",
    "own organisation": "of its own school or body",
    "own body": "of its own agency, or of its own organisation where the agency has several",
    "all": "all",
}
EVER = date(9999, 12, 31)
SHOWN = range(5, 12)  # wrong passwords, up to the longest wait
HEAD = """# Accounts: who may do what

For information governance, operators and managers: which role may do what with accounts, and how people sign in.

Printed from `sightline/rules/sharing/accounts` by `make docs`; a test holds the two equal.

## How people sign in

- By a user name and a password, and a second step where the workspace asks for one:
  [a key](../how-to/sign-in-with-a-key.md) or [an app](../how-to/sign-in-with-an-app.md). A recovery code works once.
- By [their organisation's own account](../how-to/single-sign-on.md).
- The first time, and after a reset, by a one-time link. The link works once and expires after {usual} days.
  `[accounts] link_days` of `sightline.toml` sets 1 to {most} days.

## Who may do what

| to | who |
|---|---|
"""
STEPS = """## How to

- [Give a new workspace its first two people](../how-to/start-a-workspace.md)
- [Invite a person](../how-to/invite-a-person.md)
- [Approve a request as the second person](../how-to/approve-a-request.md)
- [Change an account](../how-to/change-an-account.md)
- [Close an account](../how-to/close-an-account.md)
- [Help a person who cannot sign in](../how-to/help-a-person-to-sign-in.md)
- [Confirm accounts each quarter](../how-to/confirm-accounts.md)
- [Recover the last privileged account](../how-to/recover-an-account.md)
"""


def print_accounts() -> str:
    """The page."""
    roles = read_account_roles()
    managed = [f"A {ROLES[by]}, for each {_or(held)} of their own agency" for by, held in roles.manages.items()]
    lines = [
        HEAD.format(usual=USUAL, most=MOST)
        + f"| invite, change, end, close, reset, approve | {_and(roles.administer)} |",
        f"| list accounts, end a wait, confirm | {'. '.join([_and(roles.administer), *managed])} |",
        f"| ask that an account ends | {'. '.join(managed)} |",
        f"| review a recovery | {_and(roles.review)} |",
        "",
        "Information governance of one organisation does so for accounts of that organisation. Those of operators and",
        "partnership executives are for the operator and the partnership's information governance.",
        "Nobody changes their own role, or ends or closes their own account.",
        "Nobody closes the last account of information governance.",
        "",
        *_roles(),
        *_rules(),
    ]
    return "\n".join([*lines, STEPS])


def _roles() -> list[str]:
    """What each role may do with records, as `rules/sharing/roles.toml` has it."""
    lines = [
        "## Roles",
        "",
        "What an account of each role sees and does. Protected addresses and sealed identities are shown to no role.",
        "",
    ]
    heads = ("role", "opens people", "restricted records", "enters concerns", "answers possible matches", "sees files")
    lines += [f"| {' | '.join(heads)} |", "|---|---|---|---|---|---|"]
    for role, rule in role_rules().items():
        people = ("only its own" if rule.own_people else "yes") if rule.people else "no: counts only"
        can = [YES_OR_NO[has] for has in (rule.enters_concerns, rule.answers_same_person, rule.files)]
        lines.append(f"| {ROLES[role]} | {people} | {RESTRICTED[rule.restricted]} | {' | '.join(can)} |")
    return [*lines, ""]


def _rules() -> list[str]:
    book = Rulebook.as_at(EVER, *FOLDER)
    privileged, confirmation, tries = map(book.rule, (PRIVILEGED, CONFIRMATION, TRIES))
    return [
        f"## {privileged.label}", "", f"{privileged.says} {privileged.why}", "",
        f"Privileged roles: {_and(read_account_roles().privileged)}.", "",
        f"## {confirmation.label}", "", f"{confirmation.says} {confirmation.why}", "",
        f"## {tries.label}", "", f"{tries.says} {tries.why}", "",
        "| wrong passwords of one account at one address | minutes to wait |", "|---|---|",
        *(f"| {number} | {wait_of_pair(failures=number, on=EVER)} |" for number in SHOWN), "",
        f"After {forget_after(on=EVER).days * 24} hours without a wrong password the count begins again.", "",
    ]  # fmt: skip


def _and(roles: Collection[Role]) -> str:
    return " and ".join(sorted(str(ROLES[role]) for role in roles)).replace(" and ", ", ", max(0, len(roles) - 2))


def _or(roles: Collection[Role]) -> str:
    return _and(roles).replace(" and ", " or ")
