"""Nights on which children were missing, as the police tell them: from eight in the evening until seven."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from sightline.known_facts import EVER, DatedFact
from sightline.patterns.instances import CountedFact


def nights(who: str, days: Iterable[date], *, home: str = "", restricted: bool = False) -> list[CountedFact]:
    """When somebody was missing and found; both known on the day."""
    told = []
    for day in days:
        begins = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        for kind, when in (("missing", begins), ("found", begins + timedelta(hours=11))):
            row = f"{who} {day}"
            piece = DatedFact(
                source_file="police_missing.csv", source_row=1, row_id=row, name=kind, known_from=when.date(),
                known_until=EVER, record_id=row, agency="police", restricted=restricted,
            )  # fmt: skip
            more = {"ref": row, "when": f"{when:%Y-%m-%dT%H:%M:%SZ}", "home": home or who}
            told.append(CountedFact(who, when.date(), (piece,), kind, more))
    return told


def lost(who: Mapping[str, str], day: date, **more: str) -> dict[str, str]:
    """A report of police that a child was missing that night, from eight in the evening until seven."""
    found = day + timedelta(days=1)
    return {
        "layout": "police_missing", "Misper Ref": f"{who['Forename']} {day}", "Surname": who["Surname"],
        "Forenames": who["Forename"], "DOB": who["DOB"], "Missing From Date": f"{day:%d/%m/%Y}",
        "Missing From Time": "20:00", "Found Date": f"{found:%d/%m/%Y}", "Found Time": "07:00",
        "Entered On": f"{found:%d/%m/%Y}", **more,
    }  # fmt: skip
