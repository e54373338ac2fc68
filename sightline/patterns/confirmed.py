"""What notes name, where a person confirmed it, beside what columns give of the same adult, vehicle, phone or place.

A newcomer would get this wrong: without an answer there is nothing here, however plainly two notes say the same. And
where a column of the record gives it already, the note adds nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sightline.known.homes import Homes
from sightline.known.records import Records
from sightline.known.rows import human_of, piece_of
from sightline.model.nouns import EntityKind
from sightline.patterns.found import ALSO, CONFIRMED, OPEN_ONLY
from sightline.patterns.instances import Told

Counts = Callable[[dict[str, Any], str, Homes], bool]
Links = dict[tuple[str, str], dict[str, list[Told]]]
# Somebody of whom there is only a name is an adult of a kind of their own.
COUNTED_AS = {EntityKind.PERSON: "adult", "unidentified": "adult"}


def told_by_notes(*, records: Records, homes: Homes, of: str, counts: Counts) -> Links:
    """By kind and adult or thing, and by child: each note of the child that names it."""
    links: Links = defaultdict(lambda: defaultdict(list))
    for row in records.confirmed():
        kind = str(row["entity_kind"])
        if row["outside"] or COUNTED_AS.get(kind, kind) != of or not human_of(row).is_child(row["event_on"]):
            continue
        stands_as = "adult" if kind == EntityKind.PERSON else kind
        if stands_as != "unidentified" and not counts(row, stands_as, homes):
            continue
        if not (of == "place" and homes.is_for_many(row["written"])):
            links[stands_as, row["entity_id"]][row["person_id"]].append(_told(row))
    return links


def _told(row: dict[str, Any]) -> Told:
    """What rests on restricted answers too is as restricted as they are."""
    also = tuple(row["also_record_ids"])
    pieces = tuple(
        replace(one, restricted=one.restricted or bool(also))
        for one in dict.fromkeys((piece_of(row), piece_of(row, "other_")))
    )
    more = {"low": row["low"], CONFIRMED: True, ALSO: also, OPEN_ONLY: not row["of_all"]}
    return Told(row["person_id"], row["event_on"], pieces, "link", more)


def beside_columns(*, noted: Links, given: Mapping[str, dict[str, list[Told]]]) -> Links:
    """The same with what columns give of these; a note of a record whose column gives it is left out."""
    together: Links = {}
    for key, of_child in noted.items():
        held = given.get(key[1], {})
        together[key] = {child: list(told) for child, told in held.items()}
        for child, told in of_child.items():
            known = {one.pieces[0].record_id for one in held.get(child, ())}
            added = [one for one in told if one.pieces[0].record_id not in known]
            together[key].setdefault(child, []).extend(added)
    return together
