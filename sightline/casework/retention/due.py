"""Works out what is due for review: whose records, by which rule, since when. Ids and days alone; nothing is erased.

A rule is asked of everybody by months first, and by days of those alone who may be due. The same snapshot on the same
day gives the same answer, so it is kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from sightline.agreements.retention_rules import (
    LEARNING_REVIEW,
    OWN_AUDIT,
    CountsFrom,
    RetentionRule,
    WrittenHere,
    retention_rules,
)
from sightline.casework.core import clock
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.retention.closed_reviews import closed_reviews
from sightline.casework.retention.decisions import kept_until
from sightline.casework.retention.own_writings import OwnWriting, list_writings
from sightline.casework.retention.pages import DueReview
from sightline.model.nouns import Agency
from sightline.model.rows.people import ServedHeldKind
from sightline.model.rows.records import ServedHeldRecord
from sightline.model.when import years_on
from sightline.store.snapshot_reader import SnapshotReader, open_store

AT_ONCE, GROWN = 4, 18


Versions = tuple[tuple[str, str, int], ...]


def rules_now() -> tuple[RetentionRule, ...]:
    """The rules of today with this partnership's periods."""
    return retention_rules(on=clock.today(), root=current_workspace().root)


def list_due(session: ReaderSession) -> tuple[DueReview, ...]:
    """Everything that is due today and that nobody has decided to keep for longer, the oldest first."""
    today, kept, rules = clock.today(), kept_until(), rules_now()
    snapshot = session.snapshot
    versions = tuple((one.rule.id, one.rule.version, one.years) for one in rules)
    found = list(_find(snapshot.serve_file, today, current_workspace().root, versions)) if snapshot else []
    found += [*_own_audit(rules, today), *_written_here(session, rules, today), *_closed_reviews(rules, today)]
    waiting = (one for one in found if not one.is_kept(kept, on=today))
    return tuple(sorted(waiting, key=lambda one: (one.due_on, one.rule_id, one.about)))


@lru_cache(maxsize=AT_ONCE)
def _find(serve_file: Path, today: date, root: Path, _versions: Versions) -> tuple[DueReview, ...]:
    rules = retention_rules(on=today, root=root)
    with open_store(serve_file) as store:
        births = {row["person_id"]: date.fromisoformat(row["birth_date"]) for row in store.held.births()}
        of_person: dict[str, list[ServedHeldKind]] = defaultdict(list)
        for row in store.held.kinds():
            of_person[row["person_id"]].append(row)
        of_records = [one for one in rules if one.rule.id not in (OWN_AUDIT, LEARNING_REVIEW)]
        asked = [one for one in of_records if one.years and not one.written_here]
        perhaps = {
            person_id: due
            for person_id, rows in of_person.items()
            if (due := [one for one in asked if _may_be_due(one, rows, births.get(person_id), today)])
        }
        return tuple(_check_days(store, perhaps, births, today))


def _may_be_due(rule: RetentionRule, rows: list[ServedHeldKind], birth: date | None, today: date) -> bool:
    """By months, in which each record may be of the first day."""
    kinds = {row["kind"] for row in rows}
    months = [row for row in rows if _is_of(rule, row["agency"], row["layout"])]
    if not months or not rule.is_about(kinds):
        return False
    is_entry = rule.counts_from is CountsFrom.ENTRY
    month = min(row["first_month"] for row in months) if is_entry else max(row["last_month"] for row in months)
    due_on = rule.due_on(birth=birth, last_record=date.fromisoformat(f"{month}-01"))
    return due_on is not None and due_on <= today


def _check_days(
    store: SnapshotReader, perhaps: Mapping[str, list[RetentionRule]], births: Mapping[str, date], today: date
) -> Iterable[DueReview]:
    """Those whose own records are due by their days."""
    records: dict[str, list[ServedHeldRecord]] = defaultdict(list)
    for row in store.held.records(person_ids=sorted(perhaps)):
        records[row["person_id"]].append(row)
    for person_id, rules in perhaps.items():
        for rule in rules:
            held = [row for row in records[person_id] if _is_of(rule, row["agency"], row["layout"])]
            days = [date.fromisoformat(row["day"]) for row in held if row["day"]]
            if rule.counts_from is CountsFrom.ENTRY:
                held = [row for row in held if row["day"] and _is_over(rule, row["day"], today)]
                days = days and [min(days)]
            due_on = rule.due_on(birth=births.get(person_id), last_record=max(days, default=None))
            if held and due_on and due_on <= today:
                ids = tuple(sorted({row["record_id"] for row in held}))
                yield DueReview(rule.rule.id, rule.rule.label, rule.agency, due_on, person_id, ids)


def _is_over(rule: RetentionRule, day: str, today: date) -> bool:
    due_on = rule.due_on(birth=None, last_record=date.fromisoformat(day))
    return due_on is not None and due_on <= today


def _is_of(rule: RetentionRule, agency: str, layout: str) -> bool:
    return agency == rule.agency and (not rule.layouts or layout in rule.layouts)


def _written_here(session: ReaderSession, rules: Iterable[RetentionRule], today: date) -> list[DueReview]:
    """What people wrote in Sightline and is past its period, by rule, agency and person. Each is due by itself."""
    by_kind = {one.written_here: one for one in rules if one.written_here and one.years}
    past = [one for one in list_writings() if not one.is_open] if by_kind else []
    people, births = _people_of(session, past)
    found: dict[tuple[str, str, str], list[tuple[date, str]]] = defaultdict(list)
    for one in past:
        person_id = next((people[each] for each in one.mention_ids if each in people), "")
        rule = by_kind.get(_kind_of(one, births.get(person_id)))
        due_on = rule.due_on(birth=None, last_record=one.last_on) if rule else None
        if rule and due_on and due_on <= today:
            found[rule.rule.id, one.agency, person_id].append((due_on, one.writing_id))
    labels = {one.rule.id: one.rule.label for one in by_kind.values()}
    return [
        DueReview(
            rule_id, labels[rule_id], agency, min(some)[0], person_id, tuple(sorted(each for _, each in some)), True
        )
        for (rule_id, agency, person_id), some in found.items()
    ]


def _ids(some: Iterable[tuple[date, str]]) -> tuple[str, ...]:
    return tuple(sorted(each for _, each in some))


def _kind_of(one: OwnWriting, birth: date | None) -> WrittenHere:
    """A file on somebody who may have been a child when it began, or with something proved, is as other files."""
    is_grown = birth is not None and years_on(born=birth, day=one.first_on) >= GROWN
    if one.kind is WrittenHere.ADULT_FILE and (one.is_proved or not is_grown):
        return WrittenHere.FILE
    return one.kind


def _people_of(session: ReaderSession, some: Iterable[OwnWriting]) -> tuple[dict[str, str], dict[str, date]]:
    """Who these mentions are of, and when they were born, as records have it now."""
    mentions = sorted({mention for one in some for mention in one.mention_ids})
    with session.open_current() as opened:
        if opened is None or not mentions:
            return {}, {}
        people = opened[1].people_of(mention_ids=mentions)
        births = {row["person_id"]: date.fromisoformat(row["birth_date"]) for row in opened[1].held.births()}
    return people, births


def _own_audit(rules: Iterable[RetentionRule], today: date) -> list[DueReview]:
    """Our own audit log and ledger, where the oldest row is past its period."""
    (rule,) = (one for one in rules if one.rule.id == OWN_AUDIT)
    first = AuditEntry.objects.order_by("sequence").values_list("at", flat=True).first()
    due_on = rule.due_on(birth=None, last_record=date.fromisoformat(first[:10])) if first else None
    return [DueReview(rule.rule.id, rule.rule.label, "", due_on)] if due_on and due_on <= today else []


def _closed_reviews(rules: Iterable[RetentionRule], today: date) -> Iterable[DueReview]:
    """Learning reviews that were closed longer ago than their period."""
    (rule,) = (one for one in rules if one.rule.id == LEARNING_REVIEW)
    for one in closed_reviews() if rule.years else ():
        due_on = rule.due_on(birth=None, last_record=one.closed_on)
        if due_on and due_on <= today:
            yield DueReview(
                rule.rule.id, rule.rule.label, Agency.PARTNERSHIP, due_on, record_ids=(one.review_id,),
                review_id=one.review_id,
            )  # fmt: skip
