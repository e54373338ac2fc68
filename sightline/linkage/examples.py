"""Makes mentions from a few words, for the rules' worked examples, the tests and the benchmarks.

What is left out is empty, as in an export, not missing. Only dates may be missing.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast

import pyarrow as pa

from sightline.model.rows.analysis import MentionRow
from sightline.model.schema import MENTION
from sightline.model.tables import Column, Type
from sightline.store.engine import arrow_schema

EMPTY: dict[Type, Any] = {Type.TEXT: "", Type.WHEN: "", Type.JSON: "{}", Type.INT: 1, Type.FLOAT: 0.0, Type.BOOL: False,
                          Type.DATE: None, Type.TEXTS: [], Type.INTS: [], Type.DATES: []}  # fmt: skip
EXAMPLE_SECRET = b"of no workspace: for examples, tests and benchmarks"
USUAL = {"entity_kind": "person", "agency": "police", "organisation": "police", "slot": "subject"}


def make_mentions(examples: Iterable[Mapping[str, Any]]) -> pa.Table:
    """A mention table of these. Each needs its own `mention_id`; a person's `name_as_written` is made."""
    filled = [fill_mention(one) for one in examples]
    return pa.Table.from_pylist(filled, schema=arrow_schema(MENTION))


def fill_mention(example: Mapping[str, Any]) -> MentionRow:
    """One mention with all its columns; what is not given is empty."""
    filled = cast(MentionRow, {column.name: _empty(column) for column in MENTION.columns} | USUAL | dict(example))
    filled["record_id"] = filled["record_id"] or f"record-{filled['mention_id']}"
    filled["local_id_kind"] = filled["local_id_kind"] or (f"{filled['agency']}/id" if filled["local_id"] else "")
    if not filled["name_as_written"]:
        filled["name_as_written"] = f"{filled['forename']} {filled['surname']}".strip()
    return filled


def _empty(column: Column) -> Any:
    empty = EMPTY[column.type]
    return list(empty) if isinstance(empty, list) else empty
