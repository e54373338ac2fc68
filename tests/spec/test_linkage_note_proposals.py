"""What notes name becomes proposals: what is asked, on what, and what is left to nobody."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.named import CAR, answer, child, events, intelligence, of, proposals, read

from sightline.linkage import propose
from sightline.model.judgements import PairAnswer
from sightline.store import DuckDBEngine

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Ask]:
    """Rows in, the proposals out with the words of both sides."""
    engines: list[DuckDBEngine] = []

    def ask(rows: Iterable[dict[str, str]], **options: Any) -> list[dict[str, Any]]:
        engines.append(read(rows, tmp_path, **options))
        return proposals(engines[-1])

    yield ask
    for engine in engines:
        engine.close()


TIA, ZARA, NOOR = child("Tia", "Marlow"), child("Zara", "Holm"), child("Noor", "Saidi")


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("He rings her from 07700 900123.", "same_number", "07700 900123"),
        ("She was collected by car, reg LD14 KXB.", "same_mark", "LD14 KXB"),
        ("A grey Insignia, reg ending KXB, waited.", "part_of_mark", "KXB"),
        ("She was with a man called Danny Moss.", "same_whole_name", "Danny Moss"),
        ("A male known as 'Big Dan' was driving.", "same_alias", "Big Dan"),
    ],
)
def test_what_a_note_names_is_asked_beside_the_record(asked: Ask, text: str, rule: str, words: str) -> None:
    (one,) = asked([events(TIA, text), intelligence(**CAR)])
    assert (one["rule_id"], one["text"], one["other_is_naming"]) == (rule, words, False)
    assert one["hangs_on"] == 1


def test_a_whole_mark_in_a_note_is_asked_beside_each_part_on_a_record_and_beside_the_whole(asked: Ask) -> None:
    note = events(TIA, "She was collected by a grey car, reg LD14 KXB.")
    (one,) = asked([note, intelligence(**CAR | {"VRM": "KXB"})])
    assert (one["rule_id"], one["text"], one["kind"]) == ("part_on_record", "LD14 KXB", "vehicle")
    parts = [
        intelligence(**CAR | {"Log No": f"L{n}", "VRM": part})
        for n, part in enumerate(("KXB", "LD14", "LD14 K?B", "LD* KXB", "LD14 ???"), 2)
    ]
    found = asked([note, intelligence(**CAR), *parts])
    assert sorted(str(each["rule_id"]) for each in found) == ["part_on_record"] * len(parts) + ["same_mark"]


def test_what_is_no_part_of_the_mark_is_not_asked(asked: Ask) -> None:
    note = events(TIA, "She was collected by car, reg TB14 TBC and reg LD14 KXB.")
    others = ["KX", "LD15", "LD14 K?C", "TBC", "N/K", "LD14 KXC", "??? ???"]
    marked = [intelligence(**CAR | {"Log No": f"L{n}", "VRM": other}) for n, other in enumerate(others)]
    assert asked([note, *marked]) == []


def test_a_description_beside_a_part_of_a_mark_says_whether_it_goes_with_the_record(asked: Ask) -> None:
    (grey,) = asked([events(TIA, "A grey Insignia, reg ending KXB, waited."), intelligence(**CAR)])
    assert grey["agrees"].endswith("the description has words in common")
    (red,) = asked([events(TIA, "A red Corsa, reg ending KXB, waited."), intelligence(**CAR)])
    assert red["agrees"].endswith("the description has no word in common")


def test_a_description_alone_is_never_asked(asked: Ask) -> None:
    assert asked([events(TIA, "She got into a grey Insignia."), events(ZARA, "A grey Insignia again."),
                  intelligence(**CAR)]) == []  # fmt: skip


@pytest.mark.parametrize("text", ["A male known as 'Ginge' drives her.", "He is on snapchat @ginge_99.",
                                  "A black Corsa, reg ending 4QZ."])  # fmt: skip
def test_the_same_words_in_notes_about_two_children_are_asked(asked: Ask, text: str) -> None:
    (one,) = asked([events(TIA, text, "01/03/2024"), events(ZARA, text, "09/03/2024")])
    assert (one["rule_id"], one["other_is_naming"], one["hangs_on"]) == ("same_in_notes", True, 2)
    assert asked([events(TIA, text, "01/03/2024"), events(TIA, text, "09/03/2024")]) == []


def test_three_notes_are_two_questions_beside_the_oldest(asked: Ask) -> None:
    text = "A male known as 'Ginge' drives her."
    found = asked([events(TIA, text, "09/03/2024"), events(ZARA, text, "01/03/2024"), events(NOOR, text, "05/03/2024")])
    assert len(found) == 2 and len({one["other_id"] for one in found}) == 1


def test_workers_and_the_childs_own_family_are_left_out(asked: Ask) -> None:
    text = "PC Danny Moss spoke to Tia and her mum, Claire Moss."
    assert asked([events(TIA, text), intelligence(**CAR)]) == []


def test_a_name_that_many_people_have_is_asked_of_nobody(asked: Ask) -> None:
    many = [intelligence(**CAR | {"Log No": f"L{n}", "Nominal Ref": f"N{n}", "DOB": f"0{n}/02/1980", "VRM": "",
                                  "Telephone": ""}) for n in range(1, 5)]  # fmt: skip
    assert len(asked([events(TIA, "She was with a man called Danny Moss."), *many[:3]])) == 3
    assert asked([events(TIA, "She was with a man called Danny Moss."), *many]) == []


def test_a_restricted_record_neither_adds_nor_takes_an_open_question(asked: Ask) -> None:
    note = events(TIA, "She was with a man called Danny Moss.")
    many = [
        intelligence(**CAR | {"Log No": f"L{n}", "Nominal Ref": f"N{n}", "DOB": f"0{n}/02/1980"}) for n in range(1, 5)
    ]
    hidden = [row | {"Sightline Marking": "RESTRICTED"} for row in many[1:]]
    opened = asked([note, many[0]])
    beside = asked([note, many[0], *hidden])
    assert [one["proposal_id"] for one in beside if not one["restricted"]] == [one["proposal_id"] for one in opened]


def test_sealed_and_protected_records_take_no_part(asked: Ask) -> None:
    note = events(TIA, "He rings her from 07700 900123.")
    assert asked([note, intelligence(**CAR, **{"Sightline Marking": "SEALED IDENTITY"})]) == []
    away = note | {"Sightline Marking": "PROTECTED ADDRESS"}
    assert asked([away, intelligence(**CAR)]) == []


def test_what_stands_on_the_record_already_is_not_asked(asked: Ask) -> None:
    assert asked([intelligence(**CAR | {"Text": "Danny Moss drives LD14 KXB."})]) == []


def test_an_answer_is_obeyed_and_not_asked_again(asked: Ask) -> None:
    rows = [events(TIA, "He rings her from 07700 900123."), intelligence(**CAR)]
    for said in (PairAnswer.SAME, PairAnswer.NOT_SAME):
        assert asked(rows, judgements=answer("07700 900123", said)) == []
    (again,) = asked(rows, judgements=answer("07700 900123", PairAnswer.CANNOT_TELL))
    assert again["answered"]


def test_answers_that_contradict_are_asked_as_a_conflict_and_neither_is_followed(tmp_path: Path) -> None:
    text = "A male known as 'Ginge' drives her."
    rows = [events(TIA, text, "01/03/2024"), events(ZARA, text, "05/03/2024"), events(NOOR, text, "09/03/2024")]

    def contradict(engine: DuckDBEngine) -> Any:
        propose(engine=engine)
        ids = engine.query("SELECT naming_id FROM naming ORDER BY occurred_on").column(0).to_pylist()
        said = (
            (ids[0], ids[1], PairAnswer.SAME),
            (ids[1], ids[2], PairAnswer.SAME),
            (ids[0], ids[2], PairAnswer.NOT_SAME),
        )
        yield from (of(number, a, b, one) for number, (a, b, one) in enumerate(said, 1))

    engine = read(rows, tmp_path, judgements=contradict)
    assert engine.query("SELECT count(*) FROM named").column(0)[0].as_py() == 0
    assert {one["rule_id"] for one in proposals(engine)} == {"conflict"}
    engine.close()


def test_a_man_in_five_pieces_who_is_asked_about_as_one_is_asked_about_once_in_a_note(asked: Ask) -> None:
    piece = {"Surname": "Moss", "Forenames": "Daniel", "Role": "SUBJECT"}
    note = events(TIA, "She was with a man called Danny Moss.")
    named = [intelligence(**piece, **{"Log No": f"L{n}", "Telephone": "07700900123"}) for n in range(5)]
    (one,) = asked([note, *named], people="")
    assert (one["rule_id"], one["text"]) == ("same_whole_name", "Danny Moss")
    strangers = [
        intelligence(**piece, **{"Log No": f"L{n}", "DOB": f"1{n}/0{n + 1}/198{n}", "Telephone": f"0770090012{n}"})
        for n in range(5)
    ]
    assert asked([note, *strangers], people="") == []
