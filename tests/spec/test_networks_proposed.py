"""Groups with only part of their facts in columns: what notes may name takes part, and is told apart from the rest."""

from typing import Any

from support.named import CAR, FLAT, answer, child, crimes, events, intelligence
from support.patterned import Run

from sightline.model.judgements import PairAnswer
from sightline.store import DuckDBEngine

CHILDREN = (child("Tia", "Marlow"), child("Zara", "Holm"), child("Noor", "Saidi"))
DEAN = {"Surname": "Pryor", "Forenames": "Dean", "DOB": "01/02/1980", "Role": "SUSPECT"}
GROUPS = """
SELECT group_id, basis, on_confirmed, on_proposals, widens, children, CAST(first_true_on AS VARCHAR) AS first_true_on,
       first_true_on_by_agency
FROM grouping WHERE view_no = 0 ORDER BY on_proposals, on_confirmed
"""


def notes(text: str, *days: str) -> list[dict[str, str]]:
    return [events(who, text, day) for who, day in zip(CHILDREN, days, strict=True)]


def groups(engine: DuckDBEngine) -> list[dict[str, Any]]:
    return engine.query(GROUPS).to_pylist()


IN_CAR = notes("She was seen getting out of LD14 KXB.", "01/04/2024", "08/04/2024", "15/04/2024")
LATE = intelligence(**CAR) | {"Submitted On": "20/05/2024"}


def test_a_car_that_only_notes_name_makes_a_group_that_says_so_from_its_own_first_day(run: Run) -> None:
    assert groups(run([*crimes(*CHILDREN, place=FLAT, suspect=DEAN), LATE])) == []
    engine = run([*crimes(*CHILDREN, place=FLAT, suspect=DEAN), *IN_CAR, LATE])
    (group,) = groups(engine)
    assert (group["basis"], group["on_proposals"], group["on_confirmed"], group["widens"]) == ("all", True, False, None)
    assert group["first_true_on"] == "2024-05-20"  # before, nobody could ask whose registration it is
    members = engine.query("SELECT member_kind, basis FROM group_member WHERE view_no = 0 ORDER BY ALL").to_pylist()
    assert {"member_kind": "vehicle", "basis": "proposed"} in members
    assert {"member_kind": "child", "basis": "structured"} in members
    (row,) = engine.query("SELECT * FROM pattern WHERE group_id IS NOT NULL AND view_no = 0").to_pylist()
    assert (row["unconfirmed_joins"], row["basis"], row["class"]) == (True, "all", "must")
    connected = engine.query("SELECT count(*) FROM connection WHERE entity_kind = 'vehicle' AND is_child").column(0)
    assert connected[0].as_py() == 0  # a question connects nobody: the group alone tells of it


def test_confirmed_it_is_no_proposal_and_rejected_there_is_no_group(run: Run) -> None:
    rows = [*crimes(*CHILDREN, place=FLAT, suspect=DEAN), *IN_CAR, LATE]
    (confirmed,) = groups(run(rows, judgements=answer("LD14 KXB")))
    assert (confirmed["on_confirmed"], confirmed["on_proposals"]) == (True, False)
    assert groups(run(rows, judgements=answer("LD14 KXB", PairAnswer.NOT_SAME))) == []


def test_a_nickname_in_notes_about_three_children_takes_part(run: Run) -> None:
    text = "She was picked up by a man known as 'Ginge', an older male of concern."
    said = notes(text, "01/04/2024", "08/04/2024", "15/04/2024")
    (group,) = groups(run([*crimes(*CHILDREN, place=FLAT, suspect=DEAN), *said]))
    assert (group["on_proposals"], group["first_true_on"]) == (True, "2024-04-15")


def test_a_group_on_columns_is_told_without_and_with_it(run: Run) -> None:
    car = {"VRM": "AB12 CDE"}
    rows = [row | (car if row.get("Role") == "SUSPECT" else {}) for row in crimes(*CHILDREN, place=FLAT, suspect=DEAN)]
    before, after = run(rows), run([*rows, *IN_CAR, LATE])
    narrow, wide = groups(after)
    assert [narrow] == groups(before)
    assert (wide["on_proposals"], wide["widens"]) == (True, narrow["group_id"])
    asked = "SELECT instance_key, unconfirmed_joins FROM pattern WHERE group_id IS NOT NULL AND view_no = 0"
    assert after.query(asked).to_pylist() == before.query(asked).to_pylist()  # it asks nobody anew


def test_a_telephone_that_records_give_as_an_informants_makes_no_group(run: Run) -> None:
    """A coach rings the police; notes say that he rings the children."""
    coach = {
        "Surname": "Orme",
        "Forenames": "Pat",
        "DOB": "03/03/1979",
        "Role": "INFORMANT",
        "Telephone": "07700 900321",
    }
    rows = crimes(*CHILDREN, place=FLAT, suspect=DEAN)
    rows += [row | coach for row in rows if row["Role"] == "SUSPECT"]
    rings = notes("Has calls from 07700 900321 most evenings.", "01/04/2024", "08/04/2024", "15/04/2024")
    assert groups(run([*rows, *rings])) == []
