"""What `rules/sharing/accounts` says of accounts: who needs two people, when one is due, how long a pair waits.

Nothing here reads a clock or a table: a day, a role and a number of tries come in.
"""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

import msgspec

from sightline.model.calendar import add_months
from sightline.model.nouns import Role
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import Rulebook, WrittenRule
from sightline.rulebook.schema import read_table

FOLDER = ("sharing", "accounts")
PRIVILEGED = "privileged_roles"
CONFIRMATION, TRIES = "account_confirmation", "sign_in_tries"


class ConfirmationState(StrEnum):
    """Whether somebody has confirmed lately that an account is still needed."""

    IN_ORDER = "in order"
    DUE = "due"
    OVERDUE = "overdue"


class RolesOfAccounts(WrittenRule, frozen=True):
    """The roles that are privileged, that administer accounts, that review recoveries, and whom a role manages."""

    privileged: frozenset[Role] = msgspec.field(name="roles")
    administer: frozenset[Role]
    review: frozenset[Role]
    manages: dict[Role, frozenset[Role]]


@cache
def read_account_roles() -> RolesOfAccounts:
    """What `privileged_roles.toml` says."""
    return read_table(RolesOfAccounts, read_toml(*FOLDER, f"{PRIVILEGED}.toml"), where="/".join((*FOLDER, PRIVILEGED)))


def needs_two_people(*, role: str) -> bool:
    """Whether a second person approves access by an account of this role."""
    return role in read_account_roles().privileged


def confirm_by(*, confirmed_on: date, on: date) -> date:
    """The day from which an account is due again."""
    return add_months(confirmed_on, int(_value(CONFIRMATION, "every_months", on)))


def state_of_confirmation(*, confirmed_on: date, on: date) -> ConfirmationState:
    """How an account stands that was made or last confirmed on a day."""
    due_on = confirm_by(confirmed_on=confirmed_on, on=on)
    if on < due_on:
        return ConfirmationState.IN_ORDER
    return (
        ConfirmationState.DUE
        if on <= due_on + timedelta(days=_value(CONFIRMATION, "grace_days", on))
        else ConfirmationState.OVERDUE
    )


def days_of_notice(*, on: date) -> int:
    """How many days after a notice an overdue right ends, where nobody confirms it."""
    return int(_value(CONFIRMATION, "notice_days", on))


def wait_of_pair(*, failures: int, on: date) -> int:
    """Minutes that an account waits at one address after so many wrong passwords."""
    first, longest = (_value(TRIES, name, on) for name in ("first_minutes", "longest_minutes"))
    return _doubled(failures - _value(TRIES, "tries", on), first, longest)


def wait_of_many(*, failures: int, on: date) -> int:
    """Minutes that pairs without an earlier sign-in wait, after so many wrong passwords of one account or address."""
    return _doubled(failures - _value(TRIES, "wide_tries", on), 1, _value(TRIES, "wide_minutes", on))


def left_of_many(*, failures: float, minutes: float, on: date) -> float:
    """How many of those many wrong passwords still count after so many minutes."""
    return max(0.0, failures - minutes / float(_value(TRIES, "wide_minutes_each", on)))


def forget_after(*, on: date) -> timedelta:
    """How long after the last wrong password the counting begins again."""
    return timedelta(hours=_value(TRIES, "forget_hours", on))


def _doubled(beyond: int, first: int, longest: int) -> int:
    return 0 if beyond < 0 else min(longest, first << min(beyond, 10))


def _value(rule_id: str, name: str, on: date) -> Any:
    return _book(on).value(rule_id, name)


@cache
def _book(on: date) -> Rulebook:
    return Rulebook.as_at(on, *FOLDER)
