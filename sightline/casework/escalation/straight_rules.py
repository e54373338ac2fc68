"""The rule of the straight line: which rules go on it, and from when an event may be told."""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Protocol

from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.model.calendar import Calendar, Unit, latest_moment
from sightline.model.rules import Rule
from sightline.model.when import LONDON, london_day, moment, utc_text
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import load_rules, read_rule

FILE = ("england", "straight_line", "telling.toml")
LIMIT = "limit"


class FirstTold(Protocol):
    """Finds whom the straight line tells first."""

    def __call__(self, session: ReaderSession, *, item: Item) -> tuple[str, ...]:
        """The account names; empty where nobody can be told."""


FIRST_TOLD: Registry[FirstTold] = Registry("first told on the straight line")


@cache
def telling_rule() -> Rule:
    """The rule as data."""
    return read_rule(read_toml(*FILE), where="/".join(FILE))


@cache
def clock_rules() -> dict[str, Rule]:
    """The rules of clocks, by id: they hold the limits of a suspicion and of an account of harm."""
    return {rule.id: rule for rule in load_rules("england", "timescales")}


@cache
def straight_rules() -> frozenset[str]:
    """The rules whose items go on the straight line."""
    return frozenset(read_toml(*FILE)["rules"])


def told_from(*, arrived_at: str, happened_at: str, missing: bool) -> str:
    """From when what arrived is told: at once, or, for an old event outside office hours, at the next 8am.

    `happened_at` is a when, empty where it is not known; `missing`: a child whom it is about is missing.
    """
    day = london_day(arrived_at)
    hours = int(_value("old_after_hours", day))
    arrived = latest_moment(arrived_at)
    if missing or not happened_at or latest_moment(happened_at) >= arrived - timedelta(hours=hours):
        return arrived_at
    begins, ends = (time.fromisoformat(_value(name, day)) for name in ("old_told_from", "old_told_until"))
    now = arrived.astimezone(LONDON).time()
    if begins <= now < ends:
        return arrived_at
    return moment(day if now < begins else day + timedelta(days=1), begins)


def passed_at(*, told_at: str) -> str:
    """When what nobody has claimed goes to the next holder."""
    minutes = int(_value("unclaimed_minutes", london_day(told_at)))
    return utc_text(datetime.fromisoformat(told_at) + timedelta(minutes=minutes))


def discussion_due(*, rule_id: str, arrived_at: str, calendar: Calendar) -> str:
    """The last moment for the strategy discussion: by the limit of the rule's own clock, where it has one.

    Empty where the rule asks for none.
    """
    day, timed = london_day(arrived_at), clock_rules().get(rule_id)
    value = timed.value_at(LIMIT, day) if timed else _value(f"strategy_discussion {rule_id}", day)
    if value is None:
        return ""
    return calendar.due_at(started=arrived_at, amount=int(value["amount"]), unit=Unit(value["unit"]))


def _value(name: str, day: date) -> Any:
    return telling_rule().value_at(name, day)


def is_straight(item: Item) -> bool:
    """Whether the item goes on the straight line: by its rule, from its ladder's first post."""
    return item.rule_id in straight_rules() and not item.begins


def first_told(session: ReaderSession, *, item: Item) -> tuple[str, ...]:
    """Whom the straight line tells first of an item; empty where nobody can be told."""
    return FIRST_TOLD.only()(session, item=item)
