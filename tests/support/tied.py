"""A served snapshot of what ties children besides records: nights missing together, and what notes describe and name.

Nell, Ivy and Beth were missing on the same six nights, two of them restricted to police, and stand with one car and one
telephone. Somebody whom no note names waited for Nell. Una is named in the police's log about Dean, as somebody confirmed.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from support import kept
from support.grouped import BETH, CAR, DEAN, IVY, NELL, NOW, RESTRICTED, UNA, occurrence
from support.named import child, events, intelligence, proposals
from support.nights import lost
from support.patterned import write_rows

from sightline import ingest
from sightline.model.judgements import Judgement, PairAnswer
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshots import Snapshot

AS_AT = date(2024, 7, 1)
SAID_ON = date(2024, 6, 20)
NIGHTS = [
    date(2024, 3, 5),
    date(2024, 3, 14),
    date(2024, 3, 28),
    date(2024, 4, 19),
    date(2024, 5, 5),
    date(2024, 5, 26),
]
PHONE = {"Telephone": "07700 900123"}
LOG = {"Log No": "L1", "Nominal Ref": "N1", "Role": "SUBJECT"}
MAN = "A man of about thirty in a grey van waited for her."


def named(who: tuple[str, str, str]) -> dict[str, str]:
    """A child of these tests as other layouts name one."""
    return child(who[1], who[0], who[2])


def away(who: tuple[str, str, str]) -> list[dict[str, str]]:
    """The nights on which a child was missing, the last two on records that are restricted."""
    hidden = [RESTRICTED if day >= NIGHTS[-2] else {} for day in NIGHTS]
    return [lost(named(who), day, **more) for day, more in zip(NIGHTS, hidden, strict=True)]


ROWS = [
    *(row for number, who in enumerate((NELL, IVY, BETH), 1) for row in (
        occurrence(f"O{number}", f"{number:02}/04/2024", who, "VICTIM"),
        occurrence(f"O{number}", f"{number:02}/04/2024", ("", "", ""), "SUSPECT", **CAR, **PHONE),
    )),
    *(row for who in (NELL, IVY, BETH) for row in away(who)),
    events(named(NELL), MAN, "10/04/2024"),
    intelligence(**LOG, **CAR, Surname=DEAN[0], Forenames=DEAN[1], DOB=DEAN[2], Text="Una Elmore was with him in the car."),
    events(named(UNA), "Seen at school.", "14/05/2024"),
]  # fmt: skip


def build_tied(workspace: Workspace, folder: Path) -> Snapshot:
    """Take the rows in, and run: once to learn what is asked, and again with the answer that it is Una."""
    batch = open_batch(workspace)
    for path in write_rows(ROWS, folder):
        ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=NOW)
    close_batch(workspace, batch, now=NOW)
    first = kept.build(workspace, as_at=AS_AT)
    engine = DuckDBEngine(first.analysis, read_only=True)
    try:
        said = list(_answers(proposals(engine)))
    finally:
        engine.close()
    return kept.build(workspace, as_at=AS_AT, judgements=said)


def _answers(asked: Iterable[dict[str, str]]) -> Iterable[Judgement]:
    for number, one in enumerate((one for one in asked if one["text"] == "Una Elmore"), 1):
        ends = sorted((one["naming_id"], one["other_id"]))
        yield Judgement(number, ends[0], ends[1], PairAnswer.SAME, "asha", SAID_ON, of_note=True)
