"""When an account last moved to another agency, organisation or role, or was opened again: earlier reasons end then."""

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.casework.core.models import Decision

MOVED, REOPENED = "change_account", "reopen_account"
WORK = ("agency", "organisation", "role")


@dataclass(frozen=True, slots=True)
class Move:
    """The number of the decision that gave an account other work, and when it was made."""

    decision: int = 0
    at: str = ""


def last_moves(account_ids: Iterable[int]) -> dict[int, Move]:
    """The last move of each of these accounts that has moved, by one question."""
    wanted = sorted(set(account_ids))
    found: dict[int, Move] = {}
    rows = Decision.objects.of_kind(MOVED, REOPENED).filter(body__account__in=wanted).oldest_first() if wanted else ()
    for row in rows:
        before = row.body.get("before") or {}
        if row.kind == REOPENED or any(before.get(name, row.body[name]) != row.body[name] for name in WORK):
            found[row.body["account"]] = Move(row.sequence, row.at)
    return found


def last_move(account_id: int) -> Move:
    """The last move of one account; the first number of all where it never moved."""
    return last_moves([account_id]).get(account_id, Move())
