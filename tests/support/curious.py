"""A story as a small table, and the questions that are asked of it.

One line is one fact: on which day, of which kind of record, what it says. A line may say more: who it is about, who
else stands on the row, when it was known, whether it is restricted, a number or a registration on the row.
"""

import json
from datetime import date
from typing import Any

from support.rows import engine_with

from sightline import curiosity
from sightline.model.schema import (
    AGENCY_RECORD,
    COMPARED,
    FACT,
    MENTION,
    PASSAGE,
    PERSON,
    RESOLVED,
    SOURCE_ROW,
    THING,
)
from sightline.store.engine import DuckDBEngine

CHILD = "the child"
BORN = date(2010, 6, 1)
AGENCIES = {
    "police": "police",
    "childrens": "childrens_services",
    "return": "childrens_services",
    "school": "school",
    "health": "health",
    "housing": "housing",
    "licensing": "licensing",
    "youth": "youth_service",
    "mace": "partnership",
}
SLOTS = {"police_occurrences": "nominal", "police_intelligence": "nominal", "housing_complaints": "tenant",
         "licensing_register": "holder"}  # fmt: skip
FACTS = {"police_missing": "found", "return_interviews": "interview", "school_concerns": "concern",
         "health_attendances": "attendance", "youth_service_contacts": "contact", "police_occurrences": "occurrence",
         "police_intelligence": "intelligence", "mace_tracker": "meeting", "childrens_services_family": "relationship",
         "housing_complaints": "complaint", "licensing_register": "licence", "school_attendance": "attendance",
         "childrens_services_events": "event"}  # fmt: skip
LINE = ("kind", "fact", "on", "says", "of", "born", "slot", "role", "known", "restricted", "sealed", "words", "precision",
        "record", "number", "organisation", "others", "thing", "thing_kind", "protected", "surname", "forename", "postcode",
        "birth_date", "standing", "sign")  # fmt: skip


def tell(lines: list[dict[str, Any]]) -> DuckDBEngine:
    """An engine that holds the tables of the story."""
    tables: dict[Any, list[dict[str, Any]]] = {
        table: [] for table in (SOURCE_ROW, AGENCY_RECORD, FACT, MENTION, RESOLVED, PERSON, THING, COMPARED, PASSAGE)
    }
    for place, line in enumerate(lines):
        unknown = set(line) - set(LINE)
        assert not unknown, f"a line has no {', '.join(sorted(unknown))}; it may have {', '.join(LINE)}"
        _add_line(tables, line, f"row{place:02}")
    tables[THING] = list({row["thing_id"]: row for row in tables[THING]}.values())
    tables[PERSON] = list({row["person_id"]: row for row in tables[PERSON]}.values())
    tables[AGENCY_RECORD] = list({row["record_id"]: row for row in tables[AGENCY_RECORD]}.values())
    return engine_with(tables)


def ask(lines: list[dict[str, Any]], *, as_at: date, rule_id: str = "") -> list[dict[str, Any]]:
    """The questions asked of the story, by rule and day, each with `basis`, the records that it rests on."""
    engine = tell(lines)
    questions = [one for one in curiosity.read_questions(day=as_at) if rule_id in ("", one.id)]
    curiosity.build(engine=engine, as_at=as_at, questions=questions)
    rows = engine.query(
        "SELECT unanswered.*, (SELECT list(record_id ORDER BY record_id) FROM unanswered_basis "
        "WHERE conclusion_id = question_id) AS basis FROM unanswered ORDER BY rule_id, raised_on, question_id"
    )
    found: list[dict[str, Any]] = rows.to_pylist()
    return found


def _add_line(tables: dict[Any, list[dict[str, Any]]], line: dict[str, Any], row: str) -> None:
    layout = line["kind"].partition("/")[0]
    agency = AGENCIES[layout.partition("_")[0]]
    record = line.get("record", f"record of {row}")
    known = _day(line.get("known", line.get("on")))
    seen = {
        "agency": agency,
        "organisation": line.get("organisation", agency),
        "layout": layout,
        "restricted": line.get("restricted", False) or line.get("sealed", False),
        "markings": ["SEALED IDENTITY"] if line.get("sealed") else [],
    }
    common = {"row_id": row, "row_version": 1, "record_id": record}
    on = str(line["on"]) if line.get("on") else None
    tables[SOURCE_ROW].append(
        common | seen | {"standing": line.get("standing", "current"), "received_at": "2024-01-01T09:00:00Z"}
    )
    tables[AGENCY_RECORD].append(
        seen | {"record_id": record, "latest": True, "kind": line["kind"], "occurred_from": on, "known_from": known,
                "source_key": line.get("number", record)}
    )  # fmt: skip
    tables[FACT].append(
        common | {"name": line.get("fact", FACTS[layout]), "occurred_from": on, "known_from": known,
                  "date_precision": line.get("precision", "day" if on else "unknown"), "what": "",
                  "childs_words": line.get("words", ""), "details": _details(line)}
    )  # fmt: skip
    if line.get("sign"):
        tables[PASSAGE].append(seen | {"passage_id": f"sign of {row}", "row_id": row, "record_id": record,
            "indicator": line["sign"], "polarity": "affirmed", "time": "current", "experiencer": "subject"})  # fmt: skip
    _add_people(tables, line, common | seen, layout, known)
    if line.get("thing"):
        _add_thing(tables, line, common | seen)


def _add_people(
    tables: dict[Any, list[dict[str, Any]]], line: dict[str, Any], common: dict[str, Any], layout: str, known: Any
) -> None:
    subject = {"of": line.get("of", CHILD), "slot": line.get("slot", SLOTS.get(layout, "subject")), **line}
    for place, one in enumerate([subject, *line.get("others", [])]):
        mention = f"{common['row_id']}-{place}"
        born = one.get("born", BORN if one["of"] == CHILD else None)
        tables[MENTION].append(
            common | {"mention_id": mention, "slot": one.get("slot", "related"), "source_role": one.get("role", ""),
                      "entity_kind": "person", "known_from": known, "occurred_on": _day(line.get("on")),
                      "name_as_written": one["of"]}
        )  # fmt: skip
        tables[RESOLVED].append({"mention_id": mention, "person_id": one["of"]})
        tables[PERSON].append({"person_id": one["of"], "birth_dates": [_day(born)] if born else []})
        tables[COMPARED].append(
            {"mention_id": mention, "birth_date": _day(one.get("birth_date")), "last_name": one.get("surname"),
             "last_names": f"|{one['surname']}|" if one.get("surname") else None, "postcode": one.get("postcode"),
             "given_names": f"|{one['forename']}|" if one.get("forename") else None}
        )  # fmt: skip


def _add_thing(tables: dict[Any, list[dict[str, Any]]], line: dict[str, Any], common: dict[str, Any]) -> None:
    kind = line.get("thing_kind", "phone")
    mention = f"{common['row_id']}-thing"
    tables[MENTION].append(common | {"mention_id": mention, "slot": kind, "entity_kind": kind})
    tables[RESOLVED].append({"mention_id": mention, "thing_id": line["thing"]})
    tables[THING].append({"thing_id": line["thing"], "entity_kind": kind, "protected": line.get("protected", False)})


def _details(line: dict[str, Any]) -> str:
    return json.dumps({name: {"value": said, "as_written": said} for name, said in line.get("says", {}).items()})


def _day(day: Any) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else day
