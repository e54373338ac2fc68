"""From where conclusions are seen: readers who see the same records see the same patterns and groups.

A conclusion is not hidden because some record behind it is. It is drawn anew from the records that a reader sees, and
if it then holds, it stands, with its own records and its own day.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, TypeVar
from urllib.parse import quote

from sightline.model.nouns import Role
from sightline.model.visibility import FROM_ALL, FROM_NOWHERE, Reader, RestsOn, Scope
from sightline.sharing.roles import RoleRule, role_rules, rule_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Readers who see the same records: without some layouts, and of restricted ones those of some body.

    `whose`: None, every restricted record; (), none; (agency,) or (agency, organisation). `or_else`: the standpoint of
    those who see the same and nothing restricted.
    """

    name: str
    or_else: str
    not_layouts: frozenset[str]
    whose: tuple[str, ...] | None

    def sight(self, scope: Scope) -> bool:
        """Whether records of this scope are seen."""
        if scope.layout in self.not_layouts:
            return False
        if not scope.restricted or self.whose is None:
            return True
        return bool(self.whose) and (scope.agency, scope.organisation)[: len(self.whose)] == self.whose


@dataclass(frozen=True, slots=True)
class View(Generic[T]):
    """What some readers see of a number of things. Number 0 is what whoever sees every record sees.

    `seen_from`, `not_from`: names of standpoints between bars. It is of those that see from it, and of those whose
    `or_else` does, but for those not.
    """

    number: int
    seen_from: str
    not_from: str
    things: list[T]
    sight: Callable[[Scope], bool]


def standpoint_of(*, reader: Reader) -> Standpoint:
    """From where a reader sees.

    Where the agency has several bodies, that is from restricted records under the organisation that the account names:
    a part of what the reader's body may call its own.
    """
    rule, organisation = rule_of(reader), reader.organisation
    if reader.own is not None and rule.restricted == "own body":
        return _standpoint(
            rule, reader.agency, organisation if organisation in reader.own.organisations else "", several=True
        )
    return _standpoint(rule, reader.agency, organisation)


def is_seen_by_all(scope: Scope) -> bool:
    """Whether every reader who opens records at all sees those of this scope."""
    return not scope.restricted and scope.layout not in _hidden_layouts()


def split_views(*, things: Sequence[T], rests_on: Callable[[T], RestsOn]) -> list[View[T]]:
    """What is seen of these, once for all readers who see the same of them, in the order of the roles' rules."""
    held = [(one, rests_on(one)) for one in things]
    scopes = frozenset(scope for _, on in held for scope in on.scopes)
    if all(map(is_seen_by_all, scopes)) and all(on.unless is None for _, on in held):
        return [View(0, _bars(one.name for one in _everybody()), "", list(things), _everybody()[0].sight)]
    bodies = scopes | {scope for _, on in held for scope in on.unless or ()}
    seen: dict[tuple[bool, ...], list[Standpoint]] = {}
    for standpoint in _standpoints_at(frozenset(_restricted_bodies(bodies))):
        seen.setdefault(tuple(_holds(standpoint, on) for _, on in held), []).append(standpoint)
    every = [one for some in seen.values() for one in some]
    return [_view(number, holds, some, every, things) for number, (holds, some) in enumerate(seen.items())]


def _view(
    number: int, holds: Sequence[bool], some: Sequence[Standpoint], every: Sequence[Standpoint], things: Sequence[T]
) -> View[T]:
    names = {one.name for one in some}
    apart = [one.name for one in every if one.or_else in names and one.name not in names]
    shown = [one for one, is_held in zip(things, holds, strict=True) if is_held]
    return View(number, _bars(one.name for one in some), _bars(apart), shown, some[0].sight)


def _holds(standpoint: Standpoint, on: RestsOn) -> bool:
    if on.unless is not None:
        sees_it_all = standpoint.name == FROM_ALL or (bool(on.unless) and all(map(standpoint.sight, on.unless)))
        if sees_it_all:
            return False
    return all(map(standpoint.sight, on.scopes))


def _bars(names: Iterable[str]) -> str:
    joined = "|".join(names)
    return f"|{joined}|" if joined else ""


@cache
def _hidden_layouts() -> frozenset[str]:
    return frozenset(layout for rule in role_rules().values() if rule.people for layout in rule.not_layouts)


def _restricted_bodies(scopes: Iterable[Scope]) -> set[tuple[str, str]]:
    return {(scope.agency, scope.organisation) for scope in scopes if scope.restricted}


@cache
def _everybody() -> tuple[Standpoint, ...]:
    return _standpoints_at(frozenset())


@lru_cache(maxsize=4096)
def _standpoints_at(bodies: frozenset[tuple[str, str]]) -> tuple[Standpoint, ...]:
    """Every standpoint that there is where these bodies have restricted records; first that of all records."""
    found = {FROM_ALL: Standpoint(FROM_ALL, FROM_ALL, frozenset(), None)}
    for rule in (rule for rule in role_rules().values() if rule.people):
        for body in [("", ""), *sorted(bodies)]:
            for standpoint in (_standpoint(rule, *body), _standpoint(rule, *body, several=True)):
                found.setdefault(standpoint.name, standpoint)
    return tuple(found.values())


def _standpoint(rule: RoleRule, agency: str, organisation: str, *, several: bool = False) -> Standpoint:
    """`several`: the agency has more bodies than one."""
    if not rule.people:
        return Standpoint(FROM_NOWHERE, FROM_NOWHERE, frozenset(), ())
    hidden = frozenset(rule.not_layouts)
    if rule.restricted == "all":
        name = _name_standpoint("all", rule) if hidden else FROM_ALL
        return Standpoint(name, name, hidden, None)
    opened = _name_standpoint("open", rule)
    if rule.restricted == "own body" and agency and not several:
        return Standpoint(f"{_name_standpoint('own', rule)}:{_safe(agency)}", opened, hidden, (agency,))
    if rule.restricted in ("own organisation", "own body") and agency and organisation:
        name = f"{_name_standpoint('own', rule)}:{_safe(agency)}/{_safe(organisation)}"
        return Standpoint(name, opened, hidden, (agency, organisation))
    return Standpoint(opened, opened, hidden, ())


def _safe(body: str) -> str:
    """A body's name without what stands between names."""
    return quote(body, safe=" ")


@cache
def _roles_alike() -> dict[tuple[str, str, frozenset[str]], Role]:
    """The first role that sees so, by what is asked of it: "open" asks only which layouts, "own" whose restricted."""
    first: dict[tuple[str, str, frozenset[str]], Role] = {}
    for role, rule in role_rules().items():
        for kind in ("all", "own", "open") if rule.people else ():
            first.setdefault(_alike(kind, rule), role)
    return first


def _alike(kind: str, rule: RoleRule) -> tuple[str, str, frozenset[str]]:
    return kind, "" if kind == "open" else rule.restricted, frozenset(rule.not_layouts)


def _name_standpoint(kind: str, rule: RoleRule) -> str:
    return f"{kind}:{_roles_alike()[_alike(kind, rule)]}"
