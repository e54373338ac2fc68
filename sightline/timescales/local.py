"""A partnership's own values for timescales: `rules/timescales.toml` in its workspace.

Local practice may ask for more than the nation does, and never for less. A longer limit, a limit in another unit, or a
national clock switched off is refused, with the line to mend.
"""

import dataclasses
import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sightline.model.errors import BadInput, OurFault
from sightline.model.ids import make_id
from sightline.model.rules import Status
from sightline.rulebook.rules import VERSION_LENGTH
from sightline.timescales.rules import REACHED, ClockRule, Limit, read_limit

LOCAL_FILE = "rules/timescales.toml"
WORDS = frozenset({"on", "limit", "from", "decided_by", "decided_on", "confirmed_by"})
Local = Mapping[str, Mapping[str, Any]]


def read_local(path: Path) -> Local:
    """What the file says, by rule; nothing where there is none. BadInput where it is not TOML."""
    if not path.is_file():
        return {}
    try:
        found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _bad(f"It cannot be read: {error}.", "Mend it by hand.") from error
    return found


def merge_local(rules: Sequence[ClockRule], local: Local) -> tuple[ClockRule, ...]:
    """The rules with a partnership's own values in them; BadInput where one is unknown or asks for less."""
    unknown = sorted(set(local) - {rule.id for rule in rules})
    if unknown:
        raise _bad(f"There is no timescale '{unknown[0]}'.", "Use an id of docs/timescales.md.")
    return tuple(_merge(rule, local[rule.id]) if rule.id in local else rule for rule in rules)


def _merge(rule: ClockRule, said: Mapping[str, Any]) -> ClockRule:
    if set(said) - WORDS:
        raise _bad(
            f"'{rule.id}' says '{min(set(said) - WORDS)}', which is not known.", f"Use {', '.join(sorted(WORDS))}."
        )
    if not said.get("decided_by") or not isinstance(said.get("decided_on"), date):
        raise _bad(f"'{rule.id}' does not say who decided and when.", "Add decided_by and decided_on.")
    told = json.dumps(said, sort_keys=True, default=str)
    return dataclasses.replace(
        rule,
        on=_merge_on(rule, said),
        limits=_merge_limits(rule, said) if "limit" in said else rule.limits,
        confirmed_by=str(said.get("confirmed_by", rule.confirmed_by)),
        version=make_id(rule.version, told)[:VERSION_LENGTH],
    )


def _merge_on(rule: ClockRule, said: Mapping[str, Any]) -> bool:
    wanted = bool(said.get("on", rule.on))
    if rule.on and not wanted and (rule.rule.status is not Status.LOCAL or rule.counts_from == REACHED):
        raise _bad(f"'{rule.id}' cannot be switched off here: it is no local clock.", "Take the line 'on' out.")
    return wanted


def _merge_limits(rule: ClockRule, said: Mapping[str, Any]) -> tuple[Limit, ...]:
    since = said.get("from", said["decided_on"])
    try:
        own = read_limit(since, said["limit"], LOCAL_FILE)
    except (OurFault, AttributeError) as error:
        raise _bad(
            f"The limit of '{rule.id}' cannot be read.", 'Write { amount = 2, unit = "working days" }.'
        ) from error
    earlier = [limit for limit in rule.limits if limit.effective_from < since]
    later = [limit for limit in rule.limits if limit.effective_from >= since]
    if rule.rule.status is not Status.LOCAL:
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


def _bad(what: str, what_to_do: str) -> BadInput:
    return BadInput(what, code="bad_local_timescale", where=LOCAL_FILE, what_to_do=what_to_do)
