"""A child's story as a few facts in, clocks out: what the examples of the rules and the spec tests are written in.

Times are London wall-clock times (`2024-03-08T16:59`); a day stays a day. Facts of one `row` are of one row. What a
fact says in the columns of its layout is in `details`.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from support.rows import engine_with

from sightline.model.analysis_tables.passages import PASSAGE
from sightline.model.calendar import end_of_day
from sightline.model.go_live import GoLive
from sightline.model.schema import AGENCY_RECORD, FACT, MENTION, PERSON, RECEIVED_FILE, RESOLVED, SOURCE_ROW
from sightline.model.when import moment
from sightline.rulebook.calendar import read_calendar
from sightline.store.engine import DuckDBEngine
from sightline.timescales import ClockRule, build_clocks

AGENCIES = {
    "police_missing": "police", "police_occurrences": "police", "mace_tracker": "partnership",
    "sightline_concerns": "partnership", "sightline_professional_concerns": "partnership",
}  # fmt: skip
Story = Iterable[dict[str, Any]]
KEYS = (
    "layout", "fact", "type", "at", "details", "row", "child", "born", "person", "role", "misper", "agency", "received",
    "recorded", "confirmed_at", "passages", "precision", "restricted", "standing",
)  # fmt: skip


def when(written: str | None) -> str | None:
    """A when of what a story writes."""
    if not written or len(written) == 10 or written.endswith("Z"):
        return written or None
    day, _, clock = written.partition("T")
    return moment(date.fromisoformat(day), time.fromisoformat(clock))


def engine_of(facts: Story, *, known_through: str) -> DuckDBEngine:
    """An engine that holds the story; every layout's newest file was received at `known_through`."""
    names = ("fact", "row", "record", "mention", "resolved", "passage")
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    seen: set[str] = set()
    people: dict[str, Any] = {}
    for place, fact in enumerate(facts):
        unknown = fact.keys() - set(KEYS)
        assert not unknown, f"a fact has no {', '.join(sorted(unknown))}; it may have {', '.join(KEYS)}"
        row_id = fact.get("row") or f"row{place}"
        layout, received = fact["layout"], when(fact.get("received") or fact.get("recorded") or fact.get("at"))
        rows["fact"].append(_fact_row(fact, row_id))
        if row_id in seen:
            continue
        seen.add(row_id)
        seen_by = {"agency": fact.get("agency") or AGENCIES.get(layout, "childrens_services"), "layout": layout}
        seen_by |= {"organisation": seen_by["agency"], "restricted": fact.get("restricted", False)}
        rows["row"].append(
            seen_by
            | {
                "row_id": row_id,
                "record_id": f"rec-{row_id}",
                "received_at": received,
                "standing": fact.get("standing", "current"),
            }
        )
        for sign in fact.get("passages", ()):
            rows["passage"].append(
                seen_by | {"passage_id": f"{sign}-{row_id}", "row_id": row_id, "record_id": f"rec-{row_id}",
                "indicator": sign, "polarity": "affirmed", "time": "current", "experiencer": "subject",
                "confirmed_at": fact.get("confirmed_at", "")}
            )  # fmt: skip
        rows["record"].append(
            seen_by | {"record_id": f"rec-{row_id}", "latest": True, "kind": f"{layout}/{fact.get('type', '').lower()}",
            "source_key": fact.get("misper", row_id), "received_at": received, "recorded_at": when(fact.get("recorded"))}
        )  # fmt: skip
        child = fact.get("child", "child") if fact.get("person") != "" else ""
        if child:
            people.setdefault(child, fact.get("born"))
            rows["mention"].append(
                seen_by | {"mention_id": f"men-{row_id}", "row_id": row_id, "record_id": f"rec-{row_id}",
                "slot": fact.get("person", "subject"), "source_role": fact.get("role", ""), "entity_kind": "person"}
            )  # fmt: skip
            rows["resolved"].append({"mention_id": f"men-{row_id}", "person_id": child})
    files = {(row["layout"], row["agency"]) for row in rows["row"]}
    files |= {(layout, agency) for layout, agency in AGENCIES.items() if layout != "sightline_concerns"}
    files |= {("childrens_services_events", "childrens_services"), ("return_interviews", "childrens_services")}
    return engine_with(
        {
            FACT: rows["fact"], SOURCE_ROW: rows["row"], AGENCY_RECORD: rows["record"], MENTION: rows["mention"],
            RESOLVED: rows["resolved"], PASSAGE: rows["passage"],
            PERSON: [{"person_id": one, "birth_dates": [born] if born else []} for one, born in people.items()],
            RECEIVED_FILE: [
                {"mapping": layout, "agency": agency, "received_at": known_through, "source_file": f"{layout}-{agency}",
                 "file_sha": f"{layout}-{agency}"}
                for layout, agency in sorted(files)
            ],
        }
    )  # fmt: skip


def _fact_row(fact: dict[str, Any], row_id: str) -> dict[str, Any]:
    at = when(fact.get("at"))
    precision = fact.get("precision") or ("unknown" if at is None else "day" if len(at) == 10 else "exact")
    said = {name: {"value": value, "as_written": value} for name, value in fact.get("details", {}).items()}
    return {
        "row_id": row_id, "row_version": 1, "record_id": f"rec-{row_id}", "name": fact["fact"], "occurred_from": at,
        "date_precision": precision, "recorded_at": when(fact.get("recorded")), "details": json.dumps(said),
    }  # fmt: skip


def clocks_of(
    facts: Story,
    *,
    rules: Iterable[ClockRule],
    as_at: date,
    known_through: str = "",
    through: str | None = None,
    go_lives: Iterable[GoLive] = (),
) -> list[dict[str, Any]]:
    """The clocks of a story as at a day; every agency's data reach to its end, or to `known_through`."""
    engine = engine_of(facts, known_through=when(known_through) or end_of_day(as_at))
    build_clocks(engine=engine, as_at=as_at, rules=list(rules), calendar=read_calendar(), through=through,
                 go_lives=tuple(go_lives))  # fmt: skip
    found: list[dict[str, Any]] = engine.query("SELECT * FROM clock ORDER BY rule_id, started_at, clock_id").to_pylist()
    engine.close()
    return found


def due_of(written: str) -> str:
    """A due day is meant to its last second."""
    return end_of_day(date.fromisoformat(written)) if len(written) == 10 else _moment(written)


def _moment(written: str) -> str:
    found = when(written)
    assert found and datetime.fromisoformat(found)
    return found
