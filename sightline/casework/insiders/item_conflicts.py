"""Whom an action concerns among the holders of accounts: themselves, or somebody whom they declared.

The action is hidden from them, wherever it is and whoever must answer it. Where they answer for it, it leaves the line:
escalation asks here before anybody is told.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from sightline.casework.core import clock
from sightline.casework.core.house_reader import people_of
from sightline.casework.core.models import Account
from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.details import Detail, details_of_people, hashes_of, recorded_details
from sightline.casework.insiders.hash_key import current_hash_key
from sightline.casework.insiders.models import DeclaredDetail, InsiderEntry, ItemConflict
from sightline.casework.insiders.pages import InsiderEntryKind
from sightline.casework.posts.services.posts import posts_of_account
from sightline.model.when import london_day
from sightline.sharing.insiders import read_insiders

# What records that people entered here say of those whom they name: the record, what it is, its value as written.
ENTERED: Registry[Callable[[Collection[str]], Iterable[tuple[str, str, str]]]] = Registry("details entered here")
Conflicted = Mapping[int, tuple[str, ...]]  # by account: the details that are the same
NOBODY: Conflicted = {}


@dataclass(frozen=True, slots=True)
class ItemPeople:
    """Whom an action is about: mentions, the person where that is known, and the records that it rests on."""

    mention_ids: tuple[str, ...] = ()
    person_id: str = ""
    record_ids: tuple[str, ...] = ()


def find_conflicted(session: ReaderSession, about: Mapping[str, ItemPeople]) -> Mapping[str, Conflicted]:
    """By action, the accounts that it concerns, by the details that the rule says. Others are not there."""
    declared: dict[str, list[tuple[int, str]]] = {}
    rule = read_insiders()
    rows = DeclaredDetail.objects.filter(kind__in=rule.leaves_line | rule.asks)
    for value, account_id, kind in rows.values_list("value", "account_id", "kind"):
        declared.setdefault(value, []).append((account_id, kind))
    if not declared:
        return {}
    answered = answered_about(about)
    named = people_of(session, {mention for one in about.values() for mention in one.mention_ids})
    people = {
        item_id: {one.person_id, *(named.get(mention, "") for mention in one.mention_ids)} - {""}
        for item_id, one in about.items()
    }
    of_people = details_of_people(session, {person for some in people.values() for person in some})
    of_records = _details_entered({record for one in about.values() for record in one.record_ids if record})
    found = {}
    for item_id, one in about.items():
        parts = [of_people.get(person, set()) for person in people[item_id]]
        parts += [of_records.get(record, set()) for record in one.record_ids]
        matched = _declared_by(set().union(*parts), declared)
        others = answered.get((item_id, InsiderEntryKind.OTHER_PERSON), set())
        if conflicted := {account_id: kinds for account_id, kinds in matched.items() if account_id not in others}:
            found[item_id] = conflicted
    return found


def is_certain(kinds: Collection[str]) -> bool:
    """Whether such details are enough to take an action away from its answerer."""
    return bool(read_insiders().leaves_line & set(kinds))


def answered_about(item_ids: Iterable[str]) -> dict[tuple[str, str], set[int]]:
    """What the designated officer said of actions: the accounts, by action and by whether it is them."""
    found: dict[tuple[str, str], set[int]] = {}
    rows = InsiderEntry.objects.of_kind(InsiderEntryKind.SAME_PERSON, InsiderEntryKind.OTHER_PERSON)
    for about, kind, account_id in rows.filter(about__in=list(item_ids)).values_list("about", "kind", "account_id"):
        found.setdefault((about, kind), set()).add(account_id)
    return found


def accounts_to_ask(conflicted: Conflicted, *, ladder: str, organisation: str, at: str) -> dict[int, str]:
    """Of these accounts those that answer for a ladder and have details that only ask; each with its agency."""
    found: dict[int, str] = {}
    for account_id, kinds in conflicted.items():
        if not is_certain(kinds):
            agency = agency_of_answerer([account_id], ladder=ladder, organisation=organisation, at=at)
            found |= {account_id: agency} if agency is not None else {}
    return found


def certain_of(item_id: str) -> tuple[int, ...]:
    """The accounts that an action is hidden from by certain details, or because the officer said that it is them."""
    same = answered_about([item_id]).get((item_id, InsiderEntryKind.SAME_PERSON), set())
    rows = ItemConflict.objects.filter(item_id=item_id).order_by("account_id").values_list("account_id", "kinds")
    return tuple(account_id for account_id, kinds in rows if account_id in same or is_certain(kinds))


def accounts_in_conflict(item_id: str) -> tuple[int, ...]:
    """The accounts that an action is hidden from."""
    return tuple(ItemConflict.objects.filter(item_id=item_id).values_list("account_id", flat=True))


def hide_from(item_id: str, *, usernames: Collection[str], at: str) -> None:
    """Hide an action from accounts that took part in what it asks about: nobody answers for themselves."""
    accounts = Account.objects.filter(username__in=usernames).values_list("pk", flat=True)
    rows = [ItemConflict(item_id=item_id, account_id=account_id, at=at) for account_id in accounts]
    ItemConflict.objects.bulk_create(rows, ignore_conflicts=True)


def copy_conflicts(item_id: str, *, to: str) -> None:
    """Hide another action from whom one is hidden."""
    rows = ItemConflict.objects.filter(item_id=item_id)
    ItemConflict.objects.bulk_create(
        [ItemConflict(item_id=to, account_id=one.account_id, kinds=one.kinds, at=one.at) for one in rows],
        ignore_conflicts=True,
    )


def remove_conflict(item_id: str, account_id: int) -> None:
    """Hide an action from an account no more: it is about another person."""
    ItemConflict.objects.filter(item_id=item_id, account_id=account_id).delete()


def _details_entered(record_ids: Collection[str]) -> dict[str, set[Detail]]:
    said: dict[str, list[tuple[str, str]]] = {}
    for find in ENTERED.all():
        for record_id, what, value in find(record_ids):
            said.setdefault(record_id, []).append((what, value))
    return {record_id: recorded_details(some) for record_id, some in said.items()}


def _declared_by(details: Collection[Detail], declared: Mapping[str, Iterable[tuple[int, str]]]) -> Conflicted:
    if not details:
        return NOBODY
    found: dict[int, set[str]] = {}
    for value in hashes_of(details, current_hash_key()):
        for account_id, kind in declared.get(value, ()):
            found.setdefault(account_id, set()).add(kind)
    return {account_id: tuple(sorted(kinds)) for account_id, kinds in found.items()}


def keep_conflicts(item_id: str, conflicted: Conflicted) -> int:
    """Hide an action from these accounts, in the caller's transaction; how many it was not hidden from before."""
    known = set(ItemConflict.objects.filter(item_id=item_id).values_list("account_id", flat=True))
    new = [one for one in conflicted if one not in known]
    ItemConflict.objects.bulk_create(
        [ItemConflict(item_id=item_id, account_id=one, kinds=list(conflicted[one]), at=clock.now_at()) for one in new],
        ignore_conflicts=True,
    )
    return len(new)


def agency_of_answerer(conflicted: Iterable[int], *, ladder: str, organisation: str, at: str) -> str | None:
    """The agency of one of these accounts that answers for a ladder, at any stage; None where none of them does."""
    for account_id in sorted(conflicted):
        held = posts_of_account(account_id=account_id, on=london_day(at))
        if any(post.answers_for(ladder=ladder, organisation=organisation) for post in held):
            return Account.objects.values_list("agency", flat=True).get(pk=account_id)
    return None


def names_hidden_from(item_id: str) -> frozenset[str]:
    """The account names that an action is hidden from."""
    return frozenset(ItemConflict.objects.filter(item_id=item_id).values_list("account__username", flat=True))


def is_hidden(session: ReaderSession, *, item_id: str) -> bool:
    """Whether an action is hidden from the reader; asked once in a session that only reads."""
    return item_id in session.once(
        ("hidden_items", session.actor.account_id), lambda: hidden_items(session.actor.account_id)
    )


def hidden_items(account_id: int | None) -> frozenset[str]:
    """The actions that are hidden from an account."""
    if account_id is None:
        return frozenset()
    return frozenset(ItemConflict.objects.filter(account_id=account_id).values_list("item_id", flat=True))
