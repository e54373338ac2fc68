"""A workspace of commit 70ae463 in which analysts added to networks: `python network_decisions_process.py WORKSPACE STEP`.

`fill` appends their decisions to the chain (on PostgreSQL, after the rows of the workspace), with the tables of that
commit. `compare` says what the decisions and the entries are now; `back` the same after going back and forth.
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from support.moments_process import STEP, apps_now, chains, copy_from_sqlite, migrate, rows_of  # noqa: E402

from sightline.casework.audit import hash_chain  # noqa: E402
from sightline.casework.core.models import Decision  # noqa: E402
from sightline.casework.integrity.schema import applied_migrations  # noqa: E402

BEFORE = ("casework", "0032_vocabularies")
END = {"kind": "person", "mention_id": "mention0000000000001", "record_id": "record00000000000001"}
MORE = {"role": "analyst", "agency": "police", "organisation": "North Force"}
ADDED: list[dict[str, Any]] = [
    {
        "entry": "connection", "ends": [END, END | {"mention_id": "m2"}], "record_ids": ["record2", "record1"],
        "from_on": "2026-03-29", "until_on": "2026-10-25", "grade": ["1", "B", "P"], **MORE,
    },
    {"entry": "entity", "ends": [END, {"kind": "added", "as": "place"}], "record_ids": [], "grade": ["3", "E", "C"], **MORE},
    {
        "entry": "hypothesis", "ends": [{"kind": "group", "group_id": "g1", "members": [END]}], "record_ids": [],
        "from_on": "", "until_on": "", "grade": ["2", "A", "P"], "role": "analyst", "agency": "health", "organisation": "",
    },
]  # fmt: skip


def decide(kind: str, by: str, **body: Any) -> int:
    return hash_chain.append(Decision, kind=kind, by=by, os_name="", body=body).sequence


def fill() -> None:
    """Two analysts add, and the first takes one back: numbers of decisions apart, and others between them."""
    numbers = []
    for number, one in enumerate(ADDED):
        numbers.append(decide("network_entry", f"analyst{number % 2}", **one, text_sha256=str(number) * 64))
        decide("something_else", "manager", entry=number)
    decide("network_entry_taken_back", "analyst0", entry=numbers[0], text_sha256="a" * 64)


def tables() -> dict[str, Any]:
    """The decisions as the database has them, and the entries where there is their table."""
    found = {"decision": rows_of(apps_now().get_model("casework", "Decision")), "chains": chains()}
    if "casework_analystentry" in connection.introspection.table_names():
        entry = apps_now().get_model("casework", "AnalystEntry")
        found["entry"] = json.loads(json.dumps(list(entry.objects.order_by("pk").values()), default=str))
    return found


def main() -> None:
    """Take the step and print what it found."""
    said: dict[str, Any] = {}
    if STEP == "fill":
        if connection.vendor == "postgresql":
            copy_from_sqlite()
        said["was"] = applied_migrations()["casework"][-1]
        fill()
    elif STEP == "back":
        migrate(*BEFORE)
        said["back"] = tables()
        MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    sys.stdout.write(json.dumps(said | tables()))


if __name__ == "__main__":
    main()
