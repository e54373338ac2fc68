"""Invented notes that name somebody or something, and answers about what they name."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from support.patterned import read_notes, write_rows

from sightline.linkage.notes.resolution import propose
from sightline.model.judgements import Judgement, PairAnswer
from sightline.store import DuckDBEngine

CAR = {
    "Log No": "L1", "Nominal Ref": "N1", "Surname": "Moss", "Forenames": "Daniel", "Alias": "Big Dan",
    "DOB": "01/02/1980", "Telephone": "07700900123", "VRM": "LD14 KXB", "Vehicle": "Vauxhall Insignia grey",
    "Role": "SUBJECT",
}  # fmt: skip
UNKNOWN = {"VRM": "LD14 KXB", "Telephone": "07700 900123", "Role": "SUSPECT"}
FLAT = "7 Quay Lane, Tarrowby"
ASKED = """
SELECT proposal.*, naming.text, naming.restricted OR coalesce(o.restricted, record.restricted) AS restricted
FROM proposal JOIN naming USING (naming_id) LEFT JOIN naming AS o ON o.naming_id = other_id
LEFT JOIN agency_record AS record ON record.record_id = other_record_id AND record.latest
ORDER BY proposal_id
"""
SAID_ON = date(2025, 12, 1)


def child(forename: str, surname: str, born: str = "01/02/2010") -> dict[str, str]:
    """A child as children's services name one."""
    return {"Person ID": f"{forename}-1", "Surname": surname, "Forename": forename, "DOB": born}


def events(who: dict[str, str], text: str, day: str = "01/03/2024", **more: str) -> dict[str, str]:
    """A contact about a child, with a note."""
    return {"layout": "childrens_services_events", **who, "Event Type": "CONTACT", "Event Date": day,
            "Entered On": day, "Text": text, **more}  # fmt: skip


def intelligence(**cells: str) -> dict[str, str]:
    """A row of intelligence."""
    return {"layout": "police_intelligence", "Submitted On": "01/02/2024", "Event Date": "01/02/2024", **cells}


def crimes(*children: dict[str, str], place: str = "", suspect: dict[str, str] = UNKNOWN) -> list[dict[str, str]]:
    """A crime against each child; one suspect, of whom nothing but a car and a telephone is known, in all of them."""
    found = []
    for number, who in enumerate(children):
        crime = {"layout": "police_occurrences", "Occurrence No": f"O{number}", "From Date": "20/03/2024",
                 "Reported Date": "20/03/2024", "Entered On": "20/03/2024", "Location": place}  # fmt: skip
        victim = {"Nominal Ref": f"V{number}", "Surname": who["Surname"], "Forenames": who["Forename"]}
        found += [crime | victim | {"DOB": who["DOB"], "Role": "VICTIM"}, crime | suspect]
    return found


def read(rows: Iterable[dict[str, str]], folder: Path, **options: Any) -> DuckDBEngine:
    """An engine that has read the rows."""
    return read_notes(write_rows(rows, folder), **options)


def proposals(engine: DuckDBEngine) -> list[dict[str, Any]]:
    """What is asked, with the words of the naming and whether either record is restricted."""
    found: list[dict[str, Any]] = engine.query(ASKED).to_pylist()
    return found


def answer(text: str, said: PairAnswer = PairAnswer.SAME) -> Callable[[DuckDBEngine], Iterable[Judgement]]:
    """An answer to every proposal about these words in a note: what is asked without answers is what is answered."""

    def give(engine: DuckDBEngine) -> Iterable[Judgement]:
        propose(engine=engine)
        for number, one in enumerate((one for one in proposals(engine) if text in ("", one["text"])), 1):
            yield of(number, one["naming_id"], one["other_id"], said)

    return give


def of(number: int, one: str, other: str, said: PairAnswer = PairAnswer.SAME) -> Judgement:
    """One answer."""
    return Judgement(number, min(one, other), max(one, other), said, "asha", SAID_ON, of_note=True)
