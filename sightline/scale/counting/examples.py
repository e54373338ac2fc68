"""Runs the examples of a rule of counting: each a row as it could come, and the lists that it puts a child on.

They run through the same SQL as the count, on tables of one row an example. There is no second reading of a rule that
could agree with its examples while the count does not.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from sightline.model.errors import BadInput
from sightline.model.nouns import RowStatus
from sightline.model.visibility import RowFilter
from sightline.scale.counting.listing import list_children
from sightline.scale.counting.rules import CountRule
from sightline.store import DuckDBEngine

ALL = RowFilter("NOT sealed", ())
BORN_ON, KNOWN_ON = date(2012, 1, 1), date(2024, 1, 1)
NO_PATTERNS = """
SELECT '' AS person_id, '' AS other_person_id, '' AS pattern_id, DATE '2024-01-01' AS first_true_on, 0 AS view_no
LIMIT 0
"""


def check_examples(*, rule: CountRule, where: str) -> None:
    """BadInput naming the first example that puts a child on other lists than it says."""
    found = lists_of(rule=rule, written=[example.get("row", {}) for example in rule.rule.examples])
    for example, lists in zip(rule.rule.examples, found, strict=True):
        if lists != sorted(example.get("lists", [])):
            raise BadInput(
                f"The example “{example.get('says', '')}” gives {', '.join(lists) or 'no list'}.",
                code="bad_count_rule", where=where, what_to_do="Correct the rule, or what its example says.",
            )  # fmt: skip


def lists_of(*, rule: CountRule, written: Sequence[dict[str, Any]]) -> list[list[str]]:
    """For each row of examples the lists that it puts a child of twelve on, sorted."""
    engine = DuckDBEngine()
    try:
        for name, table in _tables(written).items():
            engine.load(name, table)
        engine.make("pattern", NO_PATTERNS)
        listed = list_children(engine=engine, rule=rule, sight=ALL)
    finally:
        engine.close()
    return [sorted(one["list_id"] for one in listed if one["person_id"] == str(n)) for n in range(len(written))]


def _tables(written: Sequence[dict[str, Any]]) -> dict[str, pa.Table]:
    """A snapshot's tables, as far as counting reads them: row n is of person n."""
    many = len(written)
    ids = [str(number) for number in range(many)]
    words = {name: [str(row.get(name, "")) for row in written] for name in ("slot", "role", "layout", "fact", "what")}
    details = [
        {name: {"value": text, "as_written": text} for name, text in row.get("details", {}).items()} for row in written
    ]
    row_of = {"row_id": ids, "row_version": [1] * many}
    markings = pa.array([[]] * many, pa.list_(pa.string()))
    mention = {
        **row_of, "mention_id": ids, "record_id": ids, "entity_kind": ["person"] * many, "slot": words["slot"],
        "source_role": words["role"], "layout": words["layout"], "agency": [""] * many, "organisation": [""] * many,
        "restricted": [False] * many, "markings": markings,
    }  # fmt: skip
    kinds = [f"{row.get('layout', '')}/{row.get('kind', '')}" for row in written]
    fact = {
        **row_of, "name": words["fact"], "details": [json.dumps(one) for one in details], "what": words["what"],
        "known_from": [KNOWN_ON] * many,
    }  # fmt: skip
    return {
        "mention": pa.table(mention),
        "resolved": pa.table({"mention_id": ids, "person_id": ids}),
        "source_row": pa.table({**row_of, "standing": [str(RowStatus.CURRENT)] * many}),
        "agency_record": pa.table({"record_id": ids, "latest": [True] * many, "kind": kinds}),
        "fact": pa.table(fact),
        "person": pa.table({"person_id": ids, "birth_dates": [[BORN_ON]] * many}),
    }
