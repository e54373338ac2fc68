"""What rested on a rule that was withdrawn, for those who decided it: listed until somebody says whether it stands.

A newcomer would get this wrong: nothing is undone by a withdrawal. An answer stands until it is undone where it was
given. And a rule that is brought back takes nothing off this list that somebody has said already.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from sightline.casework import chain, clock
from sightline.casework.actors import Actor
from sightline.casework.audit import append_entry, audited
from sightline.casework.errors import NotHere
from sightline.casework.escalation_models import Item
from sightline.casework.items import lines_of
from sightline.casework.judgements import read_why
from sightline.casework.look_again import LOOK_FOR_OTHERS
from sightline.casework.models import Decision
from sightline.casework.permissions import check_people
from sightline.casework.posts import posts_held
from sightline.casework.rule_pages import LOOKED, looked_at
from sightline.casework.withdrawing import ITEM
from sightline.casework.withdrawn import WITHDRAWN, withdrawn_rules

STANDS, STANDS_NO_LONGER = "still_stands", "no_longer_stands"


@dataclass(frozen=True, slots=True)
class RestedAgain:
    """One thing to be looked at again: by which rule it came, when that was withdrawn, and what it is."""

    withdrawn: int
    rule_id: str
    at: str
    kind: str
    key: str
    by: str


def list_rested_again(*, actor: Actor) -> tuple[RestedAgain, ...]:
    """What this account decided, or looks after, by rules that are withdrawn, and nobody has looked at since."""
    with audited(actor=actor, action="list_rested_again") as trail:
        check_people(actor=actor)
        found = tuple(_open(actor))
        trail.add("item", [one.key for one in found if one.kind == ITEM])
    return found


def look_at_rested(*, actor: Actor, withdrawn: int, key: str, stands: bool, why: str) -> int:
    """Say that something still stands, or that it no longer does and why; the decision's number."""
    with audited(actor=actor, action="look_at_rested") as trail:
        check_people(actor=actor)
        words = why.strip() if stands and not why.strip() else read_why(why)
        with transaction.atomic(durable=True):
            chain.hold_lock(Decision)
            one = next((one for one in _open(actor) if (one.withdrawn, one.key) == (withdrawn, key)), None)
            if one is None:
                raise NotHere
            body = {"withdrawn": withdrawn, "rule_id": one.rule_id, "of": one.kind, "key": key,
                    "answer": STANDS if stands else STANDS_NO_LONGER}  # fmt: skip
            made = chain.append(
                Decision, kind=LOOKED, by=actor.reader.username, os_name=actor.os_name, why=words, body=body
            )
            trail.add("decision", [str(made.sequence)])
            append_entry(actor=actor, action="look_at_rested", trail=trail)
    return made.sequence


def _open(actor: Actor) -> Iterable[RestedAgain]:
    now = withdrawn_rules()
    rows = Decision.objects.filter(kind=WITHDRAWN, body__rule_id__in=sorted(now)).order_by("-sequence")
    for row in rows:
        looked = looked_at(row.sequence)
        rested = [one for one in row.body["rested"] if (one[0], one[1]) not in looked and one[2]]
        seen = _seen(actor, [key for kind, key, _ in rested if kind == ITEM])
        for kind, key, by in rested:
            own = by == actor.reader.username
            if own or (actor.reader.role in LOOK_FOR_OTHERS and kind == ITEM and key in seen):
                yield RestedAgain(row.sequence, row.body["rule_id"], row.at, kind, key, by)


def _seen(actor: Actor, keys: list[str]) -> frozenset[str]:
    """Of these items those that the account may know of."""
    held = posts_held(account_id=actor.account_id, on=clock.today())
    items = list(Item.objects.filter(item_id__in=keys))
    return frozenset(line.item_id for line in lines_of(actor=actor, items=items, held=held))
