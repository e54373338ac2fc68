"""What counts as acting on a statement: each agency's actions by rule, and what asks others to act, which is none."""

from datetime import date
from pathlib import Path

import pytest
from support.patterned import AS_AT, read_notes, write_rows

from sightline.known_facts.facts import gather
from sightline.model.errors import OurFault
from sightline.review.acts import FirstAct, check_acts, find_first_act, read_acts
from sightline.review.statements import read_statements
from sightline.store import DuckDBEngine

SINCE = date(2024, 3, 1)
NELL = {"Surname": "Ashdown", "DOB": "04/05/2009"}
CHILD = NELL | {"Forename": "Nell"}
POLICE = (
    NELL
    | {"Forenames": "Nell", "layout": "police_occurrences", "Occurrence No": "O1"}
    | dict.fromkeys(("Reported Date", "From Date", "Entered On"), "05/03/2024")
)
EVENT = CHILD | {
    "layout": "childrens_services_events",
    "Person ID": "P1",
    "Event Date": "05/03/2024",
    "Entered On": "05/03/2024",
}
SCHOOL = CHILD | {"layout": "school_concerns", "School": "Elm School", "Incident ID": "S1", "Incident Date": "05/03/2024",
                  "Logged On": "05/03/2024", "Action Date": "06/03/2024", "Text": "Was quiet today."}  # fmt: skip
HEALTH = CHILD | {"layout": "health_attendances", "NHS Number": "", "Site": "Quay Surgery", "Service": "GP",
                  "Attended Date": "05/03/2024", "Entered On": "05/03/2024", "Text": "Seen with an aunt."}  # fmt: skip
HOUSING = {"layout": "housing_complaints", "Complaint No": "H1", "Received Date": "05/03/2024", "Entered On": "05/03/2024",
           "Premises": "7 Quay Lane, Tarrowby", "Postcode": "ZZ4 1AB", "Text": "Noise at night."}  # fmt: skip
MACE = {
    "layout": "mace_tracker",
    "Meeting Date": "05/03/2024",
    "Person ID": "P1",
    "Child": "Nell Ashdown",
    "DOB": "04/05/2009",
}
MAN = {"Surname": "Marlow", "Forenames": "Dean", "DOB": "01/01/1985", "Role": "SUSPECT"}


def act_in(folder: Path, *rows: dict[str, str], since: date = SINCE, evidence: bool = False) -> FirstAct | None:
    engine: DuckDBEngine = read_notes(write_rows([EVENT | {"Event Type": "CONTACT"}, *rows], folder))
    engine.make("visible_record", "SELECT DISTINCT record_id FROM agency_record")
    gather(engine=engine)
    ((person_id,),) = engine.connection.execute(
        "SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id) WHERE forename = 'Nell'"
    ).fetchall()
    every = [one for (one,) in engine.connection.execute("SELECT DISTINCT record_id FROM agency_record").fetchall()]
    return find_first_act(
        engine=engine, person_id=person_id, since=since, act_ids=[*read_acts()], record_ids=every if evidence else ()
    )


@pytest.mark.parametrize(
    ("rows", "agency", "label"),
    [
        ([EVENT | {"Event Type": "STRATEGY DISCUSSION"}], "childrens_services", "Strategy discussion"),
        ([EVENT | {"Event Type": "ICPC"}], "childrens_services", "Child protection conference or plan"),
        ([POLICE | {"Occurrence Type": "INVESTIGATION", "Role": "NAMED"}], "police", "Police investigation"),
        ([POLICE | {"Occurrence Type": "SEXUAL ASSAULT", "Role": "VICTIM"}], "police", "Police investigation"),
        (
            [POLICE | {"Occurrence Type": "CONCERN", "Role": "VICTIM"},
             POLICE | MAN | {"Occurrence Type": "CONCERN", "Outcome": "CHARGED", "Outcome Date": "09/03/2024"}],
            "police", "Charge, caution or arrest",
        ),
        (
            [POLICE | {"Occurrence Type": "CONCERN", "Role": "NAMED", "Outcome": "CAWN served", "Outcome Date": "09/03/2024"}],
            "police", "Disruption of an adult or a place",
        ),
        ([MACE], "partnership", "Multi-agency child exploitation meeting"),
        ([SCHOOL | {"Action": "Safety plan agreed with mother"}], "school", "School safety plan or meeting"),
        ([HEALTH | {"Follow Up": "Child protection medical booked"}], "health", "Health assessment or treatment after harm"),
        ([HOUSING | {"Action": "Tenancy warning", "Tenant Surname": "Ashdown", "Tenant Forename": "Nell", "Tenant DOB": "04/05/2009"}],
         "housing", "Housing action"),
    ],
)  # fmt: skip
def test_each_agencys_action_counts(tmp_path: Path, rows: list[dict[str, str]], agency: str, label: str) -> None:
    found = act_in(tmp_path, *rows)
    assert found is not None and (found.agency, found.label) == (agency, label)
    assert found.acted_on >= date(2024, 3, 5)


NO_ACTION = [
    EVENT | {"Event Type": "REFERRAL"},
    POLICE | {"Occurrence No": "O2", "Occurrence Type": "THEFT", "Role": "VICTIM"},
    POLICE | {"Occurrence No": "O3", "Occurrence Type": "SEXUAL ASSAULT", "Role": "NAMED"},
    POLICE | {"Occurrence No": "O4", "Occurrence Type": "INVESTIGATION", "Role": "SUSPECT", "Outcome": "CHARGED",
              "Outcome Date": "09/03/2024"},
    POLICE | {"Occurrence No": "O5", "Occurrence Type": "CONCERN", "Role": "NAMED", "Outcome": "NFA, discharged",
              "Outcome Date": "09/03/2024"},
    SCHOOL | {"Action": "Mum telephoned"},
    HEALTH | {"Follow Up": "GP letter"},
    HOUSING | {"Action": "Tenancy warning"},
]  # fmt: skip


def test_what_asks_others_to_act_or_is_not_about_the_child_is_no_action(tmp_path: Path) -> None:
    assert act_in(tmp_path, *NO_ACTION) is None


def test_an_action_about_the_place_of_the_statement_counts(tmp_path: Path) -> None:
    found = act_in(tmp_path, HOUSING | {"Action": "Tenancy warning"}, evidence=True)
    assert found is not None and found.label == "Housing action"


def test_an_action_of_before_the_day_does_not_count(tmp_path: Path) -> None:
    row = EVENT | {"Event Type": "STRATEGY DISCUSSION"}
    assert act_in(tmp_path, row, since=date(2024, 3, 6)) is None


def test_every_statement_names_acts_that_are_told() -> None:
    for one in read_statements(day=AS_AT):
        assert one.acted_by and set(one.acted_by) <= read_acts().keys()
    with pytest.raises(OurFault):
        check_acts(["nothing"], where="here")
