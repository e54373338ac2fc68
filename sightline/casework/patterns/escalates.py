"""Patterns that must be answered, as candidates: from the end of the day on which they could be seen, or when known.

A pattern that waits (a worry unanswered) does not climb. What climbs is the response clock on the same record, so that
nothing is asked twice.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sightline.casework.core.house_reader import THE_HOUSE, visibility
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import PATTERN, Basis, Candidate
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.go_live.backlog import GoLiveDays, go_live_days
from sightline.casework.patterns.growth import AnswerableInstance, basis_of_first, find_answerable
from sightline.casework.rule_switches.selectors import pattern_rules, read_answered_by
from sightline.casework.straight_line.arrival_rules import straight_patterns
from sightline.casework.straight_line.candidates import arrival_moment
from sightline.model.calendar import end_of_day
from sightline.model.rows.patterns import ServedRecognised, ServedRecognisedBasis
from sightline.model.when import london_day
from sightline.store.snapshot_reader import SnapshotReader, open_store
from sightline.store.snapshots import Snapshot
from sightline.translation.messages import lazy as _

TIME = "time"


def patterns_in_snapshot(session: ReaderSession, now: str) -> list[Candidate]:
    """Every must-answer instance of the snapshot that does not wait, one for each agency that must answer it."""
    snapshot = session.snapshot
    if snapshot is None:
        return []
    found = _read(snapshot, session.withdrawn, session.served_from, tuple(sorted(go_live_days().items())))
    return as_opened(candidate for candidate in found if candidate.due_at < now)


@lru_cache(maxsize=4)
def _read(
    snapshot: Snapshot, withdrawn: frozenset[str], known_at: str, live: tuple[tuple[tuple[str, str], date], ...]
) -> tuple[Candidate, ...]:
    """Of one snapshot, which never changes, by the rules withdrawn and the go-live days in force; at any time."""
    days: GoLiveDays = dict(live)
    found = list[Candidate]()
    with open_store(snapshot.serve_file, withdrawn=withdrawn) as store:
        rows = [row for row in store.patterns.must() if row["completed_by"] != TIME]
        basis: dict[str, list[ServedRecognisedBasis]] = {}
        for one in store.patterns.basis(rows=rows, sight=THE_HOUSE):
            basis.setdefault(one["instance_key"], []).append(one)
        for row in rows:
            answerable = find_answerable(store=store, row=row, basis=basis.get(row["instance_key"], []), days=days)
            if answerable:
                found += _of_agencies(store, row, answerable, known_at)
    return tuple(found)


def _of_agencies(
    store: SnapshotReader, row: ServedRecognised, answerable: AnswerableInstance, known_at: str
) -> list[Candidate]:
    """The candidate of an instance for each agency that must answer it."""
    arrived_at = arrival_of(store, answerable.basis) if row["pattern_id"] in straight_patterns() else ""
    return [
        make_pattern_candidate(
            {**row, "first_true_on": answerable.known_on.isoformat()},
            answerable.basis,
            agency=agency,
            known_at=known_at,
            arrived_at=arrived_at,
        )
        for agency in read_answered_by(row["pattern_id"])
    ]


def arrival_of(store: SnapshotReader, basis: Sequence[ServedRecognisedBasis]) -> str:
    """When the last of the records arrived without which it could not be seen."""
    versions = (store.record(record_id=each["record_id"], sight=THE_HOUSE) for each in basis)
    return max((arrival_moment(found[0]["received_at"]) for found in versions if found), default="")


def make_pattern_candidate(
    row: ServedRecognised, basis: Sequence[ServedRecognisedBasis], *, agency: str, known_at: str, arrived_at: str = ""
) -> Candidate:
    """The candidate of an instance for one agency; with `arrived_at` it opens then, on the straight line."""
    return Candidate(
        rule_id=row["pattern_id"],
        rule_version=row["rule_version"],
        source=PATTERN,
        due_at=arrived_at or max(end_of_day(london_day(row["first_true_on"])), known_at),
        about=_("Pattern across agencies: %(label)s") % {"label": pattern_rules()[row["pattern_id"]].label},
        agency=agency,
        record_id=row["record_id"],
        mention_ids=tuple(json.loads(row["mention_ids"])),
        basis=tuple(Basis(each["record_id"], visibility(each)) for each in basis),
        about_id=row["instance_key"],
        person_id=row["person_id"] or "",
        nth=" ".join((str(row["instance"]), agency, *([row["instance_key"]] if _is_wider_group(row) else []))),
        urgent=bool(arrived_at),
        straight=bool(arrived_at),
        known_from=row["first_true_on"],
        arrived_at=arrived_at,
    )


def _is_wider_group(row: ServedRecognised) -> bool:
    """Whether it is a group on notes or nights too: the record that completes it may complete the one on columns."""
    return bool(row["group_id"]) and row["basis"] == "all"


def as_opened(candidates: Iterable[Candidate]) -> list[Candidate]:
    """With the id of its item where one stands: an instance has one item an agency, however its records are counted."""
    items = Item.objects.filter(source=PATTERN).values_list("rule_id", "about_id", "agency", "item_id")
    opened = {(rule_id, about_id, agency): item_id for rule_id, about_id, agency, item_id in items}
    return [replace(one, opened_as=opened.get((one.rule_id, one.about_id, one.agency), "")) for one in candidates]


def candidate_of_pattern(session: ReaderSession, *, about_id: str) -> Candidate | None:
    """An instance that somebody answers, for their agency if it must; None where they may not see it."""
    sight = session.sight
    with session.open_current() as opened:
        row = opened[1].patterns.one(instance_key=about_id, sight=sight) if opened else None
        basis = basis_of_first(opened[1].patterns.basis(rows=[row], sight=sight)) if opened and row else []
    if row is None or row["class"] != "must":
        return None
    asked = read_answered_by(row["pattern_id"])
    agency = session.actor.reader.agency if session.actor.reader.agency in asked else asked[0]
    arrived_at = ""
    if row["pattern_id"] in straight_patterns():
        with session.open_current() as opened:
            arrived_at = arrival_of(opened[1], basis) if opened else ""
    return as_opened(
        [make_pattern_candidate(row, basis, agency=agency, known_at=session.served_from, arrived_at=arrived_at)]
    )[0]


SOURCE = EscalationSource(finders=(patterns_in_snapshot,), openers={PATTERN: candidate_of_pattern})
