"""What a named person opens, for a purpose: a rule with the windows of a trigger, and how long the opening stands."""

import tomllib
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from sightline.model.calendar import add_months
from sightline.rulebook.files import read_toml_texts
from sightline.rulebook.rules import read_named
from sightline.rulebook.schema import Positive, Text
from sightline.sealing.triggers import Trigger, TriggerMet, WrittenTrigger

FOLDER = ("england", "sharing", "asked")


class WrittenAsking(WrittenTrigger, frozen=True, kw_only=True):
    """The rule: no record is asked for, so what a trigger says of records is left out."""

    months: Positive
    opens: Literal["child", "thing"] = "child"
    different_agencies: Positive = 1
    slots: tuple[Text, ...] = ()


class RowsAsked(NamedTuple):
    """That somebody asked for the rows of the child of a mention."""

    mention_id: str
    trigger: Trigger
    met: TriggerMet


def ask_rows(*, mention_id: str, entry_id: str, asked_on: date) -> RowsAsked:
    """What an entry of that day asks for, by the rule."""
    return RowsAsked(mention_id, read_asked_trigger(), TriggerMet(asked_on, (), entry_id))


def read_asked_trigger() -> Trigger:
    """The rule, as a trigger that no record meets."""
    rule, version = _read_rule()
    return Trigger(rule.id, version, rule)


def stands_until(asked_on: date) -> date:
    """The day on which an opening that was asked for on a day stands no more."""
    return add_months(asked_on, _read_rule()[0].months)


def read_months() -> int:
    """How many months such an opening stands."""
    return _read_rule()[0].months


def _read_rule() -> tuple[WrittenAsking, str]:
    return _parse(read_toml_texts(*FOLDER))


@lru_cache(maxsize=2)
def _parse(texts: tuple[tuple[str, str], ...]) -> tuple[WrittenAsking, str]:
    ((name, text),) = texts
    written, rule = read_named(WrittenAsking, tomllib.loads(text), name=name, folder=FOLDER)
    return written, rule.version
