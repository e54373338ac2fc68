"""What opens the sealed rows of a child or of a thing, and which of them: rules, each with its window."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple, TypeVar

from sightline.rulebook.files import read_toml_texts
from sightline.rulebook.rules import WrittenRule, read_named
from sightline.rulebook.schema import Positive, Text, Written

FOLDER = ("england", "sharing", "triggers")
Of = TypeVar("Of")


class RollWindow(Written, frozen=True, kw_only=True):
    """Which rows of a layout are opened: every one, or from so long before the day on which the trigger was met."""

    days: int = 0
    weeks: int = 0
    all: bool = False

    def __post_init__(self) -> None:
        """Refuse a window that says nothing, or two things."""
        if sum(map(bool, (self.days, self.weeks, self.all))) != 1:
            raise ValueError("a window says one of 'days', 'weeks' and 'all'")

    def choose(self, rows: Iterable[tuple[date | None, Of]], *, met_on: date, adult_on: date | None = None) -> list[Of]:
        """Of dated rows, those inside the window, and before the day `adult_on`; a row without a day is inside."""
        begins = self.first_day(met_on)
        return [
            row for day, row in rows
            if day is None or ((begins is None or day >= begins) and (adult_on is None or day < adult_on))
        ]  # fmt: skip

    def first_day(self, met_on: date) -> date | None:
        """The first day of the window, by the calendar alone: of weeks a Monday. None where every row is inside."""
        if self.all:
            return None
        if self.days:
            return met_on - timedelta(days=self.days)
        return met_on - timedelta(days=met_on.weekday(), weeks=self.weeks)


class WrittenTrigger(WrittenRule, frozen=True, kw_only=True):
    """A rule that opens rows."""

    opens: Literal["child", "thing"]
    different_agencies: Positive
    slots: tuple[Text, ...]
    windows: dict[Text, RollWindow]
    layouts: tuple[Text, ...] = ()
    kinds: tuple[Text, ...] = ()
    signs: tuple[Text, ...] = ()


class RecordSeen(NamedTuple):
    """One record that names somebody or something: what a trigger looks at."""

    record_id: str
    agency: str
    layout: str
    kind: str
    slot: str
    seen_on: date
    signs: tuple[str, ...] = ()


class TriggerMet(NamedTuple):
    """That a trigger is met: since when, and by which records; or by the entry of a person who `asked`."""

    met_on: date
    records: tuple[str, ...]
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One rule, and the version of it that an opening names."""

    id: str
    version: str
    rule: WrittenTrigger

    def counts(self, record: RecordSeen) -> bool:
        """Whether a record is of the kind that the trigger looks for."""
        rule = self.rule
        is_any = not (rule.layouts or rule.kinds or rule.signs)
        is_wanted = record.layout in rule.layouts or record.kind in rule.kinds or bool({*record.signs} & {*rule.signs})
        return record.slot.partition("#")[0] in rule.slots and (is_any or is_wanted)

    def find_met(self, records: Sequence[RecordSeen]) -> TriggerMet | None:
        """Since when the records of one child or thing meet it: the first of each agency, until there are enough."""
        first: dict[str, RecordSeen] = {}
        for record in sorted(filter(self.counts, records), key=lambda one: (one.seen_on, one.record_id)):
            first.setdefault(record.agency, record)
            if len(first) == self.rule.different_agencies:
                return TriggerMet(record.seen_on, tuple(one.record_id for one in first.values()))
        return None


def list_triggers() -> tuple[Trigger, ...]:
    """Every trigger, by its id."""
    return _parse_triggers(read_toml_texts(*FOLDER))


@lru_cache(maxsize=2)
def _parse_triggers(texts: tuple[tuple[str, str], ...]) -> tuple[Trigger, ...]:
    read = (read_named(WrittenTrigger, tomllib.loads(text), name=name, folder=FOLDER) for name, text in texts)
    return tuple(Trigger(rule.id, rule.version, written) for written, rule in read)
