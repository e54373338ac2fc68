"""A partnership's own values for timescales: `rules/timescales.toml` in its workspace.

Local practice may ask for more than the nation does, and never for less. A longer limit, a limit in another unit, or a
national clock switched off is refused, with the line to mend.
"""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from sightline.model.errors import BadInput
from sightline.model.ids import make_id
from sightline.model.rules import RuleStatus
from sightline.rulebook.rules import VERSION_LENGTH
from sightline.rulebook.schema import Text, Written, load_toml, read_table
from sightline.timescales.rules import REACHED, ClockRule, Limit, WrittenLimit

LOCAL_FILE = "rules/timescales.toml"
Local = Mapping[str, Mapping[str, Any]]


class WrittenLocal(Written, frozen=True, kw_only=True):
    """What a partnership may say of one timescale. Without `since` its limit holds from `decided_on`."""

    decided_by: Text
    decided_on: date
    on: bool | None = None
    limit: WrittenLimit | None = None
    since: date | None = msgspec.field(name="from", default=None)
    confirmed_by: str | None = None


def read_local(path: Path) -> Local:
    """What the file says, by rule; nothing where there is none. BadInput where it is not TOML."""
    return load_toml(path, refuse=_refuse) if path.is_file() else {}


def merge_local(rules: Sequence[ClockRule], local: Local) -> tuple[ClockRule, ...]:
    """The rules with a partnership's own values in them; BadInput where one is unknown or asks for less."""
    unknown = sorted(set(local) - {rule.id for rule in rules})
    if unknown:
        raise _bad(f"There is no timescale '{unknown[0]}'.", "Use an id of docs/timescales.md.")
    return tuple(_merge(rule, local[rule.id]) if rule.id in local else rule for rule in rules)


def _merge(rule: ClockRule, table: Mapping[str, Any]) -> ClockRule:
    said = read_table(WrittenLocal, table, where=rule.id, refuse=_refuse)
    text = json.dumps(table, sort_keys=True, default=str)
    return dataclasses.replace(
        rule,
        on=_merge_on(rule, said),
        limits=_merge_limits(rule, said, said.limit) if said.limit else rule.limits,
        confirmed_by=rule.confirmed_by if said.confirmed_by is None else said.confirmed_by,
        version=make_id(rule.version, text)[:VERSION_LENGTH],
    )


def _merge_on(rule: ClockRule, said: WrittenLocal) -> bool:
    wanted = rule.on if said.on is None else said.on
    if rule.on and not wanted and (rule.rule.status is not RuleStatus.LOCAL or rule.counts_from == REACHED):
        raise _bad(
            f"'{rule.id}' cannot be switched off here: its deadline is not a local one.", "Take the line 'on' out."
        )
    return wanted


def _merge_limits(rule: ClockRule, said: WrittenLocal, written: WrittenLimit) -> tuple[Limit, ...]:
    since = said.since or said.decided_on
    own = Limit(since, written.amount, written.unit)
    earlier = [limit for limit in rule.limits if limit.effective_from < since]
    later = [limit for limit in rule.limits if limit.effective_from >= since]
    if rule.rule.status is not RuleStatus.LOCAL:
        for limit in (*earlier[-1:], *later):
            _check_no_looser(rule, own, limit)
    return (*earlier, own)


def _check_no_looser(rule: ClockRule, own: Limit, national: Limit) -> None:
    if national.amount is None:
        return
    if own.unit is not national.unit or (own.amount or 0) > national.amount:
        raise _bad(
            f"'{rule.id}' allows {own}; the national value is {national}, and a local one may only be tighter.",
            f"Write at most {national.amount}, in {national.unit}.",
        )


def _refuse(what: str, where: str) -> BadInput:
    return _bad(f"'{where}' cannot be used: {what}.", "Correct it; docs/timescales.md shows one.")


def _bad(what: str, what_to_do: str) -> BadInput:
    return BadInput(what, code="bad_local_timescale", where=LOCAL_FILE, what_to_do=what_to_do)
