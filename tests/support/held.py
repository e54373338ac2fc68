"""A small workspace with a served snapshot, made without ingest and linkage: Aoife, known to police, a clinic and a school.

The clinic's record is restricted, one record is of a sealed identity, and her home is protected. Ben is known to police,
and to the clinic by a record of which one row alone is marked restricted.
"""

import atexit
import json
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from support.rows import table_of

from sightline import chronology
from sightline.casework.core.models import CurrentSnapshot
from sightline.model.analysis_tables.namings import NAMING, PROPOSAL
from sightline.model.analysis_tables.pattern_instances import PATTERN, PATTERN_BASIS
from sightline.model.ids import make_id
from sightline.model.schema import (
    AGENCY_RECORD,
    CLOCK,
    CLOCK_BASIS,
    FACT,
    LINK,
    MENTION,
    PASSAGE,
    PERSON,
    RECEIVED_FILE,
    REJECT,
    RESOLVED,
    SENTENCE_MARK,
    SNAPSHOT_TABLES,
    SOURCE_ROW,
    STATED_START,
    THING,
)
from sightline.model.visibility import PROTECTED_WORDS, RestsOn, Scope
from sightline.pipeline import lay_out_facts
from sightline.sharing import split_views
from sightline.store import Workspace
from sightline.store.layout.arrivals import build_arrivals
from sightline.store.layout.clocks import build_conclusions
from sightline.store.layout.delays import build_delays
from sightline.store.layout.networks import build_networks
from sightline.store.layout.patterns import build_patterns
from sightline.store.layout.people import build_serve
from sightline.store.layout.proposals import build_noted
from sightline.store.layout.protection import build_protected
from sightline.store.layout.questions import build_unanswered
from sightline.store.layout.same_events import build_same_events
from sightline.store.layout.sentences import build_worth_reading
from sightline.store.layout.signs import build_signs
from sightline.store.snapshots import SERVE, Stages, hash_tables

AOIFE, BEN, SEALED_PERSON = (make_id("mention", who) for who in ("police", "ben", "sealed"))
HOME, CAR, PHONE = (make_id("mention", what) for what in ("home", "car", "phone"))
POLICE = {"agency": "police", "organisation": "police", "layout": "police_missing"}
CLINIC = {"agency": "health", "organisation": "Clinic", "layout": "health_attendances", "restricted": True}
SCHOOL = {"agency": "school", "organisation": "Elm School", "layout": "school_concerns"}
SEALED = {**POLICE, "restricted": True, "markings": ["SEALED IDENTITY"]}
# key, visibility, name, person, birth date
RECORDS: tuple[tuple[str, dict[str, Any], str, str, date], ...] = (
    ("police", POLICE, "Aoife Ó Brien", AOIFE, date(2010, 5, 4)),
    ("clinic", CLINIC, "Aoife Secretname", AOIFE, date(2010, 4, 5)),
    ("school", SCHOOL, "Aoife Ó Brien", AOIFE, date(2010, 5, 4)),
    ("sealed", SEALED, "Sealed Name", SEALED_PERSON, date(2011, 1, 1)),
    ("ben", POLICE, "Ben Hale", BEN, date(2009, 9, 9)),
    ("mixed", CLINIC, "Ben Hiddenrow", BEN, date(2009, 9, 9)),
)
# The record is restricted by another of its rows; this row carries no mark of its own.
ROW_VISIBILITY = {"mixed": {**CLINIC, "restricted": False}}
SNAPSHOT_ID = "2024-07-01-000000000000"
# Each clock by the records that it rests on, the first of which started it.
# Each pattern by the records that it rests on.
PATTERNS = {"open": ("police",), "clinic": ("police", "clinic"), "sealed": ("sealed",)}
# Each proposal by the record whose note names somebody, and the record that it may be the same as.
PROPOSALS = {"open": ("police", "school"), "clinic": ("clinic", "police"), "to_clinic": ("school", "clinic"),
             "sealed": ("sealed", "police")}  # fmt: skip
CLOCKS = {"open": ("police",), "answered": ("police", "clinic"), "school": ("school",), "sealed": ("sealed",)}
# Of the clock `open`: each record that tells of the child's return, the day, and whether the clock runs from it.
STATED_BY = (("police", "2024-01-01", True), ("clinic", "2024-01-02", False))
# The references of records, as their agencies write them.
REFERENCES = {"police": "MP24/00001", "clinic": "HC24/00002 | 2024-02-01"}
HIDDEN = ("Secretname", "Hiddenrow", "Sealed Name", "secret clinic words", "sealed words", "1 Elm Row")


def record_of(key: str) -> str:
    """The record id of one of RECORDS."""
    return make_id("record", key)


def tables() -> dict[Any, list[dict[str, Any]]]:
    """The rows of the snapshot, by table."""
    filled: dict[Any, list[dict[str, Any]]] = {table: [] for table in SNAPSHOT_TABLES}
    for number, (key, seen, name, person, birth) in enumerate(RECORDS, start=1):
        _add(filled, number, key, seen, name, person, birth)
    things = ((HOME, "school", "place", "1 Elm Row", "home"), (CAR, "police", "vehicle", "ab12 cde", "vehicle"),
              (PHONE, "clinic", "phone", "07700 900123", "phone"))  # fmt: skip
    seen_of = {key: seen for key, seen, *_ in RECORDS}
    for thing, key, kind, written, slot in things:
        filled[MENTION].append({"mention_id": thing, "row_id": f"row-{key}", "record_id": record_of(key), **seen_of[key],
                                "slot": slot, "entity_kind": kind, "value_as_written": written, "columns": [slot],
                                "source_file": f"{key}.csv"})  # fmt: skip
        filled[RESOLVED].append({"mention_id": thing, "thing_id": thing})
    filled[THING] += [
        {"thing_id": HOME, "entity_kind": "place", "value": "1 elm row", "mention_ids": [HOME], "protected": True},
        {"thing_id": CAR, "entity_kind": "vehicle", "value": "AB12CDE", "mention_ids": [CAR]},
        {"thing_id": PHONE, "entity_kind": "phone", "value": "+447700900123", "mention_ids": [PHONE]},
    ]
    filled[PERSON] += [
        {"person_id": AOIFE, "names": ["Aoife Ó Brien", "Aoife Secretname"], "agencies": ["health", "police", "school"],
         "birth_dates": [date(2010, 5, 4), date(2010, 4, 5)],
         "identifiers": ["nhs_number:9990000018", "upn:A123456789012"]},
        {"person_id": BEN, "names": ["Ben Hale", "Ben Hiddenrow"], "birth_dates": [date(2009, 9, 9)],
         "agencies": ["health", "police"]},
        {"person_id": SEALED_PERSON, "names": ["Sealed Name"], "agencies": ["police"]},
    ]  # fmt: skip
    for one, other in (("police", "school"), ("clinic", "police")):
        pair = sorted((make_id("mention", one), make_id("mention", other)))
        filled[LINK].append({"mention_id_a": pair[0], "mention_id_b": pair[1], "weight": 20.5, "decided_by": "model",
                             "reason": "names agree", "rule_id": "model-1"})  # fmt: skip
    for clock, keys in CLOCKS.items():
        _add_clock(filled, clock, keys, seen_of)
    filled[STATED_START] += [
        {"clock_id": clock_of("open"), "record_id": record_of(key), "stated_at": day, "counts": counts, **seen_of[key]}
        for key, day, counts in STATED_BY
    ]
    for name, keys in PATTERNS.items():
        _add_pattern(filled, name, keys, seen_of)
    for name, (key, other) in PROPOSALS.items():
        _add_proposal(filled, name, key, other, seen_of)
    filled[REJECT].append({"file_sha": "f" * 64, "source_file": "police.csv", "source_row": 9, "code": "no_date",
                           "reason": "The date cannot be read.", "what_to_do": "Mend it."})  # fmt: skip
    filled[RECEIVED_FILE].append({"file_sha": "f" * 64, "source_file": "police.csv", "rows_read": 3, "rows_taken": 2})
    return filled


def _add_pattern(filled: dict[Any, list[dict[str, Any]]], name: str, keys: tuple[str, ...],
                 seen_of: dict[str, dict[str, Any]]) -> None:  # fmt: skip
    person = SEALED_PERSON if name == "sealed" else AOIFE
    scopes = frozenset(scope_of(seen_of[key]) for key in keys)
    view = split_views(things=[name], rests_on=lambda _: RestsOn(scopes))[0]
    filled[PATTERN].append({
        "instance_key": make_id("pattern", name), "view_no": 0, "seen_from": view.seen_from, "not_from": view.not_from,
        "person_id": person,
        "pattern_id": f"repeat_missing_{name}", "class": "must", "basis": "structured", "people": [person],
        "completed_by": "record", "completing_record_id": record_of(keys[0]), "record_ids": [record_of(key) for key in keys],
        "first_record_id": record_of(keys[0]), "first_mention_ids": [make_id("mention", keys[0])],
    })  # fmt: skip
    filled[PATTERN_BASIS] += [
        {"instance_key": make_id("pattern", name), "view_no": 0, "record_id": record_of(key), **seen_of[key]}
        for key in keys
    ]


def scope_of(seen: dict[str, Any]) -> Scope:
    return Scope(seen["agency"], seen["organisation"], seen["layout"], bool(seen.get("restricted")))


def proposal_of(name: str) -> str:
    """The id of one of PROPOSALS."""
    return make_id("noted", name)


def _add_proposal(filled: dict[Any, list[dict[str, Any]]], name: str, key: str, other: str,
                  seen_of: dict[str, dict[str, Any]]) -> None:  # fmt: skip
    naming, words = (
        make_id("naming", name),
        {"clinic": "secret clinic words", "sealed": "sealed words"}.get(key, "seen"),
    )
    filled[NAMING].append({"naming_id": naming, "passage_id": make_id("passage", key), "record_id": record_of(key),
                           "row_id": f"row-{key}", **seen_of[key], "source_file": f"{key}.csv", "field": "Notes",
                           "start": 0, "end": len(words), "text": words, "form": "nickname", "value": words,
                           "role": "person_of_concern"})  # fmt: skip
    filled[PROPOSAL].append({"proposal_id": proposal_of(name), "naming_id": naming, "other_id": make_id("mention", other),
                             "kind": "person", "rule_id": "same_alias", "says": "It may be so.", "agrees": "the name",
                             "record_id": record_of(key), "other_record_id": record_of(other), "hangs_on": 1})  # fmt: skip


def clock_of(name: str) -> str:
    """The id of one of CLOCKS."""
    return make_id("clock", name)


def _add_clock(filled: dict[Any, list[dict[str, Any]]], name: str, keys: tuple[str, ...],
               seen_of: dict[str, dict[str, Any]]) -> None:  # fmt: skip
    stopped = keys[1] if len(keys) > 1 else ""
    filled[CLOCK].append({
        "clock_id": clock_of(name), "rule_id": "return_interview", "rule_version": "v1", "record_id": record_of(keys[0]),
        "person_id": SEALED_PERSON if name == "sealed" else AOIFE, "mention_id": make_id("mention", keys[0]),
        "started_at": "2024-01-01", "known_from": "2024-01-01", "reached_at": "2024-01-02T08:00:00Z", "due_at": "2024-01-04T23:59:59Z",
        "answer_due_at": "2024-01-04T23:59:59Z",
        "stopped_at": "2024-01-03" if stopped else None, "stopped_by_record_id": record_of(stopped) if stopped else None,
        "state": "met" if stopped else "breached", "as_at": "2024-07-01T22:59:59Z",
        "known_through": "2024-06-30T08:00:00Z", "answering_agency": "childrens_services", "climbs": True,
    })  # fmt: skip
    filled[CLOCK_BASIS] += [
        {"conclusion_id": clock_of(name), "record_id": record_of(key), **seen_of[key]} for key in keys
    ]


def _add(filled: dict[Any, list[dict[str, Any]]], number: int, key: str, seen: dict[str, Any], name: str, person: str,
         birth: date) -> None:  # fmt: skip
    row = {"row_id": f"row-{key}", "record_id": record_of(key)}
    source = {"source_file": f"{key}.csv", "source_row": number}
    day = f"2024-{number:02}-01"
    row_seen = ROW_VISIBILITY.get(key, seen)
    words = {"clinic": "secret clinic words", "sealed": "sealed words"}.get(key, "seen by an officer")
    filled[SOURCE_ROW].append({**row, **row_seen, **source, "standing": "current",
                               "original": json.dumps({"Name": name, "home": PROTECTED_WORDS if key == "school" else "",
                                                       "Notes": words})})  # fmt: skip
    filled[AGENCY_RECORD].append({"record_id": row["record_id"], "latest": True, "kind": seen["layout"], **seen,
                                  "occurred_from": day, "date_precision": "day", "source_file": f"{key}.csv",
                                  "source_rows": [number], "standing": "current",
                                  "source_key": REFERENCES.get(key, "")})  # fmt: skip
    filled[FACT].append({**row, "name": "noted", "label": "Noted", "occurred_from": day, "date_precision": "day",
                         "what": words, "childs_words": "I want to go home" if key == "school" else ""})  # fmt: skip
    filled[MENTION].append({"mention_id": make_id("mention", key), **row, **row_seen, **source, "slot": "subject",
                            "entity_kind": "person", "name_as_written": name, "birth_date": birth,
                            "nhs_number": "999 000 0018" if key == "clinic" else "",
                            "upn": "A123456789012" if key == "school" else "",
                            "occurred_on": date.fromisoformat(day)})  # fmt: skip
    filled[RESOLVED].append({"mention_id": make_id("mention", key), "person_id": person})
    # Which words are marked matters to no test that does not say so: the first word of the note, as a sign.
    filled[PASSAGE].append({"passage_id": make_id("passage", key), **row, **row_seen, **source, "field": "Notes",
                            "start": 0, "end": words.index(" "), "text": words.split()[0],
                            "indicator": "found_with_adults", "polarity": "affirmed", "certainty": "certain",
                            "time": "current", "experiencer": "subject", "said_by": "family", "rule_id": "seen_with",
                            "cues": json.dumps([{"start": 5, "end": 7, "attribute": "said_by"}])})  # fmt: skip
    # The whole note is worth reading for a sign that no rule marked, by its last word.
    filled[SENTENCE_MARK].append({"mark_id": make_id("sentence_mark", key), **row, **row_seen, **source, "field": "Notes",
                                  "start": 0, "end": len(words), "indicator": "phone_contact", "level": "marked",
                                  "words": json.dumps([{"start": words.rindex(" ") + 1, "end": len(words)}]),
                                  "model_version": "another"})  # fmt: skip


def serve_snapshot(workspace: Workspace, *, anew: bool = False) -> None:
    """Put a copy of the snapshot into the workspace and make it the current one; it is written once a process.

    `anew`: it is written for this workspace alone, for a test that changes `tables`.
    """
    if anew:
        write_snapshot(workspace)
    else:
        shutil.copytree(written_once() / SNAPSHOT_ID, workspace.snapshots / SNAPSHOT_ID)
    CurrentSnapshot.objects.update_or_create(
        id=1, defaults={"snapshot_id": SNAPSHOT_ID, "changed_at": "2024-07-01T06:00:00Z"}
    )


@cache
def written_once() -> Path:
    """The folder of snapshots of a workspace that holds this one, gone when the process ends."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    workspace = Workspace(folder / "workspace")
    workspace.create()
    write_snapshot(workspace)
    return workspace.snapshots


def write_snapshot(workspace: Workspace) -> None:
    """Write the snapshot, all of it anew."""
    stages = Stages(workspace, SNAPSHOT_ID)
    for table, rows in tables().items():
        stages.engine.write(table, table_of(table, *rows))
    chronology.build(engine=stages.engine)
    chronology.propose_events(engine=stages.engine)
    build_serve(engine=stages.engine, path=stages.partial / SERVE)
    build_conclusions(engine=stages.engine, path=stages.partial / SERVE)
    build_delays(engine=stages.engine, path=stages.partial / SERVE, as_at=date(2024, 7, 1), counted_with={})
    build_unanswered(engine=stages.engine, path=stages.partial / SERVE, most_a_child=3)
    build_patterns(engine=stages.engine, path=stages.partial / SERVE)
    build_networks(engine=stages.engine, path=stages.partial / SERVE)
    build_noted(engine=stages.engine, path=stages.partial / SERVE)
    build_signs(engine=stages.engine, path=stages.partial / SERVE)
    build_worth_reading(engine=stages.engine, path=stages.partial / SERVE)
    build_same_events(engine=stages.engine, path=stages.partial / SERVE)
    build_protected(engine=stages.engine, path=stages.partial / SERVE)
    build_arrivals(engine=stages.engine, path=stages.partial / SERVE, as_at=date(2024, 7, 1))
    lay_out_facts(stages.engine, stages.partial / SERVE, date(2024, 7, 1))
    counts = {name: found["rows"] for name, found in hash_tables(stages.engine).items()}
    linkage = {"model_version": "england-2", "pairs_scored": 0, "bridges": 0, "sparse_clusters": 0}
    stages.finish({"as_at": "2024-07-01", "counts": counts, "tables": {}, "linkage": linkage, "proposals": {}})
