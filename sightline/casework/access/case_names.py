"""By which name or number the case system of an account's own body knows it, as governance last said.

A later one replaces an earlier one. One that was given before the account moved to other work counts no more.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.entry_kinds import AccessEntryKind
from sightline.casework.accounts.moves import Move, last_moves
from sightline.casework.core.models import Account
from sightline.casework.protection.free_text import read_whole


def standing_case_names(account_ids: Collection[int] | None = None) -> dict[int, AccessEntry]:
    """The entry that gives each account its name, of these accounts or of all."""
    rows = AccessEntry.objects.of_kind(AccessEntryKind.CASE_NAME).select_related("account")
    rows = rows if account_ids is None else rows.filter(account_id__in=account_ids)
    newest = {row.account_id: row for row in rows if row.account_id is not None}
    ended = _endings([row.entry_id for row in newest.values()])
    moves = last_moves(newest)
    return {
        account: row
        for account, row in newest.items()
        if row.entry_id not in ended and row.decision > moves.get(account, Move()).decision
    }


def read_case_names(entries: Iterable[AccessEntry]) -> dict[int, str]:
    """What these entries give as the name, by account; empty where it was erased."""
    rows = list(entries)
    said = read_whole([row.text_sha for row in rows])
    return {row.account_id: said.get(row.text_sha, "") for row in rows if row.account_id is not None}


def accounts_by_name() -> dict[tuple[str, str], list[Account]]:
    """The open accounts that each name of an agency means, by agency and name as `plain_case_name` gives it."""
    standing = standing_case_names()
    names = read_case_names(standing.values())
    found = defaultdict[tuple[str, str], list[Account]](list)
    for account_id, row in sorted(standing.items()):
        if row.account is not None and row.account.is_open and names[account_id]:
            found[row.account.agency, plain_case_name(names[account_id])].append(row.account)
    return dict(found)


def plain_case_name(name: str) -> str:
    """A name for comparing: without case, and with one space between words."""
    return " ".join(name.casefold().split())


def count_allocated(rows: Iterable[AccessEntry]) -> list[AccessEntry]:
    """Those of these entries that an extract made, and that count: by the name that the account still has."""
    made = list(rows)
    names = standing_case_names({row.account_id for row in made if row.account_id is not None}) if made else {}
    return [row for row in made if row.account_id in names and row.decision > names[row.account_id].decision]


def last_change() -> int:
    """The number of the last decision that gave or ended a name; 0 where none ever did."""
    given = AccessEntry.objects.of_kind(AccessEntryKind.CASE_NAME)
    endings = AccessEntry.objects.of_kind(AccessEntryKind.ENDED).filter(about__in=given.order_by().values("entry_id"))
    return max((row.decision for row in (given.last(), endings.last()) if row is not None), default=0)


def _endings(entry_ids: Collection[str]) -> set[str]:
    """Those of these entries that a later one ended."""
    ended = AccessEntry.objects.of_kind(AccessEntryKind.ENDED).filter(about__in=entry_ids)
    return set(ended.values_list("about", flat=True))
