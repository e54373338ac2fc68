"""Who meets a trigger, by the tables of a snapshot: not adults, nobody protected, and by records alone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.exports import MORNING, write_export
from support.rolls import agree_on_rolls, give_key

from sightline import ingest
from sightline.agreements import compile_policy, read_agreements
from sightline.agreements.vocabulary import Tier
from sightline.casework.rolls.clinicians import ClinicianConsent
from sightline.casework.rolls.openings import RowChooser
from sightline.casework.rolls.sealer import make_sealer
from sightline.ingest.opened_rows import each_sealed
from sightline.sealing.evidence import DueOpening, SubjectMentionRow, find_due, find_states
from sightline.sealing.requests import ask_rows
from sightline.sealing.triggers import TriggerMet, list_triggers
from sightline.store import DuckDBEngine, Workspace

TODAY = date(2026, 11, 30)
MISSING, HEALTH = "police_missing", "health_attendances"
EMPTY = dict.fromkeys(SubjectMentionRow.__annotations__, "")
TEXTS = [name for name in EMPTY if name not in (
    "subject_id", "named_id", "entity_kind", "agency", "birth_date", "other_names")]  # fmt: skip
TABLES = {
    "mention": "mention_id VARCHAR, row_id VARCHAR, row_version INT, record_id VARCHAR, agency VARCHAR, layout VARCHAR, "
    "slot VARCHAR, markings VARCHAR[], occurred_on DATE, known_from DATE, birth_date DATE, entity_kind VARCHAR, "
    "other_names VARCHAR[], " + ", ".join(f"{name} VARCHAR" for name in TEXTS),
    "resolved": "mention_id VARCHAR, person_id VARCHAR, thing_id VARCHAR",
    "agency_record": "record_id VARCHAR, kind VARCHAR, latest BOOLEAN",
    "source_row": "row_id VARCHAR, row_version INT, original VARCHAR",
    "passage": "record_id VARCHAR, indicator VARCHAR, polarity VARCHAR, experiencer VARCHAR",
    "protected_person": "protected_id VARCHAR, person_id VARCHAR",
    "thing": "thing_id VARCHAR, protected BOOLEAN",
    "judgement": "mention_id_a VARCHAR, mention_id_b VARCHAR, answer VARCHAR",
}  # fmt: skip


class Tables:
    """The tables that evidence is read from, filled by hand."""

    def __init__(self) -> None:
        self.engine = DuckDBEngine(threads=1)
        for name, columns in TABLES.items():
            self.engine.make(name, f"SELECT * FROM (SELECT {_nothing(columns)}) WHERE false")

    def add(self, table: str, **said: Any) -> None:
        kinds = dict(one.split() for one in TABLES[table].split(", "))
        row = ", ".join(f"CAST({_literal(value)} AS {kinds[name]}) AS {name}" for name, value in said.items())
        self.engine.make(table, f"FROM {table} UNION ALL BY NAME SELECT {row}")

    def name(
        self,
        who: str,
        *,
        layout: str = MISSING,
        on: str = "2026-11-01",
        markings: str = "",
        born: str | None = "2012-03-05",
    ) -> None:
        """A record of a child, or of a thing."""
        number = f"{who} {layout} {on}"
        is_thing = who.startswith("a ")
        self.add(
            "mention", mention_id=number, row_id=number, row_version=1, record_id=number, agency="police", layout=layout,
            slot="home" if is_thing else "subject", markings=[markings] if markings else [], occurred_on=on,
            entity_kind="place" if is_thing else "person", birth_date=born, other_names=[], **dict.fromkeys(TEXTS, ""),
        )  # fmt: skip
        self.add("resolved", mention_id=number, **{"thing_id" if is_thing else "person_id": who})
        self.add("agency_record", record_id=number, kind=layout, latest=True)
        self.add("source_row", row_id=number, row_version=1, original=number)

    def due(self, *, today: date = TODAY, asked: tuple[str, ...] = ()) -> dict[str, DueOpening]:
        def is_roll(_layout: str, original: str) -> bool:
            return original.startswith("Rolla")

        found = find_due(
            engine=self.engine, triggers=list_triggers(), opened_rows=["Opal police_missing 2026-11-01"], today=today,
            is_roll=is_roll, asked=[ask_rows(mention_id=one, entry_id=f"by {one}", asked_on=TODAY) for one in asked],
        )  # fmt: skip
        return {one.subject_id: one for one in found}


def _nothing(columns: str) -> str:
    return ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in (one.split() for one in columns.split(", ")))


def _literal(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, bool | int) else f"'{value}'"


def test_nobody_who_is_eighteen_today_and_nobody_and_nothing_protected_opens_rows() -> None:
    tables = Tables()
    tables.name("Mia")
    tables.name("Ada", born="2008-12-01", on="2026-11-29")
    tables.name("Old", born="2008-11-30", on="2026-11-01")  # 18 today, and was not on the day of the record
    tables.name("Sealed", markings="SEALED IDENTITY")
    tables.name("Hidden", markings="PROTECTED ADDRESS")
    tables.name("Lodger")
    tables.add("protected_person", protected_id="p", person_id="Lodger")
    tables.name("a house")
    tables.name("a refuge")
    tables.add("thing", thing_id="a refuge", protected=True)
    tables.add("thing", thing_id="a house", protected=False)
    tables.name("Opal")  # the one record of this child is an opened row
    due = tables.due()
    assert {*due} == {"Mia", "Ada", "a house"}
    assert (due["Mia"].adult_on, due["Ada"].adult_on, due["a house"].adult_on) == (
        date(2030, 3, 5), date(2026, 12, 1), None,
    )  # fmt: skip
    assert {*tables.due(today=date(2026, 12, 1))} == {"Mia", "a house"}


def test_what_a_person_asks_for_is_due_unless_the_child_is_grown_protected_or_unknown() -> None:
    tables = Tables()
    quiet = {"layout": "housing_complaints"}  # one record that no trigger counts
    tables.name("Mia")
    tables.name("Nell", **quiet)
    tables.name("Old", born="2008-11-30", **quiet)
    tables.name("Ageless", born=None, **quiet)
    tables.name("Sealed", markings="SEALED IDENTITY", **quiet)
    known = {who: f"{who} {MISSING if who == 'Mia' else 'housing_complaints'} 2026-11-01"
             for who in ("Mia", "Nell", "Old", "Ageless", "Sealed")}  # fmt: skip
    due = tables.due(asked=(*known.values(), "of nobody"))
    assert {who: [(one.id, met.asked) for one, met in found.met] for who, found in due.items()} == {
        "Mia": [("serious_record", ""), ("named_person", f"by {known['Mia']}")],
        "Nell": [("named_person", f"by {known['Nell']}")],
    }
    states = find_states(engine=tables.engine, subject_ids=[known["Old"], known["Sealed"], "of nobody"])
    assert [(one["subject_id"], one["guarded"]) for one in states.values()] == [
        ("Old", False), ("Sealed", True), ("", False),
    ]  # fmt: skip


def test_a_row_of_a_roll_that_was_imported_before_the_key_is_no_evidence() -> None:
    tables = Tables()
    for who in ("Rolla", "Reed"):
        tables.name(who, layout=HEALTH)
        tables.add("passage", record_id=f"{who} {HEALTH} 2026-11-01", indicator="account_given", polarity="affirmed",
                   experiencer="subject")  # fmt: skip
    assert {*tables.due()} == {"Reed"}


UPN = "D820293847561"
MIA = {"surname": "Quillonby", "forename": "Mia", "name_as_written": "Mia Quillonby", "birth_date": date(2012, 3, 5)}


def open_namesakes(folder: Path, *, apart: bool) -> dict[str, int]:
    """How many rows of a register open for each of two children of one name and birth date: one is known by a UPN."""
    workspace = Workspace(folder / "workspace")
    workspace.create()
    agree_on_rolls(workspace.root, tier=Tier.ROLL)
    sealer = make_sealer(workspace)
    assert sealer
    named = {"School": "Oak School", "Surname": "Quillonby", "Forename": "Mia", "DOB": "05/03/2012"}
    weeks = [
        {**named, "UPN": upn, "Week Commencing": "07/09/2026", "Marks": "/ / / / / / / / / /"} for upn in (UPN, "")
    ]
    policy = compile_policy(read_agreements(workspace.root), on=TODAY)
    path = write_export(folder / "a.csv", "school_attendance", *weeks)
    ingest.take_file(workspace=workspace, path=path, batch=1, received_at=MORNING, policy=policy, sealer=sealer)
    (candidates,) = (
        rows.take(handle for (handle,) in rows._connection.execute("SELECT handle FROM sealed_row").fetchall())
        for rows in each_sealed(workspace)
    )
    (trigger,) = (one for one in list_triggers() if one.id == "serious_record")
    met = ((trigger, TriggerMet(TODAY, ("evidence",))),)
    known = {
        name: {**EMPTY, **MIA, "other_names": [], "entity_kind": "person", "upn": upn}
        for name, upn in (("first", ""), ("second", UPN))
    }
    opened = {}
    for name, other in (("first", "second"), ("second", "first")):
        said = {other: [known[other]]} if apart else {}
        due = DueOpening(name, True, met, date(2030, 3, 5), [known[name]], said)  # type: ignore[list-item, arg-type]
        chosen = RowChooser(sealer.keys, None, set(), ClinicianConsent()).choose(due, candidates)
        opened[name] = sum(len(one.handles) for one in chosen)
    return opened


def test_what_people_answered_of_two_namesakes_is_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give_key(monkeypatch)
    assert open_namesakes(tmp_path, apart=False) == {"first": 2, "second": 2}
    other = tmp_path / "apart"
    other.mkdir()
    assert open_namesakes(other, apart=True) == {"first": 0, "second": 1}, "a row that may be either's is neither's"


def test_whom_an_answer_keeps_apart_is_read_with_those_who_meet_a_trigger() -> None:
    tables = Tables()
    for who in ("Mia", "Mina", "Other"):
        tables.name(who)
    tables.add("judgement", mention_id_a="Mina police_missing 2026-11-01", mention_id_b="Mia police_missing 2026-11-01",
               answer="not_same")  # fmt: skip
    tables.add("judgement", mention_id_a="Mia police_missing 2026-11-01", mention_id_b="Other police_missing 2026-11-01",
               answer="cannot_tell")  # fmt: skip
    due = tables.due()
    assert {name: ([*one.apart], len(one.mentions)) for name, one in due.items()} == {
        "Mia": (["Mina"], 1), "Mina": (["Mia"], 1), "Other": ([], 1),
    }  # fmt: skip
