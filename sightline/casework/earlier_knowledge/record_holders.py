"""Which organisation holds each record that a reader sees, and from when each could see a pattern by itself."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sightline.agreements import Bodies
from sightline.casework.accounts.record_holders import Named, name_holders
from sightline.known_facts.facts import gather
from sightline.known_facts.holders import RecordHolders
from sightline.model.nouns import Agency
from sightline.patterns.holders import HeldCondition, find_conditions
from sightline.review.aftermath import find_organisations
from sightline.review.opportunities.rules import CallSource, read_calls
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine

VISIBLE = "SELECT record_id FROM visible_record"


def find_record_holders(
    bodies: Bodies, engine: DuckDBEngine, *, called: Mapping[Named, str] | None = None
) -> RecordHolders:
    """The holders of the records in the working table `visible_record`.

    `called`: how holders of other records are named already. The same holder keeps that name here.
    """
    called = called or {}
    of_records = find_named(bodies, engine)
    holders = name_holders(bodies, {*of_records.values(), *called})
    same = {holders[name]: holder for name, holder in called.items()}
    return RecordHolders({record: same.get(holders[name], holders[name]) for record, name in of_records.items()})


def find_named(bodies: Bodies, engine: DuckDBEngine) -> Mapping[str, Named]:
    """Of each record in `visible_record` of an agency with several organisations what its holder is named from."""
    rows = find_organisations(engine=engine, agencies=[str(one) for one in Agency if bodies.has_several(one)])
    return {row["record_id"]: (row["agency"], row["organisation"], row["layout"]) for row in rows}


def find_called_patterns(
    bodies: Bodies, engine: DuckDBEngine, *, as_at: date, held_by: RecordHolders, off: Collection[str]
) -> Mapping[str, Sequence[HeldCondition]]:
    """By pattern what it counts, of patterns that call an agency with several organisations, without rules `off`."""
    called = (one.said for one in read_calls(off=off) if one.said.source is CallSource.PATTERN)
    wanted = {one.of for one in called if bodies.has_several(str(one.agency))}
    found: dict[str, list[HeldCondition]] = defaultdict(list, {pattern: [] for pattern in wanted})
    if wanted:
        gather(engine=engine)
        visible = frozenset(engine.query(VISIBLE).column(0).to_pylist())
        conditions = find_conditions(
            engine=engine,
            as_at=as_at,
            calendar=read_calendar(),
            wanted=wanted,
            shown=visible.__contains__,
            held_by=held_by,
        )
        for one in conditions:
            found[one.pattern_id].append(one)
    return found
