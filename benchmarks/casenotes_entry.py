"""How long somebody who sends a concern waits for its words to be read: python benchmarks/casenotes_entry.py

Timed is all that reading adds to sending: the row made anew, the note read, and what was found kept in the database.
The rules are made ready before, as a server does when it starts.
"""

import json
import secrets
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NOTES = Path(__file__).parents[1] / "tests" / "data" / "case_notes_own.jsonl"
LONGEST = 20_000
TIMES = 4


def main() -> None:
    """Send concerns in a workspace that is thrown away, and print how long sending and reading took."""
    from sightline.casework.boot import make_workspace

    with tempfile.TemporaryDirectory() as folder:
        make_workspace(Path(folder) / "workspace")
        measure()


def measure() -> None:
    """Both, for notes as people write them and for one as long as a box holds."""
    from sightline.casenotes.readings.one_row import make_ready
    from sightline.casework.concerns import passages
    from sightline.casework.concerns.services import submission as concerns_services
    from sightline.casework.core.actor import actor_for_account
    from sightline.casework.core.models import Account

    began = time.perf_counter()
    make_ready()
    print(f"rules made ready in {time.perf_counter() - began:.1f} s")
    account = Account.objects.create(username="writer", role="practitioner", agency="youth_service")
    reading: list[float] = []

    def timed(*asked: Any) -> Any:
        start = time.perf_counter()
        found = passages.try_passages(*asked)
        reading.append(time.perf_counter() - start)
        return found

    vars(concerns_services)["try_passages"] = timed
    notes = [json.loads(line)["text"] for line in NOTES.read_text(encoding="utf-8").splitlines()]
    for name, texts in (("notes", notes * TIMES), ("20,000 letters", [_long(notes)] * TIMES)):
        sending = list(_send(actor_for_account(account), account, texts))
        print(f"{len(texts)} {name}, {statistics.median(map(len, texts)):.0f} letters in the middle")
        _say("sending", sending)
        _say("of it reading", reading)
        reading.clear()


def _send(actor: Any, account: Any, texts: list[str]) -> Iterator[float]:
    from sightline.casework.concerns.models import ConcernDraft
    from sightline.casework.concerns.services.submission import send_concern
    from sightline.casework.core import clock
    from sightline.casework.core.session import ReaderSession
    from sightline.model.ids import make_id

    now = clock.now_at()
    for text in texts:
        boxes = {"name": "Wren Ashdown", "about": "new", "day": "not_known", "referral": "N", "seen_heard": text}
        number = make_id("concern", secrets.token_hex(16))
        ConcernDraft.objects.create(
            account=account, number=number, page="check", boxes=boxes, begun_at=now, saved_at=now
        )  # fmt: skip
        began = time.perf_counter()
        send_concern(ReaderSession(actor), number=number)
        yield time.perf_counter() - began


def _long(notes: list[str]) -> str:
    text = "\n\n".join(notes)
    return (text * (LONGEST // len(text) + 1))[:LONGEST]


def _say(name: str, seconds: list[float]) -> None:
    cuts = statistics.quantiles(seconds, n=20) if len(seconds) > TIMES else [max(seconds)] * 19
    middle, last = statistics.median(seconds), max(seconds)
    print(f"  {name}: median {middle * 1000:.0f} ms, p95 {cuts[18] * 1000:.0f} ms, longest {last * 1000:.0f} ms")


if __name__ == "__main__":
    main()
