"""One audit row for all that a page read: each act in its order, and the ids of all of them, each once.

A row of before, and one of a page that did one thing, names its action; `acts_of` reads both kinds of row alike.
A refusal or a failure has a row of its own, so that it is found by its outcome.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

PAGE = "read_page"
DONE = "done"
SIGNED = ("username", "role", "via", "os_name")


@dataclass(frozen=True, slots=True)
class PageAct:
    """One thing that was done: to which ids, and what else the row says of it."""

    action: str
    ids: tuple[str, ...]
    details: Mapping[str, Any] = field(repr=False)
    reason: str = field(default="", repr=False)


def join_acts(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a page: one of all that was done by an account, and one of each refusal or failure."""
    rows: list[list[dict[str, Any]]] = []
    done: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for entry in entries:
        by = tuple(entry[name] for name in SIGNED)
        if entry["outcome"] != DONE:
            rows.append([entry])
        elif by in done:
            done[by].append(entry)
        else:
            done[by] = [entry]
            rows.append(done[by])
    return [_page_row(row) if len(row) > 1 else row[0] for row in rows]


def _page_row(entries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One row of several: the ids of each act are places in the ids of all, so that none is written twice."""
    ids = list(dict.fromkeys(one for entry in entries for one in entry["ids"]))
    place = {one: number for number, one in enumerate(ids)}
    each = [_without_empty(entry, [place[one] for one in entry["ids"]]) for entry in entries]
    signed = {name: entries[0][name] for name in SIGNED}
    details = {"acts": [entry["action"] for entry in entries], "each": each}
    reasons = [entry["reason"] for entry in entries]
    reason = json.dumps(reasons, ensure_ascii=False) if any(reasons) else ""
    return {**signed, "action": PAGE, "ids": ids, "details": details, "reason": reason, "outcome": DONE}


def _without_empty(entry: Mapping[str, Any], places: list[int]) -> dict[str, Any]:
    said = {"ids": places, "details": entry["details"]}
    return {name: value for name, value in said.items() if value}


def acts_of(*, action: str, ids: Sequence[str], details: Mapping[str, Any], reason: str = "") -> tuple[PageAct, ...]:
    """What a row tells of, in its order: one act, or each of a page, whose reasons are a list in the one column."""
    if action != PAGE:
        return (PageAct(action, tuple(ids), details, reason),)
    of_row = {name: value for name, value in details.items() if name not in ("acts", "each")}  # said of the first act
    each = [
        {**details["each"][0], "details": {**details["each"][0].get("details", {}), **of_row}},
        *details["each"][1:],
    ]
    reasons = _reasons_of(reason, each)
    return tuple(
        PageAct(name, tuple(ids[place] for place in one.get("ids", ())), one.get("details", {}), said)
        for name, one, said in zip(details["acts"], each, reasons, strict=True)
    )


def _reasons_of(reason: str, each: Sequence[Mapping[str, Any]]) -> list[str]:
    """The reason of each act. A row of before has it with the act; where they were erased, the first act says so."""
    if not reason:
        return [one.get("reason", "") for one in each]
    try:
        found = json.loads(reason)
    except ValueError:
        return [reason, *[""] * (len(each) - 1)]
    return [str(one) for one in found]


def actions_in(rows: Iterable[tuple[str, Any]]) -> tuple[str, ...]:
    """Every action that rows name, in order; a row is its action and the acts of its details."""
    return tuple(sorted({name for action, acts in rows for name in (acts if action == PAGE else (action,))}))
