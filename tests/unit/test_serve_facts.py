"""What a person's page says first is the newest that the reader may see, each with its record."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from support.rows import engine_with

from sightline.ingest.mappings.files import list_mappings
from sightline.model.nouns import Role
from sightline.model.schema import AGENCY_RECORD, FACT, MENTION, RESOLVED, SOURCE_ROW, THING
from sightline.model.visibility import PROTECTED_WORDS, Reader
from sightline.pipeline import lay_out_facts
from sightline.rulebook.key_facts import read_key_facts
from sightline.sharing import row_filter
from sightline.store.snapshot_reader import SnapshotReader

AS_AT = date(2024, 7, 1)
SERVICES = {"agency": "childrens_services", "organisation": "childrens_services"}
EVENT = SERVICES | {"layout": "childrens_services_events"}
FAMILY = SERVICES | {"layout": "childrens_services_family"}
WORKER = row_filter(reader=Reader("x", Role.PRACTITIONER, "childrens_services"))
NURSE = row_filter(reader=Reader("x", Role.PRACTITIONER, "health"))

# record, visibility, kind, name of the fact, day, day it ends, details
FACTS: tuple[tuple[str, dict[str, Any], str, str, str | None, str | None, dict[str, str]], ...] = (
    ("old", EVENT, "visit", "event", "2024-01-05", None, {"worker": "A. Elder", "team": "Assessment"}),
    ("new", EVENT | {"restricted": True}, "visit", "event", "2024-03-05", None, {"worker": "B. Holly", "team": "Support"}),
    ("undated", EVENT, "visit", "event", None, None, {"worker": "C. Rowan", "team": "Duty"}),
    ("begun", EVENT, "plan start", "event", "2024-02-01", None, {}),
    ("ended", EVENT, "plan end", "event", "2024-02-20T23:30:00Z", None, {}),
    ("began_again", EVENT | {"restricted": True}, "plan start", "event", "2024-05-01", None, {}),
    ("decided", EVENT, "plan start", "decision", "2024-06-30", None, {}),
    ("told", EVENT, "contact", "event", "2024-02-02", None, {"safe_contact": "Through school", "avoid": "Do not ring his phone"}),
    ("told_again", EVENT, "contact", "event", "2024-03-02", None, {"safe_contact": "At the club"}),
    ("met", EVENT, "icpc", "event", "2024-02-01", None, {}),
    ("moved_out", EVENT, "placement end", "event", "2024-04-02", None, {}),
    ("placed", EVENT, "placement start", "event", "2024-04-02", None, {}),
    ("hidden", EVENT | {"restricted": True}, "placement start", "event", "2024-06-02", None, {}),
    ("kin", FAMILY, "", "relationship", "2020-01-01", None, {"relationship": "Mother"}),
    ("former", FAMILY, "", "relationship", "2020-01-01", "2024-06-30", {"relationship": "Foster Carer"}),
    ("uncle", FAMILY, "", "relationship", "2020-01-01", None, {"relationship": "Uncle"}),
)  # fmt: skip
PLACED = {"placed": ("48 Ironbridge Street", False), "hidden": ("3 Quarry Terrace", True)}  # the address; if protected


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SnapshotReader]:
    path = tmp_path_factory.mktemp("facts") / "serve.sqlite"
    rows: dict[Any, list[dict[str, Any]]] = {
        one: [] for one in (AGENCY_RECORD, SOURCE_ROW, FACT, MENTION, RESOLVED, THING)
    }
    for record, seen, kind, name, day, until, details in FACTS:
        own = {"record_id": record, **seen}
        rows[AGENCY_RECORD].append({**own, "latest": True, "kind": "/".join(filter(None, (seen["layout"], kind)))})
        rows[SOURCE_ROW].append({**own, "row_id": record, "row_version": 1, "standing": "current"})
        rows[FACT].append({"row_id": record, "row_version": 1, "record_id": record, "name": name, "occurred_from": day,
                           "occurred_to": until, "what": "ICPC. Plan made. Core group to be held." if kind == "icpc" else "",
                           "details": json.dumps({one: {"as_written": text} for one, text in details.items()})})  # fmt: skip
        for slot, person, written in (("subject", "ana", "Ana Ash"), ("related", f"kin_{record}", f"Kin of {record}")):
            if slot == "subject" or seen is FAMILY:
                rows[MENTION].append({**own, "mention_id": f"{record}_{slot}", "row_id": record, "slot": slot,
                                      "entity_kind": "person", "name_as_written": written})  # fmt: skip
                rows[RESOLVED].append({"mention_id": f"{record}_{slot}", "person_id": person})
    for record, (address, protected) in PLACED.items():
        rows[MENTION].append({"mention_id": f"{record}_placement", "row_id": record, "record_id": record, "slot": "placement",
                              "entity_kind": "place", "value_as_written": address, "postcode": "ZZ1 2AB"})  # fmt: skip
        rows[RESOLVED].append({"mention_id": f"{record}_placement", "thing_id": f"thing_{record}"})
        rows[THING].append({"thing_id": f"thing_{record}", "entity_kind": "place", "protected": protected})
    engine = engine_with(rows)
    lay_out_facts(engine, path, AS_AT)
    lay_out_facts(engine, path, AS_AT)  # anew, as after an interruption
    engine.close()
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    connection.execute("CREATE TABLE said (person_id, agency, organisation, layout, restricted, sealed, what)")
    yield SnapshotReader(connection)
    connection.close()


def newest(store: SnapshotReader, fact: str, *, sight: Any) -> tuple[str, str, bool, str | None]:
    row = next(one for one in store.facts.of_person(person_id="ana", sight=sight) if one["fact"] == fact)
    return row["value"], row["record_id"], bool(row["runs"]), row["said_on"]


def test_the_newest_that_the_reader_may_see_comes_first_and_no_day_comes_last(store: SnapshotReader) -> None:
    assert newest(store, "lead_worker", sight=WORKER) == ("B. Holly", "new", True, "2024-03-05")
    assert newest(store, "lead_worker", sight=NURSE) == ("A. Elder", "old", True, "2024-01-05")


def test_a_plan_that_ended_is_said_to_have_ended_on_its_london_day(store: SnapshotReader) -> None:
    assert newest(store, "plan", sight=WORKER) == ("Plan started, no end recorded", "began_again", True, "2024-05-01")
    assert newest(store, "plan", sight=NURSE) == ("Plan ended", "ended", False, "2024-02-20")


def test_a_placement_gives_its_own_address_and_a_protected_one_as_words(store: SnapshotReader) -> None:
    given = {one["record_id"]: one["more"] for one in store.facts.of_person(person_id="ana", sight=WORKER)
             if one["fact"] == "placement"}  # fmt: skip
    assert given == {"placed": "48 Ironbridge Street, ZZ1 2AB", "hidden": PROTECTED_WORDS}


def test_a_conference_is_said_with_the_first_sentence_of_its_record(store: SnapshotReader) -> None:
    (met,) = (one for one in store.facts.of_person(person_id="ana", sight=NURSE) if one["fact"] == "conference")
    assert (met["value"], met["more"]) == ("Initial child protection conference", "Plan made")


def test_every_safe_contact_is_kept_so_that_what_to_avoid_is_never_lost(store: SnapshotReader) -> None:
    rows = [one for one in store.facts.of_person(person_id="ana", sight=WORKER) if one["fact"] == "safe_contact"]
    assert [(one["value"], one["more"]) for one in rows] == [
        ("At the club", ""), ("Through school", "Do not ring his phone"),
    ]  # fmt: skip


def test_carers_are_those_whose_relationship_has_not_ended(store: SnapshotReader) -> None:
    carers = [(one["value"], one["more"]) for one in store.facts.of_person(person_id="ana", sight=WORKER)
              if one["fact"] == "carer"]  # fmt: skip
    assert carers == [("Kin of kin", "mother")]


def test_every_kind_of_the_nations_file_is_of_a_layout_that_is_taken_in() -> None:
    rules = read_key_facts()
    layouts = {mapping.layout: {fact.name for fact in mapping.facts} for mapping in list_mappings()}
    named = [(kind, one.name) for one in rules.statuses for kind in one.kinds]
    named += [(kind, "") for kind in rules.significant.kinds]
    of = {kind: kind if kind in layouts else kind.partition("/")[0] for kind, _ in named}
    assert [one for one in named if one[1] not in {"", *layouts.get(of[one[0]], ())} or of[one[0]] not in layouts] == []
