"""Urgent questions that climb, as candidates, and those that the records have answered since.

A question of an open item is closed by the records only while its rule is as it was. Where the rule has changed, nobody
has answered it, and it waits on.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from sightline.casework.clocks.escalates import chunks, labels
from sightline.casework.core.house_reader import THE_HOUSE, visibility
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import QUESTION, Basis, Candidate, close_by_fact
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import but_taken_back
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.go_live.backlog import GoLiveDays, go_live_days, was_complete_before
from sightline.model.calendar import end_of_day
from sightline.model.rows.questions import ServedUnanswered, ServedUnansweredRecord
from sightline.model.when import london_day
from sightline.rulebook.rules import load_rules
from sightline.store.serve.questions import QuestionsWanted
from sightline.store.snapshot_reader import open_store
from sightline.store.snapshots import Snapshot
from sightline.translation.messages import lazy as _

MOST_QUESTIONS = 1_000_000


def questions_in_snapshot(session: ReaderSession, now: str) -> list[Candidate]:
    """Urgent questions that no record answers: from the end of the day on which they could be asked, or when known."""
    snapshot = session.snapshot
    found = _read_candidates(snapshot, session.served_from, tuple(sorted(go_live_days().items()))) if snapshot else ()
    return [candidate for candidate in found if candidate.due_at < now]


@lru_cache(maxsize=4)
def _read_candidates(
    snapshot: Snapshot, known_at: str, live: tuple[tuple[tuple[str, str], date], ...]
) -> tuple[Candidate, ...]:
    """Of one snapshot, which never changes, by the go-live days in force; at any time."""
    days: GoLiveDays = dict(live)
    with open_store(snapshot.serve_file) as store:
        reader, wanted = store.unanswered, QuestionsWanted(urgent_only=True)
        rows = reader.listed(wanted=wanted, sight=THE_HOUSE, after=0, size=MOST_QUESTIONS)
        parts = chunks([row["question_id"] for row in rows])
        basis = by_conclusion(reader.basis(question_ids=part, sight=THE_HOUSE) for part in parts)
    return tuple(
        make_question_candidate(row, basis.get(row["question_id"], []), known_at=known_at)
        for row in rows
        if not _is_backlog(row, basis.get(row["question_id"], []), days)
    )


def _is_backlog(row: ServedUnanswered, basis: Sequence[ServedUnansweredRecord], days: GoLiveDays) -> bool:
    day = london_day(row["raised_on"])
    return was_complete_before(day=day, seen=[visibility(each) for each in basis], days=days)


def make_question_candidate(
    row: ServedUnanswered, basis: Sequence[ServedUnansweredRecord], *, known_at: str
) -> Candidate:
    """The candidate of a question of the snapshot."""
    own_body = row["organisation"] != row["agency"]
    return Candidate(
        rule_id=row["rule_id"],
        rule_version=row["rule_version"],
        source=QUESTION,
        due_at=max(end_of_day(london_day(row["raised_on"])), known_at),
        about=_("Unanswered question: %(question)s") % {"question": labels().get(row["rule_id"], row["rule_id"])},
        agency=row["agency"],
        organisation=row["organisation"] if own_body else "",
        record_id=row["record_id"],
        mention_ids=(row["mention_id"],) if row["mention_id"] else (),
        basis=tuple(Basis(each["record_id"], visibility(each)) for each in basis),
        about_id=row["question_id"],
        person_id=row["person_id"] or "",
        urgent=bool(row["urgent"]),
    )


def candidate_of_question(session: ReaderSession, *, about_id: str) -> Candidate | None:
    """A question that somebody answers; None where the account may not see it."""
    sight = session.sight
    with session.open_current() as opened:
        if opened is None:
            return None
        reader = opened[1].unanswered
        row = reader.question(question_id=about_id, sight=sight)
        basis = reader.basis(question_ids=[about_id], sight=sight) if row else []
    return make_question_candidate(row, basis, known_at=session.served_from) if row else None


def close_answered(session: ReaderSession, *, now: str) -> int:
    """Close the items of questions that the records no longer ask."""
    asked = {item.about_id: item for item in Item.objects.open().filter(source=QUESTION)}
    gone = answered_by_records(session, asked)
    shared = but_taken_back(session, (asked[one].item_id for one in gone))
    return sum(close_by_fact(session, item_id=item_id, record_id="", now=now) for item_id in shared)


def answered_by_records(session: ReaderSession, asked: dict[str, Item]) -> list[str]:
    """The questions of open items that the snapshot asks no more, though their rule has not changed."""
    if not asked:
        return []
    versions = {rule.id: rule.version for rule in load_rules("england", "curiosity")}
    with session.open_current() as opened:
        if opened is None:
            return []
        reader = opened[1].unanswered
        gone = [one for one in asked if reader.question(question_id=one, sight=THE_HOUSE) is None]
    return sorted(one for one in gone if versions.get(asked[one].rule_id) == asked[one].rule_version)


def by_conclusion(parts: Iterable[list[ServedUnansweredRecord]]) -> dict[str, list[ServedUnansweredRecord]]:
    """Basis rows by the conclusion that rests on them."""
    found: dict[str, list[ServedUnansweredRecord]] = {}
    for part in parts:
        for row in part:
            found.setdefault(row["conclusion_id"], []).append(row)
    return found


SOURCE = EscalationSource(
    finders=(questions_in_snapshot,),
    closers_of_snapshot=(close_answered,),
    openers={QUESTION: candidate_of_question},
)
