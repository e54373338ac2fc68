"""The pattern of a group around children: what `networks` found, as an instance that must be answered by a meeting.

It is about no single child. Its children are the members of the group. One that only widens another by confirmed notes,
and by no child, asks nobody anew.
"""

from collections.abc import Iterator

from sightline.known_facts.homes import Homes, has_so_many
from sightline.model.ids import make_id
from sightline.model.rows.analysis_networks import GroupingRow
from sightline.model.rows.analysis_patterns import PatternRow
from sightline.patterns.rules import Pattern
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

GROUPS = """
SELECT grouping.*, people, young FROM grouping JOIN (
    SELECT group_id, view_no, list(member_id ORDER BY member_id) AS people,
           list(member_id ORDER BY member_id) FILTER (member_kind = 'child') AS young FROM group_member
    WHERE member_kind IN ('child', 'adult') GROUP BY ALL) USING (group_id, view_no)
WHERE widens IS NULL OR children > (
    SELECT max(narrow.children) FROM grouping AS narrow WHERE narrow.group_id = grouping.widens)
ORDER BY group_id, view_no
"""


class GroupOfPeopleRow(GroupingRow):
    """A group with the people in it, and those of them who are children."""

    people: list[str]
    young: list[str]


def group_rows(*, engine: Engine, homes: Homes, pattern: Pattern) -> Iterator[PatternRow]:
    """A row of PATTERN for each group; marked where its count of children needs two who may be one child."""
    needed = pattern.number("children")
    for group in read_rows(engine, GroupOfPeopleRow, GROUPS):
        yield {
            "pattern_id": pattern.id,
            "instance": 1,
            "instance_key": make_id("pattern", pattern.id, group["basis"], group["group_id"]),
            "class": str(pattern.pattern_class),
            "basis": group["basis"],
            "on_confirmed": group["on_confirmed"],
            "unconfirmed_joins": group["on_proposals"],
            "may_be_one": not has_so_many(group["young"], needed, homes.are_apart),
            "person_id": None,
            "other_person_id": None,
            "entity_kind": None,
            "entity_id": None,
            "group_id": group["group_id"],
            "first_true_on": group["first_true_on"],
            "read_on": None,
            "completed_by": "record",
            "completing_record_id": group["completing_record_id"],
            "completing_source_file": group["completing_source_file"],
            "completing_source_row": group["completing_source_row"],
            "record_ids": group["record_ids"],
            "later_record_ids": group["later_record_ids"],
            "restricted_record_ids": [],
            "agencies": group["agencies"],
            "first_true_on_by_agency": group["first_true_on_by_agency"],
            "provisional": None,
            "licensed": None,
            "occasions": None,
            "expected_by_chance": None,
            "beyond_chance": None,
            "only_jointly": group["first_true_on_by_agency"] == "{}",
            "rule_version": pattern.rule.version,
            "first_record_id": group["completing_record_id"],
            "first_mention_ids": [],
            "people": group["people"],
            "view_no": group["view_no"],
            "seen_from": group["seen_from"],
            "not_from": group["not_from"],
        }
