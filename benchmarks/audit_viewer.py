"""What a page of the audit log's viewer costs: python benchmarks/audit_viewer.py [ROWS].

Every row names a person and seven records by keyed hashes; every second one is of a page that did four things. The same
with SIGHTLINE_DATABASE_URL measures PostgreSQL.
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

AT_ONCE = 1_000


def measure(folder: Path, *, rows: int) -> None:
    """Write a log of so many rows, and read its newest page without a question, by an action and by an id."""
    from sightline.casework.boot import make_workspace

    make_workspace(folder / "workspace", trial=True, two_step="optional")
    from django.db import connection

    from sightline.casework.audit import hash_chain
    from sightline.casework.audit.id_hashes import hash_id
    from sightline.casework.audit.page_rows import PAGE
    from sightline.casework.audit.pages import AuditQuestion
    from sightline.casework.audit.selectors import list_audit
    from sightline.casework.core.actor import actor_for_account
    from sightline.casework.core.models import Account, AuditEntry
    from sightline.casework.core.session import ReaderSession

    chance = random.Random(2026)
    acts = ("read_person", "read_chronology", "list_notices", "count_work")
    for start in range(0, rows, AT_ONCE):
        hash_chain.append_all(AuditEntry, [
            {
                "username": f"reader{number % 400}", "role": "practitioner", "via": "web", "outcome": "done",
                "action": acts[number % 4] if number % 2 else PAGE,
                "ids": [f"person:{hash_id(str(number % 20_000))}",
                        *(f"record:~{chance.getrandbits(128):032x}" for _ in range(7))],
                "details": {} if number % 2 else {"acts": list(acts), "each": [{} for _ in acts]},
            }
            for number in range(start, min(start + AT_ONCE, rows))
        ])  # fmt: skip
    ivy = Account.objects.create(username="ivy", role="information_governance")
    for what, question in (
        ("newest page", AuditQuestion("", "", "", "", None, None)),
        ("by an action", AuditQuestion("", "read_chronology", "", "", None, None)),
        ("by an id", AuditQuestion("", "", "", "17", None, None)),
    ):
        began, spent = time.perf_counter(), time.process_time()
        page = list_audit(ReaderSession(actor_for_account(ivy)), question=question, before=None, limit=50)
        clock, processor = time.perf_counter() - began, time.process_time() - spent
        print(f"{connection.vendor}, {rows:,} rows, {what}: {len(page.lines)} lines, {clock:.2f} s, "
              f"processor {processor:.2f} s", flush=True)  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=100_000)
    wanted = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as place:
        measure(Path(place), rows=wanted)
