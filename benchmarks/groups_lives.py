"""What stands beside planted groups in `groups.py`: ordinary lives made hard, and how much of each group was recorded.

The rows of these lives are put into the agencies' files, as all others are, and their truth into the same list. No
method is told which rows they are.
"""

import csv
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from support.lookalikes import LOOKALIKES, Row, Town
from support.patterned import short_heading

from sightline.invented.planted import signs
from sightline.invented.planted.stories import USUAL

BEGINS = date(2023, 9, 4)
SLOTS = {"police_occurrences": "nominal", "licensing_register": "holder"}
KEYS = {"police_occurrences.csv": "Occurrence No", "police_intelligence.csv": "Log No",
        "police_missing.csv": "Misper Ref", "youth_service_contacts.csv": "Contact Ref"}  # fmt: skip
CONTACTS = (signs.with_youth_worker, signs.missing, signs.intelligence, signs.occurrence)


def add_lives(paths: Sequence[Path], truth: Path, *, seed: int) -> dict[str, set[str]]:
    """Put one of each look-alike into the files and the truth; the people of each."""
    of_layout = {path.stem: path for path in paths}
    people: dict[str, set[str]] = defaultdict(set)
    for place, (name, tell) in enumerate(LOOKALIKES.items()):
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in tell(Town(seed * 20 + place, BEGINS)):
            rows[row.pop("layout")].append(row)
        numbered = {row["Person ID"]: _called(row) for row in rows["childrens_services_events"]}
        for layout, some in rows.items():
            if some:
                last = _append(of_layout[layout], some)
                told = [
                    (last + at, *who) for at, row in enumerate(some, start=1) for who in _named(layout, row, numbered)
                ]
                people[name] |= {who for _, _, who in told}
                with truth.open("a", encoding="utf-8", newline="") as stream:
                    csv.writer(stream).writerows((f"{layout}.csv", *one[:2], one[2]) for one in told)
    return people


def _append(path: Path, rows: Sequence[Row]) -> int:
    """Add rows to a file; how many there were."""
    with path.open(encoding="utf-8", newline="") as stream:
        headings, *held = csv.reader(stream)
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, headings, restval="")
        writer.writerows({short_heading(name, headings): cell for name, cell in row.items()} for row in rows)
    return len(held)


def _called(row: Row, prefix: str = "") -> str:
    """Somebody's name and birth date."""
    forename = row.get(f"{prefix}Forenames") or row[f"{prefix}Forename"]
    return " ".join((row[f"{prefix}Surname"], forename, row[f"{prefix}DOB"])).upper()


def _named(layout: str, row: Row, numbered: dict[str, str]) -> list[tuple[str, str]]:
    """Slot and person; a family row gives its child by number."""
    if layout == "childrens_services_family":
        return [("subject", numbered[row["Person ID"]]), ("related", _called(row, "Related "))]
    slot = SLOTS.get(layout, "subject")
    return [(slot, _called(row, "Holder " if slot == "holder" else ""))]


def shares_recorded(files: Path) -> dict[str, float]:
    """By group: how many of its children's contacts with its adults, things and places stand on records.

    The story has ten such contacts for each child, each of which is written or not by chance.
    """
    on_record: dict[tuple[str, str], set[str]] = defaultdict(set)
    named: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in _read(files / "truth" / "rows.csv"):
        named[row["source_file"], int(row["source_row"])].add(row["true_id"])
    for name, key in KEYS.items():
        for number, row in enumerate(_read(files / name), start=1):
            on_record[name, row[key]] |= named[name, number]
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _read(files / "truth" / "groups.csv"):
        parts[row["group_id"]][row["true_id"]] = row["part"]
    contacts = sum(sign in CONTACTS for _, _, sign in USUAL)
    return {
        group: sum(_contacts(who, part) for who in on_record.values()) / (contacts * list(part.values()).count("child"))
        for group, part in parts.items()
    }


def _contacts(who: set[str], part: dict[str, str]) -> int:
    """How many children of a group stand on a record with something of it."""
    there = [part[one] for one in who if one in part]
    return there.count("child") if any(one != "child" for one in there) else 0


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
