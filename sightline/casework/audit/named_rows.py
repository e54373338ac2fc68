"""Finds the rows of the audit log that name one of some ids, in the words of each database."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

NAMES_ONE = {
    "sqlite": "EXISTS (SELECT 1 FROM json_each(casework_auditentry.ids) "
    "WHERE value IN (SELECT value FROM json_each(%s)))",
    "postgresql": "casework_auditentry.ids ?| ARRAY(SELECT jsonb_array_elements_text(%s::jsonb))",
}


def rows_naming(rows: Any, named: Iterable[str]) -> Any:
    """Those of these rows that name one of these ids, each with its kind before it and as rows have it."""
    return rows.extra(where=[NAMES_ONE[connection.vendor]], params=[json.dumps(sorted(named))])  # noqa: S610 - a parameter
