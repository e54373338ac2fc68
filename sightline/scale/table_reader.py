"""Reads who is on which lists: CSV with a count, CSV of one row a person, JSON, or how often people were seen.

A row of people on no list is refused, not read as nought. Somebody meant something by it, and whatever it was, it is
not an observation.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from sightline.model.errors import BadInput, Usage
from sightline.scale.tables import MOST_LISTS, Floats, Frequencies, OverlapTable

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d\d)?")
NOT_LISTS = ("count", "month", "date", "person_id")
LOOKS = "One column a list with 0 or 1, and a column 'count'; or without it, one row a person."
MOST_COUNTED = 10**9
Row = tuple[int, int, str]


def read_table(*, path: Path) -> OverlapTable | Frequencies:
    """Read a table from a file, CSV unless its name ends in .json; BadInput says which row is wrong, and what to do."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            "The file cannot be read.", code="unreadable", where=path.name, what_to_do="Give a text file in UTF-8."
        ) from error
    if path.suffix.lower() == ".json":
        return read_json(text, name=path.name)
    return read_csv(text, name=path.name)


def read_csv(text: str, *, name: str) -> OverlapTable | Frequencies:
    """A table from CSV: lists as columns, or the columns `times` and `count`."""
    lines = csv.reader(text.splitlines())
    headings = [heading.strip() for heading in next(lines, [])]
    rows = [(number, line) for number, line in enumerate(lines, start=2) if any(cell.strip() for cell in line)]
    for number, line in rows:
        if len(line) != len(headings):
            raise _wrong(f"The row has {len(line)} cells, the headings {len(headings)}.", name, number, LOOKS)
    cells = [(number, dict(zip(headings, (cell.strip() for cell in line), strict=True))) for number, line in rows]
    if {heading.lower() for heading in headings} == {"times", "count"}:
        return _read_times([(number, _lower(row)) for number, row in cells], name)
    return _build(name, _list_names(headings, name), _csv_rows(cells, headings, name))


def read_json(text: str, *, name: str) -> OverlapTable | Frequencies:
    """A table from JSON: {lists, rows: [{in, count, month?}], referrals?: [[made, from]]}, or {f, t} of frequencies."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(
            "This is not JSON.", code="not_json", where=f"{name}, line {error.lineno}", what_to_do="Correct the file."
        ) from error
    if isinstance(found, dict) and ("f" in found or "nbcap_freq" in found):
        return _json_frequencies(found, name)
    if not isinstance(found, dict) or not isinstance(found.get("lists"), list) or "rows" not in found:
        raise BadInput(
            "This JSON holds no table of lists.", code="no_table", where=name,
            what_to_do='Give {"lists": [...], "rows": [{"in": [...], "count": 3}]}: one table a file.',
        )  # fmt: skip
    lists = _list_names([str(one) for one in found["lists"]], name)
    table = _build(name, lists, _json_rows(found["rows"], lists, name), _referrals(found, lists, name))
    stated = found.get("observed")
    if stated is not None and stated != table.observed:
        raise BadInput(
            f"The file says that {stated} were observed; its rows add up to {table.observed}.", code="sums_differ",
            where=name, what_to_do="Correct the rows or the sum.",
        )  # fmt: skip
    return table


def state_referrals(*, table: OverlapTable | Frequencies, stated: Sequence[str]) -> OverlapTable:
    """The table with what somebody knows of it: each `stated` is MADE=FROM, a list made from another or fed by it."""
    if isinstance(table, Frequencies):
        raise Usage("This table has no lists.", code="no_such_list", what_to_do="Leave --referral out.")
    pairs = tuple((made, source) for made, _, source in (one.partition("=") for one in stated))
    strange = [one for pair in pairs for one in pair if one not in table.lists]
    if strange:
        raise Usage(
            f"There is no list '{strange[0]}'.", code="no_such_list",
            what_to_do=f"Write MADE=FROM with two of the lists: {', '.join(table.lists)}.",
        )  # fmt: skip
    return replace(table, referrals=(*table.referrals, *pairs))


def _list_names(headings: Sequence[str], name: str) -> tuple[str, ...]:
    lists = tuple(heading for heading in headings if heading.lower() not in NOT_LISTS)
    if not lists or any(not heading for heading in headings):
        raise BadInput("A heading is missing.", code="no_lists", where=f"{name}, row 1", what_to_do=LOOKS)
    if len(set(headings)) != len(headings):
        raise BadInput(
            "Two columns have the same heading.", code="same_heading", where=f"{name}, row 1", what_to_do="Rename one."
        )
    if len(lists) > MOST_LISTS:
        raise BadInput(
            f"There are {len(lists)} lists; {MOST_LISTS} at most can be estimated from.", code="too_many_lists",
            where=name, what_to_do="Put lists of the same kind together.",
        )  # fmt: skip
    return lists


def _csv_rows(cells: list[tuple[int, dict[str, str]]], headings: list[str], name: str) -> Iterator[Row]:
    """Each row as (cell, count, month)."""
    known = {heading.lower(): heading for heading in headings}
    lists = [heading for heading in headings if heading.lower() not in NOT_LISTS]
    people: set[str] = set()
    for number, row in cells:
        for heading in lists:
            if row[heading] not in ("0", "1"):
                raise _wrong(
                    f"'{heading}' has neither 0 nor 1.",
                    name,
                    number,
                    "Enter 1 where the person is on the list, 0 where not.",
                )
        if "person_id" in known:
            if row[known["person_id"]] in people:
                raise _wrong("This person is in an earlier row.", name, number, "Join the rows of one person.")
            people.add(row[known["person_id"]])
        count = _whole(row[known["count"]], name, number) if "count" in known else 1
        cell = sum(1 << place for place, heading in enumerate(lists) if row[heading] == "1")
        _check_seen(cell, count, name, number)
        when = next((row[known[key]] for key in ("month", "date") if key in known), "")
        yield cell, count, _month(when, name, number)


def _json_rows(rows: Any, lists: tuple[str, ...], name: str) -> Iterator[Row]:
    for number, row in enumerate(rows if isinstance(rows, list) else [None], start=1):
        if not isinstance(row, Mapping) or not isinstance(row.get("in"), list):
            raise _wrong("A row is not as expected.", name, number, 'Give {"in": [...], "count": 3}.')
        strange = [one for one in row["in"] if one not in lists]
        if strange or len(set(row["in"])) != len(row["in"]):
            raise _wrong("A row names a list that is not in 'lists', or one twice.", name, number, "Correct the name.")
        cell = sum(1 << lists.index(one) for one in row["in"])
        count = _whole(row.get("count", 1), name, number)
        _check_seen(cell, count, name, number)
        yield cell, count, _month(str(row.get("month", "")), name, number)


def _build(
    name: str, lists: tuple[str, ...], rows: Iterator[Row], referrals: tuple[tuple[str, str], ...] = ()
) -> OverlapTable:
    by_month: dict[str, Floats] = {}
    for cell, count, month in rows:
        by_month.setdefault(month, np.zeros(1 << len(lists)))[cell] += count
    counts = sum(by_month.values(), np.zeros(1 << len(lists)))
    if not counts.any():
        raise BadInput("Nobody is in this table.", code="nobody", where=name, what_to_do=LOOKS)
    if "" in by_month and len(by_month) > 1:
        raise BadInput(
            "Some rows have a month and some have none.", code="half_dated", where=name,
            what_to_do="Give every row the month in which the person was first seen, or none.",
        )  # fmt: skip
    dated = {month: by_month[month] for month in sorted(by_month) if month}
    return OverlapTable(lists, counts, dated, referrals)


def _referrals(found: Mapping[str, Any], lists: tuple[str, ...], name: str) -> tuple[tuple[str, str], ...]:
    given = found.get("referrals", [])
    if not isinstance(given, list) or any(len(pair) != 2 or not set(pair) <= set(lists) for pair in given):
        raise BadInput(
            "'referrals' is not as expected.", code="bad_referrals", where=name,
            what_to_do='Give [["made", "from"]]: the list that was made, and the one that it was made from.',
        )  # fmt: skip
    return tuple((str(made), str(source)) for made, source in given)


def _json_frequencies(found: Mapping[str, Any], name: str) -> Frequencies:
    pairs = found.get("nbcap_freq") or list(enumerate(found.get("f") or [], start=1))
    return _frequencies([(number, times, count) for number, (times, count) in enumerate(pairs, start=1)],
                        found.get("t"), name)  # fmt: skip


def _read_times(cells: list[tuple[int, dict[str, str]]], name: str) -> Frequencies:
    return _frequencies([(number, row["times"], row["count"]) for number, row in cells], None, name)


def _frequencies(rows: list[tuple[int, Any, Any]], occasions: int | None, name: str) -> Frequencies:
    """Frequencies from rows (number, times seen, how many people)."""
    seen: dict[int, int] = {}
    for number, times, count in rows:
        often = _whole(times, name, number)
        if often < 1 or often > 1000 or (occasions is not None and often > occasions):
            raise _wrong("The number of times seen is too high.", name, number, "Correct the number of times seen.")
        seen[often] = seen.get(often, 0) + _whole(count, name, number)
    if not sum(seen.values()):
        raise BadInput("Nobody is in this table.", code="nobody", where=name, what_to_do="Give times seen and count.")
    return Frequencies(tuple(seen.get(often, 0) for often in range(1, max(seen) + 1)), occasions)


def _check_seen(cell: int, count: int, name: str, number: int) -> None:
    if not cell and count:
        raise _wrong(
            "These people are on no list.", name, number,
            "Leave the row out: Sightline estimates how many people are on no list.",
        )  # fmt: skip


def _whole(value: Any, name: str, number: int) -> int:
    text = str(value).strip()
    if not text.isascii() or not text.isdigit() or int(text) > MOST_COUNTED:
        raise _wrong(
            "A count is not a whole number.", name, number,
            "Give the true number; suppressed numbers such as <5 cannot be used.",
        )  # fmt: skip
    return int(text)


def _month(text: str, name: str, number: int) -> str:
    if text and not MONTH.fullmatch(text):
        raise _wrong("A month cannot be read.", name, number, "Write months like 2024-03, days like 2024-03-05.")
    return text[:7]


def _lower(row: Mapping[str, str]) -> dict[str, str]:
    return {heading.lower(): cell for heading, cell in row.items()}


def _wrong(what: str, name: str, number: int, what_to_do: str) -> BadInput:
    return BadInput(what, code="bad_overlap_row", where=f"{name}, row {number}", what_to_do=what_to_do)
