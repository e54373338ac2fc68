"""Looks for patterns that would be complete only with marks of the model of notes, and writes them apart from patterns.

They are worth checking, and no more: nothing is told or must be answered by them. Once a person has read such a
sentence as a sign, it is a passage, and the pattern is found as every other.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pyarrow as pa

from sightline.model.analysis_tables.pattern_instances import PATTERN_PROPOSAL
from sightline.model.ids import make_id
from sightline.model.passages import Certainty, Experiencer, Level, Polarity, Tense
from sightline.model.rows.analysis_patterns import PatternProposalRow
from sightline.patterns.kinds.notes import PASSAGES, Notes, find_several, find_withdrawn, find_young
from sightline.patterns.new_instances import NewInstance
from sightline.patterns.rules import Pattern
from sightline.store.engine import Engine, arrow_schema

# A likely sentence in which no rule marked the same sign, also not as denied.
WITH_MARKS = f"""
{PASSAGES} UNION ALL
SELECT row_id, indicator, '', '{Polarity.AFFIRMED}', '{Certainty.POSSIBLE}', '{Tense.CURRENT}',
       '{Experiencer.SUBJECT}', '', '', mark_id, restricted
FROM sentence_mark AS mark
WHERE level = '{Level.MARKED}' AND NOT EXISTS (
    SELECT 1 FROM passage AS ruled
    WHERE ruled.row_id = mark.row_id AND ruled.field = mark.field AND ruled.indicator = mark.indicator
      AND ruled.start < mark."end" AND ruled."end" > mark.start)
"""
FINDERS: dict[str, Callable[..., Iterator[NewInstance]]] = {
    "young": find_young,
    "several": find_several,
    "withdrawn": find_withdrawn,
}


def write_proposals(
    *, engine: Engine, sought: Sequence[Pattern], found: Sequence[NewInstance], signs: Sequence[str], as_at: date
) -> None:
    """Write PATTERN_PROPOSAL; `found` are the patterns that hold without any mark."""
    notes = Notes(engine, signs, source=WITH_MARKS)
    proposed = [
        _row(one)
        for pattern in sought
        if pattern.of in FINDERS
        for one in FINDERS[pattern.of](notes=notes, pattern=pattern, as_at=as_at)
        if one.marks and not any(_is_same(one, other) for other in found)
    ]
    # Where some readers see the same of it by fewer restricted signs, it needs no more than these.
    proposed.sort(key=lambda row: len(row["restricted_record_ids"]), reverse=True)
    rows = {row["proposal_id"]: row for row in proposed}
    ordered = [rows[name] for name in sorted(rows)]
    engine.write(PATTERN_PROPOSAL, pa.Table.from_pylist(ordered, schema=arrow_schema(PATTERN_PROPOSAL)))


def _is_same(one: NewInstance, other: NewInstance) -> bool:
    """Whether a pattern holds already about the same child, by one of the same records."""
    is_alike = (one.pattern.id, one.about) == (other.pattern.id, other.about)
    return is_alike and not set(one.record_ids).isdisjoint(other.record_ids)


def _row(one: NewInstance) -> PatternProposalRow:
    person_id, records = one.about.person_id or "", sorted(one.record_ids)
    return {
        "proposal_id": make_id("proposal", one.pattern.id, person_id, *records, *one.marks),
        "pattern_id": one.pattern.id,
        "rule_version": one.pattern.rule.version,
        "person_id": person_id,
        "first_true_on": one.first_true_on,
        "record_ids": records,
        "restricted_record_ids": list(one.restricted_record_ids),
        "mark_ids": list(one.marks),
    }
