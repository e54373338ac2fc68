"""The decisions by which a body sees a child, and the reasons for which an account does: asked anew of each request.

Each names a mention of the child: who that is, is asked anew of each snapshot. Who answers for what, who is asked to a
meeting and who was assigned are known to packages above this one, which name here what tells it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar, cast

from sightline.casework.core import clock
from sightline.casework.core.models import Account, Decision, MentionSuccessor
from sightline.casework.core.registry import Registry
from sightline.model.visibility import Reader
from sightline.sharing.need_to_know import Ground, asks_first, needs_reason, opened_by

GIVEN, ENDED = "sight_given", "sight_ended"
Body = tuple[str, str]
T = TypeVar("T")
# Whether need to know is in force at a moment.
IN_FORCE: Registry[Callable[[str], bool]] = Registry("need to know in force")
# The records that an account wrote itself here: an action about one of these is no reason.
WRITTEN: Registry[Callable[[Account], frozenset[str]]] = Registry("records that an account wrote")
# The reasons that an account has at a moment, of one kind or several.
GROUNDS: Registry[Callable[["GroundsAsked"], Iterable[Ground]]] = Registry("reasons to open a child")


@dataclass(frozen=True, slots=True)
class GroundsAsked:
    """An account that is asked for its reasons at a moment. What several kinds of them need is worked out once."""

    account: Account
    at: str
    _worked_out: dict[str, Any] = field(default_factory=dict, init=False, repr=False)

    def once(self, name: str, work_out: Callable[[], T]) -> T:
        """What was worked out under this name for the same account and moment, or is now."""
        if name not in self._worked_out:
            self._worked_out[name] = work_out()
        return cast(T, self._worked_out[name])


@dataclass(frozen=True, slots=True)
class Sight:
    """One decision: whom it opens to which body, until which day, who decided it and who ended it early."""

    sequence: int
    mention_id: str
    body: Body
    until_on: date
    by: str
    at: str
    why: str = field(repr=False)
    ended_by: str = ""
    ended_at: str = ""

    def is_in_force(self, *, on: date) -> bool:
        """Whether it counts on that day; the last day counts whole."""
        return not self.ended_at and on <= self.until_on


def read_sights() -> tuple[Sight, ...]:
    """Every decision, the newest first."""
    ended = {row.body["gives"]: row for row in Decision.objects.of_kind(ENDED)}
    given = Decision.objects.of_kind(GIVEN).newest_first()
    return tuple(_as_sight(row, ended.get(row.sequence)) for row in given)


def mentions_given(*, agency: str, organisation: str, on: date) -> tuple[str, ...]:
    """The mentions of the children whom decisions in force open to a body."""
    if not agency or not organisation:
        return ()
    held = [one for one in read_sights() if one.body == (agency, organisation) and one.is_in_force(on=on)]
    return MentionSuccessor.objects.follow(one.mention_id for one in held)


def keep_to_reasons(reader: Reader, account: Account) -> Reader:
    """The reader as need to know leaves them: unchanged where it is not in force, or their role needs no reason."""
    now = clock.now_at()
    first = asks_first(role=reader.role, agency=reader.agency)
    if not (first or needs_reason(role=reader.role)) or not IN_FORCE.only()(now):
        return reader
    if first:
        return replace(reader, asks_first=True)
    opened = opened_by(role=reader.role, grounds=list_grounds(account, at=now), at=now)
    if opened is None:
        return reader
    return replace(reader, needs_reason=True, given=MentionSuccessor.objects.follow({*reader.given, *opened}))


def list_grounds(account: Account, *, at: str) -> list[Ground]:
    """Every reason that the account has at a moment."""
    asked = GroundsAsked(account, at)
    return [ground for kind in GROUNDS.all() for ground in kind(asked)]


def _as_sight(row: Decision, ended: Decision | None) -> Sight:
    return Sight(
        sequence=row.sequence,
        mention_id=row.body["mention_id"],
        body=(row.body["agency"], row.body["organisation"]),
        until_on=date.fromisoformat(row.body["until_on"]),
        by=row.by,
        at=row.at,
        why=row.why,
        ended_by=ended.by if ended else "",
        ended_at=ended.at if ended else "",
    )
