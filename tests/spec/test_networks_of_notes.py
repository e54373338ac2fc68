"""What notes add to connections: adults whom a sentence only describes, and children whom others' notes name."""

from support.named import CAR, FLAT, answer, child, crimes, events, intelligence
from support.patterned import Run

from sightline.store import DuckDBEngine

TIA, ZARA, NOOR = child("Tia", "Marlow"), child("Zara", "Holm"), child("Noor", "Saidi")
CHILDREN = (TIA, ZARA, NOOR)
VAN = "A man of about thirty in a grey van waited for her."
WHO_IS_ON = """
SELECT entity_kind, confirmed, is_child, occurred_on, forename FROM connection
JOIN (SELECT DISTINCT person_id, mention.forename FROM resolved JOIN mention USING (mention_id)
      WHERE mention.forename <> '') USING (person_id) ORDER BY ALL
"""


def standing(engine: DuckDBEngine) -> list[tuple[str, str, bool]]:
    """Who stands with what, and whether somebody confirmed it."""
    rows = engine.query(WHO_IS_ON).to_pylist()
    return [(row["forename"], row["entity_kind"], row["confirmed"]) for row in rows]


def described(engine: DuckDBEngine) -> list[str]:
    """The words that describe each unidentified adult."""
    sql = "SELECT text FROM connection JOIN passage ON passage_id = entity_id WHERE entity_kind = 'unidentified'"
    return sorted(engine.query(sql).column(0).to_pylist())


def test_each_description_is_an_adult_of_its_own(run: Run) -> None:
    """The same words in two notes of one child, and in one of another, are three men."""
    engine = run([events(TIA, VAN, "01/03/2024"), events(TIA, VAN, "05/03/2024"), events(ZARA, VAN, "09/03/2024")])
    assert standing(engine) == [("Tia", "unidentified", False)] * 2 + [("Zara", "unidentified", False)]
    assert engine.query("SELECT count(DISTINCT entity_id) FROM connection").column(0)[0].as_py() == 3
    assert described(engine) == ["man of about thirty in a grey van waited"] * 3
    assert engine.query("SELECT * FROM grouping").num_rows == 0


DESCRIBES = {
    "She was found at a flat with three adult men.": 1,
    "Two years ago she was picked up by an older man.": 1,
    "She was with an older man in a flat. The older man gave her vodka.": 1,
    "She was found with an older man. A woman in her forties gave her a phone.": 2,
    "No older men were seen with her.": 0,
    "If an older man picks her up we will ring the police.": 0,
    "Her uncle, a man in his forties, collects her.": 0,
    "A man in his forties, who is her uncle, collects her.": 0,
    "Her teacher is an older man.": 0,
    "A man of about 60 picked her up and was her great-uncle.": 0,
    "Gaz, a man of 31, picked her up.": 0,
    "She was with a man known as 'Ginge' in a flat.": 0,
    "She was with an older lad in a flat.": 0,
    "He had a roll of twenties in his sock, given to him by friends.": 0,
    "A driver in his late 20s picked her up.": 1,
    "He likes the old man of the sea.": 0,
}


def test_what_is_said_to_be_so_of_the_child_and_names_nobody_counts(run: Run) -> None:
    """Each text in a note of a child of its own: how many adults it describes."""
    notes = [
        events(child(f"Tia{letter}", "Marlow"), text)
        for letter, text in zip("abcdefghijklmnop", DESCRIBES, strict=True)
    ]
    counted = "SELECT person_id, count(*) AS adults FROM connection GROUP BY ALL"
    engine = run(notes)
    told = engine.query(
        f"SELECT text, adults FROM ({counted}) JOIN resolved USING (person_id) JOIN mention USING (mention_id) "
        "JOIN (SELECT row_id, json_extract_string(original, '$.Text') AS text FROM source_row) USING (row_id)"
    ).to_pylist()
    assert {row["text"]: row["adults"] for row in told} == {text: many for text, many in DESCRIBES.items() if many}


def test_a_text_that_a_record_repeats_describes_nobody_twice(run: Run) -> None:
    """Each row of one occurrence has the same words: the man in them is one, and stands with both children."""
    rows = [row | {"Summary": VAN} for row in crimes(TIA, place=FLAT)]
    rows += [row | {"Occurrence No": "O0", "Nominal Ref": "V9"} for row in rows[:1]]
    rows[-1] |= {"Surname": ZARA["Surname"], "Forenames": ZARA["Forename"], "DOB": ZARA["DOB"]}
    engine = run(rows)
    found = [one for one in standing(engine) if one[1] == "unidentified"]
    assert found == [("Tia", "unidentified", False), ("Zara", "unidentified", False)]
    assert len(set(described(engine))) == 1


def test_a_description_may_be_the_adult_of_a_group_and_ties_nobody(run: Run) -> None:
    """Three children with one car, telephone and flat. With two of these and a man in each note there is no group."""
    notes = [events(who, VAN, "10/03/2024") for who in CHILDREN]
    assert run(crimes(*CHILDREN, place=FLAT)).query("SELECT * FROM grouping").num_rows == 0
    assert run([*crimes(*CHILDREN), *notes]).query("SELECT * FROM grouping").num_rows == 0
    engine = run([*crimes(*CHILDREN, place=FLAT), notes[0]])
    columns = "basis, on_confirmed, children, adults"
    (group,) = engine.query(f"SELECT {columns} FROM grouping").to_pylist()
    assert group == {"basis": "all", "on_confirmed": False, "children": 3, "adults": 1}
    (found,) = engine.query("SELECT on_confirmed, basis FROM pattern WHERE group_id IS NOT NULL").to_pylist()
    assert found == {"on_confirmed": False, "basis": "all"}


def test_a_group_by_columns_stays_as_it_is_and_asks_nobody_anew(run: Run) -> None:
    dean = {"Surname": "Moss", "Forenames": "Daniel", "DOB": "01/02/1980"}
    rows = [row | (dean if row["Role"] == "SUSPECT" else {}) for row in crimes(*CHILDREN, place=FLAT)]
    by_columns = "SELECT * FROM grouping WHERE basis = 'structured'"
    asked = "SELECT instance_key FROM pattern WHERE group_id IS NOT NULL"
    before, after = run(rows), run([*rows, events(TIA, VAN, "10/03/2024")])
    assert before.query(by_columns).to_pylist() == after.query(by_columns).to_pylist() != []
    assert before.query(asked).to_pylist() == after.query(asked).to_pylist()
    (wider,) = after.query("SELECT widens, adults FROM grouping WHERE basis = 'all'").to_pylist()
    (group,) = after.query("SELECT group_id, adults FROM grouping WHERE basis = 'structured'").to_pylist()
    assert wider == {"widens": group["group_id"], "adults": group["adults"] + 1}


def test_a_child_whom_a_note_names_stands_beside_what_its_record_gives_once_somebody_says_who_that_is(run: Run) -> None:
    rows = [intelligence(**CAR, Text="Zara Holm was with him in the car."), events(ZARA, "Seen at school.")]
    assert standing(run(rows)) == [("Daniel", "phone", False), ("Daniel", "vehicle", False)]
    engine = run(rows, judgements=answer("Zara Holm"))
    assert [one for one in standing(engine) if one[0] == "Zara"] == [
        ("Zara", "adult", True), ("Zara", "phone", True), ("Zara", "vehicle", True)
    ]  # fmt: skip
    zara = "SELECT DISTINCT person_id FROM resolved JOIN mention USING (mention_id) WHERE forename = 'Zara'"
    as_child = f"SELECT bool_and(is_child) FROM connection WHERE person_id IN ({zara})"
    assert engine.query(as_child).column(0)[0].as_py() is True
    assert engine.query(f"SELECT 1 FROM connection WHERE entity_id IN ({zara})").num_rows == 0


def test_a_note_that_names_a_child_and_a_car_gives_both_children_the_car(run: Run) -> None:
    rows = [events(TIA, "He collects her and Zara Holm, reg LD14 KXB."), events(ZARA, "Seen at school."),
            intelligence(**CAR)]  # fmt: skip
    assert ("Zara", "vehicle", True) not in standing(run(rows, judgements=answer("Zara Holm")))
    assert {("Tia", "vehicle", True), ("Zara", "vehicle", True)} <= set(standing(run(rows, judgements=answer(""))))


def test_a_note_makes_no_record_of_a_childs_where_a_column_calls_them_a_suspect(run: Run) -> None:
    """Zara is a suspect of that crime by its column: what its note says of her changes nothing."""
    rows = [row | {"Summary": "Zara Holm was there."} for row in crimes(TIA, place=FLAT)]
    rows[1] |= {"Surname": "Holm", "Forenames": "Zara", "DOB": ZARA["DOB"]}
    rows.append(events(ZARA, "Seen at school."))
    assert not [one for one in standing(run(rows, judgements=answer(""))) if one[0] == "Zara"]


def test_a_restricted_note_gives_a_child_nothing_that_is_open(run: Run) -> None:
    hidden = {"Sightline Marking": "RESTRICTED"}
    rows = [intelligence(**CAR, Text="Zara Holm was with him in the car.", **hidden), events(ZARA, "Seen at school.")]
    engine = run(rows, judgements=answer("Zara Holm"))
    restricted = "SELECT DISTINCT restricted FROM connection WHERE confirmed"
    assert engine.query(restricted).column(0).to_pylist() == [True]
