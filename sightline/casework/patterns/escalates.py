"""Patterns that must be answered, as candidates: from the end of the day on which they could be seen, or when known.

A pattern that waits (a worry unanswered) does not climb. What climbs is the response clock on the same record, so that
nothing is asked twice.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sightline.casework.core.house_reader import THE_HOUSE, people_of, visibility
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import MATCH, PATTERN, Basis, Candidate, close_by_fact
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import but_taken_back
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.go_live.backlog import GoLiveDays, go_live_days
from sightline.casework.patterns.group_items import follow_grown, joined_groups
from sightline.casework.patterns.growth import AnswerableInstance, basis_of_first, find_answerable
from sightline.casework.patterns.match_items import match_candidates
from sightline.casework.patterns.open_questions import (
    NewAnswer,
    People,
    Waiting,
    after_wait,
    find_questions,
    read_new_answers,
    say_both,
)
from sightline.casework.rule_switches.selectors import pattern_rules, read_answered_by
from sightline.casework.same_person.answer_history import pair_of, read_answers
from sightline.casework.straight_line.arrival_rules import straight_patterns
from sightline.casework.straight_line.candidates import arrival_moment
from sightline.model.calendar import end_of_day
from sightline.model.judgements import PairAnswer
from sightline.model.rows.patterns import ServedRecognised, ServedRecognisedBasis
from sightline.model.when import london_day
from sightline.store.snapshot_reader import SnapshotReader, open_store
from sightline.store.snapshots import Snapshot
from sightline.translation.messages import lazy as _

TIME = "time"


def patterns_in_snapshot(session: ReaderSession, now: str) -> list[Candidate]:
    """Every must-answer instance of the snapshot that does not wait, one for each agency that must answer it."""
    waited = tell_waiting(session, _waiting_now(session))
    return as_opened(candidate for candidate in waited if candidate.due_at < now)


def awaited_matches(session: ReaderSession, now: str) -> list[Candidate]:
    """The possible matches that somebody must answer, because such an instance depends on them."""
    return [one for one in match_candidates(session, _waiting_now(session)) if one.due_at < now]


def _waiting_now(session: ReaderSession) -> tuple[Waiting, ...]:
    """Every such instance of the snapshot that is served, for each agency, with what it depends on."""
    snapshot = session.snapshot
    if snapshot is None:
        return ()
    return _read_waiting(snapshot, session.withdrawn, session.served_from, tuple(sorted(go_live_days().items())))


def tell_waiting(session: ReaderSession, found: Iterable[Waiting]) -> Iterator[Candidate]:
    """Each candidate as it is told: those about people who may be one wait for the answer, and not for long."""
    answers: dict[People, NewAnswer] | None = None
    for candidate, asked in found:
        if asked and answers is None:
            with session.open_current() as opened:
                answers = read_new_answers(opened[1]) if opened else {}
        waited = after_wait(candidate, asked, answers or {})
        if waited:
            yield waited


@lru_cache(maxsize=4)
def _read_waiting(
    snapshot: Snapshot, withdrawn: frozenset[str], known_at: str, live: tuple[tuple[tuple[str, str], date], ...]
) -> tuple[Waiting, ...]:
    """Of one snapshot, which never changes, by the rules withdrawn and the go-live days in force; at any time."""
    days: GoLiveDays = dict(live)
    found = list[Waiting]()
    with open_store(snapshot.serve_file, withdrawn=withdrawn) as store:
        rows = [row for row in store.patterns.must() if row["completed_by"] != TIME]
        basis: dict[str, list[ServedRecognisedBasis]] = {}
        for one in store.patterns.basis(rows=rows, sight=THE_HOUSE):
            basis.setdefault(one["instance_key"], []).append(one)
        asked = find_questions(store, rows, THE_HOUSE)
        for row in rows:
            answerable = find_answerable(store=store, row=row, basis=basis.get(row["instance_key"], []), days=days)
            if answerable:
                of_agencies = _of_agencies(store, row, answerable, known_at)
                found += [(candidate, asked.get(row["instance_key"], ())) for candidate in of_agencies]
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
        questions = find_questions(opened[1], [row], sight) if opened and row else {}
    if row is None or row["class"] != "must":
        return None
    asked = read_answered_by(row["pattern_id"])
    agency = session.actor.reader.agency if session.actor.reader.agency in asked else asked[0]
    arrived_at = ""
    if row["pattern_id"] in straight_patterns():
        with session.open_current() as opened:
            arrived_at = arrival_of(opened[1], basis) if opened else ""
    made = make_pattern_candidate(row, basis, agency=agency, known_at=session.served_from, arrived_at=arrived_at)
    still_open = questions.get(row["instance_key"], ())
    return as_opened([replace(made, about=say_both(made, still_open)) if still_open else made])[0]


def close_joined(session: ReaderSession, *, now: str) -> int:
    """Close the items of patterns about two whom an answer made one: the instance is gone, with what it asked.

    Where linking alone joined them, the item stays until somebody answers it.
    """
    items = list(Item.objects.open().filter(source=PATTERN))
    with session.open_current() as opened:
        if opened is None or not items:
            return 0
        stand = {row["instance_key"] for row in opened[1].patterns.must()}
        gone = [one for one in items if one.about_id not in stand]
        said = [pair_of(one) for one in read_answers().in_force().values() if one.body["answer"] == PairAnswer.SAME]
        who = people_of(session, [mention for some in (*said, *(one.mention_ids for one in gone)) for mention in some])
        one_now = {who[a] for a, b in said if a in who and who[a] == who.get(b)}
        joined = joined_groups(session, opened[1], gone=gone, one_now=one_now) if one_now else []
    joined += [one for one in gone if _stands_twice([who.get(mention, "") for mention in one.mention_ids], one_now)]
    shared = but_taken_back(session, (one.item_id for one in joined))
    return sum(close_by_fact(session, item_id=item_id, record_id="", now=now) for item_id in shared)


def _stands_twice(people: Sequence[str], one_now: Collection[str]) -> bool:
    """Whether two of the mentions are of somebody whom a person's answer joined."""
    return any(people.count(one) > 1 for one in set(people).intersection(one_now))


SOURCE = EscalationSource(
    finders=(patterns_in_snapshot, awaited_matches),
    still_so={MATCH: awaited_matches},
    closers_of_snapshot=(follow_grown, close_joined),
    openers={PATTERN: candidate_of_pattern},
)
