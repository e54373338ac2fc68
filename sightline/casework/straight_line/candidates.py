"""One item a record and agency of the clocks that go the straight line, whomever the record names.

A record that names three children starts three clocks. They are one thing to answer, and one item.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sightline.casework.escalation.engine import Candidate
from sightline.casework.straight_line.arrival_rules import straight_clocks
from sightline.model.calendar import earliest_moment, true_deadline
from sightline.model.when import utc_text
from sightline.translation.messages import lazy as _

if TYPE_CHECKING:
    from sightline.model.rows.clocks import ServedClock


def arrival_moment(when: str) -> str:
    """The moment of an arrival; of a day its first, so that nobody waits for its end."""
    return utc_text(earliest_moment(when))


def add_arrival(candidate: Candidate, row: "ServedClock") -> Candidate:
    """The candidate of a clock with its three moments: known to its agency, arrived, due."""
    return replace(
        candidate,
        known_from=row["known_from"] or "",
        arrived_at=arrival_moment(row["reached_at"]),
        deadline_at=true_deadline(due_at=row["due_at"], was_due_at=row["was_due_at"], reached_at=row["reached_at"]),
    )


def gather_records(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates of clocks with those of the straight line put together: one a record and agency told."""
    found: list[Candidate] = []
    of_record: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for one in candidates:
        if one.rule_id in straight_clocks() and not one.about_professional:
            of_record[one.rule_id, one.record_id].append(one)
        else:
            found.append(one)
    for those in of_record.values():
        found += told_of_record(those)
    return found


def told_of_record(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of one record's clocks under one rule, as one for each agency that is told."""
    lead = min(candidates, key=lambda one: one.about_id)
    rule = straight_clocks()[lead.rule_id]
    mentions = tuple(sorted({mention for one in candidates for mention in one.mention_ids}))
    basis = tuple({each.record_id: each for one in candidates for each in one.basis}.values())
    whole = replace(
        lead,
        mention_ids=mentions,
        basis=basis,
        straight=True,
        due_at=lead.arrived_at,
        about=describe_subject(lead.rule_id),
    )
    return [replace(whole, agency=agency.value) for agency in rule.told]


def describe_subject(rule_id: str) -> str:
    """What an item of the straight line is about, in words."""
    label = straight_clocks()[rule_id].rule.label
    return _("Needs an answer as soon as it arrives: %(label)s.") % {"label": label[:1].lower() + label[1:]}


def is_answered(*, rule_id: str, stopped: Collection[bool]) -> bool:
    """Whether facts answer a record's clocks: one for all where the rule says so, else each its own."""
    if not stopped:
        return False
    return any(stopped) if straight_clocks()[rule_id].any_child else all(stopped)
