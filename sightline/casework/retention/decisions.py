"""The decisions on holds and erasure: rows that are only ever added to. A hold counts until a decision lifts it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sightline.casework.core.models import Decision
from sightline.casework.protection.free_text import read_whole
from sightline.casework.retention.pages import DecidedErasure, Hold, NewHold
from sightline.model.hash_chain import ERASURE_ENDED
from sightline.model.retention import ErasureGround, HoldKind

REVIEWED = "retention_reviewed"
HELD, LIFTED = "retention_hold_placed", "retention_hold_lifted"
ERASED, FINISHED = "erasure_decided", ERASURE_ENDED
TERMS = ("agency", "kinds", "record_ids", "mention_ids", "first_on", "last_on")
NAME_HASH = "text_sha256"  # of the name of a hold, which is kept apart so that it can be erased


def holds_in_force() -> tuple[Hold, ...]:
    """Every hold that nobody has lifted, in the order in which they were placed."""
    lifted = {row.body["hold"] for row in Decision.objects.of_kind(LIFTED)}
    rows = [row for row in Decision.objects.of_kind(HELD).oldest_first() if row.sequence not in lifted]
    names = read_whole({row.body.get(NAME_HASH, "") for row in rows})
    return tuple(_as_hold(row, names) for row in rows)


def read_erasures() -> tuple[DecidedErasure, ...]:
    """Every decision to erase, in the order in which they were made."""
    done = finished_at()
    return tuple(_as_erasure(row, done) for row in Decision.objects.of_kind(ERASED).oldest_first())


def kept_until() -> dict[tuple[str, str], date]:
    """Until which day somebody decided to keep each record, by rule and record; the last decision counts."""
    return {
        (row.body["rule"], record_id): date.fromisoformat(row.body["keep_until"])
        for row in Decision.objects.of_kind(REVIEWED).oldest_first()
        for record_id in row.body["record_ids"] or [""]
    }


def finished_at() -> dict[str, str]:
    """When each erasure was finished in this database, by its id."""
    return {row.body["erasure"]: row.at for row in Decision.objects.of_kind(FINISHED).oldest_first()}


def _as_hold(row: Decision, names: Mapping[str, str]) -> Hold:
    """Names of before they were kept apart stand in the decision. One without terms keeps everything."""
    body = row.body
    said = NewHold(
        HoldKind(body["kind"]),
        body.get("name") or names.get(body.get(NAME_HASH, ""), ""),
        date.fromisoformat(body["ends_on"]),
        body["agency"],
        tuple(body["record_ids"]),
        tuple(body.get("mention_ids", ())),
        _day(body, "first_on"),
        _day(body, "last_on"),
        is_everything=not any(body.get(one) for one in TERMS),
        organisation=body.get("organisation", ""),
        kinds=tuple(body.get("kinds", ())),
    )
    return Hold(row.sequence, said, row.by, row.at, row.why)


def _day(body: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(body[name]) if body.get(name) else None


def _as_erasure(row: Decision, done: dict[str, str]) -> DecidedErasure:
    body = row.body
    return DecidedErasure(
        sequence=row.sequence,
        erasure_id=body["erasure"],
        ground=ErasureGround(body["ground"]),
        by=row.by,
        at=row.at,
        records=body["records"],
        texts=body["texts"],
        hashes={kind: tuple(found) for kind, found in body["hashes"].items()},
        why=row.why,
        done_at=done.get(body["erasure"], ""),
        os_name=row.os_name,
        agencies=tuple(body.get("agencies", ())),
        bodies=tuple((agency, organisation, layout) for agency, organisation, layout in body.get("bodies", ())),
        reviews=body.get("reviews", 0),
    )
