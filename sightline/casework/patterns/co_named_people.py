"""Who else stands on the records of a network: who may be an adult, and which children were put at risk together.

That only children stand at a thing says little. A shop where twenty children were told off over three years ties none
of them. So "possibly exploited together" is said of two children alone for whom the pattern of that kind of thing
holds, and who stand on one record or each have a sign there close in time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from sightline.casework.patterns.pages import CoNamedAdult
from sightline.casework.people.descriptions import quote_words
from sightline.casework.people.pages.nodes import UNIDENTIFIED, Node, spell_alike
from sightline.model.rows.networks import ServedBeside, ServedRecordTie
from sightline.model.rows.patterns import ServedRecognised
from sightline.model.visibility import RowFilter
from sightline.patterns import days_of_signs, holds_sign
from sightline.store.snapshot_reader import SnapshotReader

SHARED = ("shared_vehicle", "shared_phone", "shared_place")


def fold_beside(rows: Iterable[ServedBeside], nodes: Collection[Node]) -> tuple[CoNamedAdult, ...]:
    """Namings of one wording as one line with how many they are, the most first; nobody who is a node already.

    Two who are described alike are not said to be one: the line counts namings. Who is called as somebody shown is
    left out: they would be named a second time, as somebody of no known age.
    """
    shown = {node.node_id for node in nodes}
    called = {spell_alike(node.label) for node in nodes}
    records: dict[tuple[str, str], list[str]] = defaultdict(list)
    text: dict[tuple[str, str], str] = {}
    for row in rows:
        key = row["standing"], spell_alike(row["text"])
        if row["person_id"] not in shown and key[1] not in called:
            records[key].append(row["record_id"])
            text.setdefault(key, row["text"])
    lines = [
        CoNamedAdult(
            key[0],
            quote_words(text[key]) if key[0] == UNIDENTIFIED or text[key][:1].islower() else text[key],
            tuple(dict.fromkeys(some)),
            times=len(some),
        )
        for key, some in records.items()
    ]
    return tuple(sorted(lines, key=lambda one: (-one.times, one.text.casefold())))


def find_together(
    store: SnapshotReader,
    rows: Sequence[ServedRecordTie],
    instances: Iterable[ServedRecognised],
    sight: RowFilter,
    *,
    as_at: date,
) -> dict[str, frozenset[str]]:
    """For each thing the children who are possibly exploited together there; none where no two are.

    `rows` are connections with things, `told` what this reader is shown as recognised about these things.
    """
    pairs: dict[str, set[frozenset[str]]] = defaultdict(set)
    for one in instances:
        if one["pattern_id"] in SHARED:
            pairs[one["entity_id"] or ""].add(frozenset((one["person_id"] or "", one["other_person_id"] or "")))
    of_thing: dict[str, list[ServedRecordTie]] = defaultdict(list)
    for row in rows:
        if row["is_child"] and row["entity_id"] in pairs:
            of_thing[row["entity_id"]].append(row)
    records = sorted({row["record_id"] for some in of_thing.values() for row in some})
    signs = {
        (one["record_id"], one["person_id"])
        for one in store.networks.roles(record_ids=records, sight=sight)
        if holds_sign(layout=one["layout"], slot=one["slot"], role=one["source_role"])
    }
    within = timedelta(days=days_of_signs(as_at))
    return {
        thing: frozenset(one for pair in pairs[thing] if _are_together(pair, some, signs, within) for one in pair)
        for thing, some in of_thing.items()
    }


def _are_together(
    pair: frozenset[str], rows: Sequence[ServedRecordTie], signs: Collection[tuple[str, str]], within: timedelta
) -> bool:
    """Whether two children stand on one record of a thing, or each has a sign there within so many days.

    On a low record alone nobody stands together.
    """
    own = [[row for row in rows if row["person_id"] == child and not row["graded_low"]] for child in sorted(pair)]
    if not all(own) or len(own) == 1:
        return False
    one, other = ({row["record_id"] for row in some} for some in own)
    if one & other:
        return True
    days = [
        [date.fromisoformat(row["occurred_on"]) for row in some if (row["record_id"], row["person_id"]) in signs]
        for some in own
    ]
    return any(abs(day - another) <= within for day in days[0] for another in days[1])
