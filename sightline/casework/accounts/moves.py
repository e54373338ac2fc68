"""When an account last moved to another agency, organisation or role, or was opened again.

What it was given for its earlier work counts no more: each package that gives something asks here when that was.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sightline.casework.core.models import Decision

MADE, MOVED, REOPENED = "make_account", "change_account", "reopen_account"
WORK = ("agency", "organisation", "role")


@dataclass(frozen=True, slots=True)
class Move:
    """The number of the decision that gave an account other work, and when it was made."""

    decision: int = 0
    at: str = ""


def last_moves(account_ids: Iterable[int]) -> dict[int, Move]:
    """The last move of each of these accounts that has moved, by one question."""
    wanted = sorted(set(account_ids))
    return {row.body["account"]: Move(row.sequence, row.at) for row in _find_moves("account", wanted)}


def last_moves_by_name(usernames: Iterable[str]) -> dict[str, Move]:
    """The same, by user name."""
    wanted = sorted(set(usernames))
    return {row.body["username"]: Move(row.sequence, row.at) for row in _find_moves("username", wanted)}


def last_move(account_id: int) -> Move:
    """The last move of one account; the first number of all where it never moved."""
    return last_moves([account_id]).get(account_id, Move())


def _find_moves(by: str, wanted: list[int] | list[str]) -> Iterator[Decision]:
    """Every move of these accounts, the oldest first. An account that was made anew with other work moved too."""
    if not wanted:
        return
    known: dict[int, tuple[str, ...]] = {}
    for row in Decision.objects.of_kind(MADE, MOVED, REOPENED).filter(**{f"body__{by}__in": wanted}).oldest_first():
        before: Mapping[str, str] = row.body.get("before") or {}
        work = tuple(row.body[name] for name in WORK)
        earlier = tuple(before.get(name, row.body[name]) for name in WORK) if row.kind == MOVED else work
        if row.kind == REOPENED or earlier != work or known.get(row.body["account"], work) != work:
            yield row
        known[row.body["account"]] = work
