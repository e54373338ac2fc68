"""Rows in, opportunities out: the tables that a run writes, with everybody matched as they truly are."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from support.patterned import AS_AT, recognise, write_rows

from sightline import curiosity, timescales
from sightline.review.opportunities.findings import Opportunities, find_opportunities
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine

OTHER = {"Surname": "Fillery", "Forename": "Other", "Forenames": "Other", "DOB": "01/01/2012"}
FILLED = {
    "childrens_services_events": ("Event Date", {"Person ID": "PX", "Event Type": "VISIT"}),
    "school_concerns": ("Incident Date", {"School": "Elm School", "Incident ID": "X"}),
    "health_attendances": ("Attended Date", {"NHS Number": "9434765870", "Site": "Elm Surgery", "Service": "GP"}),
    "youth_service_contacts": ("Date", {"Contact Ref": "X"}),
    "police_missing": ("Missing From Date", {"Misper Ref": "X"}),
    "police_occurrences": ("Reported Date", {"Occurrence No": "X", "Occurrence Type": "LOST PROPERTY", "Role": "WITNESS"}),
    "return_interviews": ("Returned Date", {"Person ID": "PX", "Misper Ref": "X"}),
}  # fmt: skip
ENTERED = {"school_concerns": "Logged On"}
Row = Mapping[str, str]


def other_rows(layouts: Iterable[str] = FILLED, days: Iterable[str] = ("02/01/2020", "22/12/2025")) -> list[Row]:
    """Rows of another child, early and late: so that the data of these layouts reach over the years between."""
    rows: list[Row] = []
    for place, day in enumerate(days):
        for layout in layouts:
            column, more = FILLED[layout]
            row = {"layout": layout, column: day, ENTERED.get(layout, "Entered On"): day, **more}
            key = next(
                one
                for one in ("Misper Ref", "Occurrence No", "Contact Ref", "Incident ID", "Person ID", "NHS Number")
                if one in more
            )
            if key not in ("Person ID", "NHS Number"):
                row[key] = f"X{place}"
            if layout == "police_occurrences":
                row["From Date"] = day
            names = ("Forenames",) if layout.startswith("police") else ("Forename",)
            row |= {name: OTHER[name] for name in ("Surname", "DOB", *names)}
            rows.append(row)
    return rows


def build_world(folder: Path, rows: Iterable[Row], *, reach: bool = True) -> DuckDBEngine:
    """An engine with all that opportunities are found in. `reach`: the data of all layouts reach over the years."""
    told = [*rows, *(other_rows() if reach else ())]
    engine = recognise(write_rows(told, folder))
    rules = timescales.load_clock_rules()
    timescales.build_clocks(engine=engine, as_at=AS_AT, rules=rules, calendar=read_calendar())
    curiosity.build(engine=engine, as_at=AS_AT)
    engine.make("visible_record", "SELECT DISTINCT record_id FROM agency_record WHERE latest")
    return engine


def find_all(engine: DuckDBEngine, *, agencies: Iterable[str] = ()) -> Opportunities:
    """The moments of everybody but the other child. `agencies`: those of the terms; all where there are none."""
    sql = "SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id) WHERE person_id IS NOT NULL AND upper(surname) <> 'FILLERY'"
    people = {person for (person,) in engine.connection.execute(sql).fetchall()}
    return find_opportunities(
        engine=engine, people=people, as_at=AS_AT, calendar=read_calendar(), agencies=tuple(agencies)
    )
