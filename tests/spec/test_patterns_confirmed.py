"""What notes name counts once a person confirmed it: in patterns, connections and groups; and not a moment before."""

from collections.abc import Iterable
from typing import Any

import pytest
from support.named import CAR, answer, child, crimes, events, intelligence, of
from support.patterned import Run, told

from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.schema import JUDGEMENT, RESOLVED
from sightline.store import DuckDBEngine

TIA, ZARA, NOOR = child("Tia", "Marlow"), child("Zara", "Holm"), child("Noor", "Saidi")
KEPT = ("resolved", "person", "thing", "connection", "grouping", "group_member", "pattern", "pattern_basis")
CONFIRMED = {"basis": "all", "on_confirmed": True}


def connections(engine: DuckDBEngine) -> list[tuple[str, bool]]:
    rows = engine.query("SELECT entity_kind, confirmed FROM connection ORDER BY ALL").to_pylist()
    return [(row["entity_kind"], row["confirmed"]) for row in rows]


def contents(engine: DuckDBEngine) -> dict[str, list[Any]]:
    return {table: sorted(map(str, engine.query(f"SELECT * FROM {table}").to_pylist())) for table in KEPT}


def two_notes(text: str) -> list[dict[str, str]]:
    return [events(TIA, text, "01/03/2024"), events(ZARA, text, "09/03/2024")]


SAID = "Danny Moss drives her in LD14 KXB and rings from 07700 900123. A male known as 'Ginge' was there."


def test_without_an_answer_proposals_change_nothing(run: Run) -> None:
    silent = [events(TIA, "Seen at school.", "01/03/2024"), events(ZARA, "Seen at school.", "09/03/2024")]
    told_of, told_nothing = run([*two_notes(SAID), intelligence(**CAR)]), run([*silent, intelligence(**CAR)])
    assert told_of.query("SELECT count(*) FROM proposal").column(0)[0].as_py() > 4
    assert contents(told_of) == contents(told_nothing)


@pytest.mark.parametrize("said", [PairAnswer.NOT_SAME, PairAnswer.CANNOT_TELL])
def test_nor_do_answers_that_say_no(run: Run, said: PairAnswer) -> None:
    rows = [*two_notes(SAID), intelligence(**CAR)]
    assert contents(run(rows, judgements=answer("", said))) == contents(run(rows))


@pytest.mark.parametrize(
    ("text", "words", "pattern", "kind"),
    [
        ("He collects her, reg LD14 KXB.", "LD14 KXB", "shared_vehicle", "vehicle"),
        ("A grey Insignia, reg ending KXB, waited.", "KXB", "shared_vehicle", "vehicle"),
        ("He rings her from 07700 900123.", "07700 900123", "shared_phone", "phone"),
        ("She was with a man called Danny Moss.", "Danny Moss", "shared_adult", "adult"),
    ],
)
def test_a_confirmed_naming_is_a_fact_of_the_note(run: Run, text: str, words: str, pattern: str, kind: str) -> None:
    engine = run([*two_notes(text), intelligence(**CAR)], judgements=answer(words))
    (one,) = told(engine, pattern)
    assert one.items() >= CONFIRMED.items() and one["entity_kind"] == kind
    assert (one["first_true_on"], one["agencies"]) == ("2024-03-09", ["childrens_services"])
    assert (kind, True) in connections(engine)


@pytest.mark.parametrize(
    ("text", "pattern", "kind"),
    [
        ("A male known as 'Ginge' was driving her.", "shared_adult", "unidentified"),
        ("A black Corsa, reg ending 4QZ, waited.", "shared_vehicle", "vehicle"),
        ("He is on snapchat @ginge_99.", "", "account"),
    ],
)
def test_what_no_record_has_is_of_its_oldest_note(run: Run, text: str, pattern: str, kind: str) -> None:
    engine = run(two_notes(text), judgements=answer(""))
    assert connections(engine) == [(kind, True)] * 2
    assert [one["entity_kind"] for one in told(engine)] == ([kind] if pattern else [])
    assert connections(run(two_notes(text))) == []


def test_what_columns_give_stays_as_it_is(run: Run) -> None:
    """The pair by columns keeps its key and its day; what notes add stands beside it."""
    rows = [*crimes(TIA, ZARA), *two_notes("He collects her, reg LD14 KXB.")]
    before = told(run(rows), "shared_vehicle")
    after = told(run(rows, judgements=answer("LD14 KXB")), "shared_vehicle")
    assert [one["basis"] for one in before] == ["structured"]
    assert before[0] in after and len(after) == 2
    (added,) = (one for one in after if one["basis"] == "all")
    assert added["first_true_on"] < before[0]["first_true_on"]


def test_a_worker_named_in_many_notes_ties_nobody(run: Run) -> None:
    engine = run(two_notes("PC Danny Moss visited. Mum, Claire, agreed."), judgements=answer(""))
    assert connections(engine) == [] and told(engine) == []


def test_a_confirmed_adult_makes_a_group_that_says_what_it_rests_on(run: Run) -> None:
    """Three children, three things: two by columns, the third by notes."""
    rows = [
        *crimes(*CHILDREN),
        *(events(who, "A male known as 'Ginge' was driving her.", "10/03/2024") for who in CHILDREN),
    ]
    assert run(rows).query("SELECT * FROM grouping WHERE NOT on_proposals").num_rows == 0
    engine = run(rows, judgements=answer("Ginge"))
    (group,) = engine.query("SELECT basis, widens, children, adults FROM grouping WHERE view_no = 0").to_pylist()
    assert group == {"basis": "all", "widens": None, "children": 3, "adults": 1}
    members = engine.query("SELECT member_kind, basis FROM group_member WHERE view_no = 0 ORDER BY ALL").to_pylist()
    assert {"member_kind": "unidentified", "basis": "all"} in members
    assert {"member_kind": "vehicle", "basis": "structured"} in members
    (found,) = told(engine, "group_around_children")
    assert found.items() >= CONFIRMED.items()


def test_a_group_on_columns_stays_and_what_widens_it_stands_beside_it(run: Run) -> None:
    """A third thing in columns makes the group; notes add a nickname to it, and no child: nobody is asked anew."""
    seen = intelligence(**CAR | {"Log No": "L2", "Nominal Ref": "N2", "Alias": "", "Event Date": "21/03/2024",
                                 "Submitted On": "21/03/2024", "Telephone": "", "VRM": "", "Vehicle": ""})  # fmt: skip
    together = [seen | {"Nominal Ref": f"V{n}", "Surname": who["Surname"], "Forenames": who["Forename"], "DOB": who["DOB"]}
                for n, who in enumerate(CHILDREN)]  # fmt: skip
    notes = [events(who, "A male known as 'Ginge' was driving her.", "10/03/2024") for who in CHILDREN]
    rows = [*crimes(*CHILDREN), seen, *together, *notes]
    before, after = run(rows), run(rows, judgements=answer("Ginge"))
    groups = "SELECT * FROM grouping WHERE basis = 'structured'"
    (group,) = before.query(groups).to_pylist()
    assert after.query(groups).to_pylist() == [group]
    (wider,) = after.query("SELECT * FROM grouping WHERE basis = 'all' AND view_no = 0").to_pylist()
    assert wider["widens"] == group["group_id"] and wider["adults"] == group["adults"] + 1
    assert told(after, "group_around_children") == told(before, "group_around_children")


CHILDREN = (TIA, ZARA, NOOR)


def test_restricted_answers_are_told_to_nobody_who_may_not_see_them(run: Run) -> None:
    """The alias stands on a restricted record: by open records the two notes are of nobody."""
    hidden = intelligence(**CAR, **{"Sightline Marking": "RESTRICTED"})
    engine = run([*two_notes("A male known as 'Big Dan' was driving her."), hidden], judgements=answer("Big Dan"))
    (one,) = told(engine, "shared_adult")
    assert one["view_no"] == 0 and one["seen_from"].startswith("|all|own:practitioner:police|") and not one["not_from"]
    basis = engine.query("SELECT restricted FROM pattern_basis").column(0).to_pylist()
    assert sorted(basis) == [False, False, True]
    assert not [one for one in connections(engine) if one[1]]


def test_whoever_was_found_with_a_child_counts_once_somebody_said_who_that_is(run: Run) -> None:
    """A name in a cell says no more than one in a note: it is nobody's until "same person?" is answered."""
    lost = {"layout": "police_missing", "Missing From Date": "01/03/2024", "Reported Date": "01/03/2024",
            "Found Date": "02/03/2024", "Entered On": "02/03/2024", "Found With": "Daniel Moss"}  # fmt: skip
    rows = [lost | {"Misper Ref": f"M{n}", "Surname": who["Surname"], "Forenames": who["Forename"], "DOB": who["DOB"]}
            for n, who in enumerate((TIA, ZARA))]  # fmt: skip
    assert told(run([*rows, intelligence(**CAR)]), "shared_adult") == []

    def say_who(engine: DuckDBEngine) -> Iterable[Judgement]:
        found = "SELECT mention_id FROM mention WHERE slot LIKE 'found_with%' ORDER BY source_row"
        ids = engine.query(found).column(0).to_pylist()
        moss = engine.query("SELECT mention_id FROM mention WHERE surname = 'Moss'").column(0)[0].as_py()
        said = [of(number, one, moss) for number, one in enumerate(ids, 1)]
        answers = ", ".join(
            f"({one.sequence}, '{one.mention_id_a}', '{one.mention_id_b}', 'same', 'asha', DATE '2025-12-01', 'joined')"
            for one in said
        )
        engine.write(JUDGEMENT, f"SELECT * FROM (VALUES {answers}) AS said({', '.join(JUDGEMENT.column_names)})")
        joined = f"CASE WHEN mention_id IN {tuple(ids)} THEN '{moss}' ELSE person_id END"
        engine.write(RESOLVED, f"SELECT * REPLACE ({joined} AS person_id) FROM resolved")
        return ()

    (one,) = told(run([*rows, intelligence(**CAR)], judgements=say_who), "shared_adult")
    assert one.items() >= CONFIRMED.items() and one["first_true_on"] == "2024-03-02"


def test_a_confirmed_place_in_one_sentence_with_a_sign_is_a_sign_at_it(run: Run) -> None:
    said = "Found with older men at Star Kebab."
    apart = "Found with older men. She likes Star Kebab."
    for text, places in ((said, 1), (apart, 0)):
        notes = [events(who, text, f"0{day}/03/2024") for day, who in enumerate(CHILDREN, 1)]
        assert told(run(notes), "place_of_repeated_concern") == []
        found = told(run(notes, judgements=answer("Star Kebab")), "place_of_repeated_concern")
        assert [one["basis"] for one in found] == ["all"] * places


def test_an_adult_who_is_only_described_is_a_member_of_their_own_and_ties_nobody(run: Run) -> None:
    """Three children with one car, telephone and flat: without an adult they are no group. Each man stays one of his own."""

    def lost(with_whom: str) -> list[dict[str, str]]:
        return [
            {"layout": "police_missing", "Misper Ref": f"M{n}", "Surname": who["Surname"], "Forenames": who["Forename"],
             "DOB": who["DOB"], "Missing From Date": "14/03/2024", "Reported Date": "14/03/2024", "Found Date": "15/03/2024",
             "Found Location": "7 Quay Lane", "Found Postcode": "ZZ4 1AB", "Entered On": "15/03/2024",
             "Found With": with_whom} for n, who in enumerate(CHILDREN)
        ]  # fmt: skip

    assert run([*crimes(*CHILDREN), *lost("unknown male")]).query("SELECT * FROM grouping").num_rows == 0
    engine = run([*crimes(*CHILDREN), *lost("unknown older man in a grey car")])
    (group,) = engine.query("SELECT basis, children, adults FROM grouping WHERE view_no = 0").to_pylist()
    assert group == {"basis": "structured", "children": 3, "adults": 3}
    described = (
        "SELECT entity_id, count(DISTINCT person_id) FROM connection WHERE entity_kind = 'unidentified' GROUP BY ALL"
    )
    assert [row["count(DISTINCT person_id)"] for row in engine.query(described).to_pylist()] == [1, 1, 1]
    assert told(engine, "shared_adult") == []


def test_a_restricted_sign_counts_for_nobody_who_may_not_read_it(run: Run) -> None:
    """The note is open, and one sign in it is for few: without that sign the others are no pattern."""
    school = {
        "layout": "school_concerns", "Incident ID": "S1", "School": "Elm School", "Surname": TIA["Surname"],
        "Forename": TIA["Forename"], "DOB": TIA["DOB"], "Incident Date": "12/03/2024", "Logged On": "12/03/2024",
        "Text": "Her boyfriend is 24.",
    }  # fmt: skip
    told_of = "She has a second phone that she hides from her mother. She was asked to bring other girls."
    engine = run([events(TIA, told_of, "05/03/2024"), school])
    found = engine.query("SELECT view_no, seen_from FROM pattern WHERE pattern_id = 'several_signs'").to_pylist()
    (one,) = found
    assert (
        one["view_no"] == 0 and "open:" not in one["seen_from"] and "|own:practitioner:police|" not in one["seen_from"]
    )
    basis = engine.query("SELECT agency, restricted FROM pattern_basis ORDER BY agency").to_pylist()
    assert [(row["agency"], row["restricted"]) for row in basis] == [("childrens_services", True), ("school", False)]
    openly = run([events(TIA, told_of.replace("She was asked to bring other girls", "She is scared of him"),
                         "05/03/2024"), school])  # fmt: skip
    (one,) = openly.query("SELECT seen_from FROM pattern WHERE pattern_id = 'several_signs'").to_pylist()
    assert "|open:" in one["seen_from"] or "|own:practitioner:police|" in one["seen_from"]
