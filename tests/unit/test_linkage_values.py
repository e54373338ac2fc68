"""How single values are read: names, numbers, telephones, registrations, addresses."""

import datetime as dt

import pytest

from sightline.linkage.normal_forms.addresses import read_address
from sightline.linkage.normal_forms.ages import BirthRange, read_written_age
from sightline.linkage.normal_forms.names import read_names
from sightline.linkage.normal_forms.numbers import (
    read_local_id,
    read_nhs_number,
    read_phone,
    read_postcode,
    read_registration,
    read_upn,
)
from sightline.linkage.settings import read_settings
from sightline.rulebook.files import read_csv

SETTINGS = read_settings()
PLACEHOLDERS = SETTINGS.placeholders


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("9990000018", "9990000018"),
        ("999 000 0018", "9990000018"),
        ("999-000-0018", "9990000018"),
        ("9990000019", ""),
        ("999000001", ""),
        ("9999999999", ""),
        ("1234567890", ""),
        ("1111111111", ""),
        ("Not Known", ""),
        ("", ""),
    ],
)
def test_nhs_number(written: str, read: str) -> None:
    assert read_nhs_number(written, placeholders=PLACEHOLDERS) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("K999900100001", "K999900100001"),
        ("k9999 0010 0001", "K999900100001"),
        ("B999900100001", ""),
        ("K99990010000", ""),
    ],
)
def test_upn(written: str, read: str) -> None:
    assert read_upn(written, placeholders=PLACEHOLDERS) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("07700 900123", "+447700900123"),
        ("+44 7700 900 123", "+447700900123"),
        ("+44 (0)7700 900123", "+447700900123"),
        ("01632 960123", "+441632960123"),
        ("0044 1632 960123", "+441632960123"),
        ("+353 20 913 1234", "+353209131234"),
        ("00000000000", ""),
        ("ask mother", ""),
        ("900123", ""),
    ],
)
def test_phone(written: str, read: str) -> None:
    assert read_phone(written, placeholders=PLACEHOLDERS) == read


@pytest.mark.parametrize(
    ("written", "mark", "whole"),
    [
        ("zz65 abc", "ZZ65ABC", True),
        ("A123 BCD", "A123BCD", True),
        ("ZZ65 A??", "ZZ65A", False),
        ("ZZ6* ABC", "ZZ6ABC", False),
        ("blue van", "BLUEVAN", False),
    ],
)
def test_registration(written: str, mark: str, whole: bool) -> None:
    assert read_registration(written) == (mark, whole)


def test_local_id_and_postcode() -> None:
    assert read_local_id(" n 0042 ", placeholders=PLACEHOLDERS) == "N 0042"
    assert read_local_id("unknown", placeholders=PLACEHOLDERS) == ""
    assert read_postcode("zz11aa", placeholders=PLACEHOLDERS) == "ZZ1 1AA"
    assert read_postcode("ZZ99 3VZ", placeholders=PLACEHOLDERS) == ""
    assert read_postcode("ZZ1", placeholders=PLACEHOLDERS) == ""


@pytest.mark.parametrize(
    ("surname", "forename", "whole", "first", "last"),
    [
        ("O'Brien", "Zoë", "", "zoe", "obrien"),
        ("SMITH-JONES", "Mary Ann", "", "mary", "smithjones"),
        ("", "", "Mrs Lena Ashdown", "lena", "ashdown"),
        ("", "", "Ashdown, Lena", "lena", "ashdown"),
        ("", "", "Lena", "lena", ""),
        ("Ashdown", "Unknown", "", "", "ashdown"),
        ("Ashdown", "Baby", "", "", "ashdown"),
        ("Шевченко", "Олена", "", "olena", "shevchenko"),
        ("", "", "", "", ""),
    ],
)
def test_names(surname: str, forename: str, whole: str, first: str, last: str) -> None:
    names = read_names(surname=surname, forename=forename, whole=whole, placeholders=PLACEHOLDERS)
    assert (names.first, names.last) == (first, last)


def test_other_names_are_kept_beside_the_main_one() -> None:
    names = read_names(
        surname="Ashdown", forename="Lena", whole="", others=["Leni", "Lena Birch", "n/a"], placeholders=PLACEHOLDERS
    )
    assert names.firsts == ("lena", "leni")
    assert names.lasts == ("ashdown", "birch")


@pytest.mark.parametrize(
    ("whole", "first", "last"),
    [
        ("J. Calder", "j", "calder"),
        ("J Calder", "j", "calder"),
        ("J.R. Calder", "j", "calder"),
        ("JR Calder", "j", "calder"),
        ("Mrs J. CALDER", "j", "calder"),
        ("Calder, J", "j", "calder"),
        ("Calder J", "j", "calder"),
        ("CALDER J.R.", "j", "calder"),
        ("Lena Calder M.", "lena", "calder"),
        ("Amina K", "amina", "k"),
    ],
)
def test_an_initial_is_no_surname_save_behind_a_forename_alone(whole: str, first: str, last: str) -> None:
    names = read_names(surname="", forename="", whole=whole, placeholders=PLACEHOLDERS)
    assert (names.first, names.last) == (first, last)


@pytest.mark.parametrize(
    ("surname", "forename", "whole", "firsts", "lasts"),
    [
        ("", "", "Lena Ashdown aka Leni Birch", ("lena", "leni"), ("ashdown", "birch")),
        ("", "", "Lena Ashdown (known as Leni)", ("lena", "leni"), ("ashdown",)),
        ("", "", 'Lena "Leni" Ashdown', ("lena", "leni"), ("ashdown",)),
        ("", "", "Lena (Leni) Ashdown", ("lena", "leni"), ("ashdown",)),
        ("", "", "Lena Ashdown (née Birch)", ("lena",), ("ashdown", "birch")),
        ("Ashdown formerly Birch", "Lena", "", ("lena",), ("ashdown", "birch")),
        ("Ashdown", "Lena (Leni)", "", ("lena", "leni"), ("ashdown",)),
        ("Ashdown", "Lena a.k.a. Leni", "", ("lena", "leni"), ("ashdown",)),
    ],
)
def test_another_name_in_the_cell_is_an_alias(
    surname: str, forename: str, whole: str, firsts: tuple[str, ...], lasts: tuple[str, ...]
) -> None:
    names = read_names(surname=surname, forename=forename, whole=whole, placeholders=PLACEHOLDERS)
    assert (names.firsts, names.lasts, names.given) == (firsts, lasts, ("lena",))


@pytest.mark.parametrize(
    "pseudonym",
    ["Child 1", "child 2", "Twin A", "Baby B", "Twin one", "YP3", "Person 12", "P7", "Subject A2", "Client 12B", "MISPER 4",
     "Witness A-3", "Child1", "A2, Subject", "AB12CD34"],
)  # fmt: skip
def test_a_pseudonym_is_no_name(pseudonym: str) -> None:
    """Its figure is left out of a name, so two of a household would else bear one."""
    whole = read_names(surname="", forename="", whole=pseudonym, placeholders=PLACEHOLDERS)
    split = read_names(surname="Ashdown", forename=pseudonym, whole="", placeholders=PLACEHOLDERS)
    assert (whole.first, whole.last, split.first, split.last) == ("", "", "", "ashdown")


@pytest.mark.parametrize(
    ("surname", "forename", "whole", "first", "last"),
    [
        ("", "", "R2D2 Ashdown", "", "ashdown"),
        ("Ashdown", "R2D2", "", "", "ashdown"),
        ("", "", "Lena A2", "lena", ""),
        ("A2", "Lena", "", "lena", ""),
        ("A2", "Subject", "", "", ""),
        ("", "", "CH1234 Lena Ashdown", "lena", "ashdown"),
        ("", "", "Lena Ashdown CH1234", "lena", "ashdown"),
        ("", "", "Lena R2D2 ASHDOWN", "lena", "ashdown"),
        ("Ashdown (CH1234)", "A2 Lena", "", "lena", "ashdown"),
        ("", "", "Lena Ashdown aka R2D2 Birch", "lena", "ashdown"),
        ("Ashdown2", "Lena", "", "lena", "ashdown"),
    ],
)
def test_a_code_is_no_part_of_a_name(surname: str, forename: str, whole: str, first: str, last: str) -> None:
    """It would else be a forename A, or make its neighbour a forename: R2D2 Ashdown."""
    names = read_names(surname=surname, forename=forename, whole=whole, placeholders=PLACEHOLDERS)
    assert (names.first, names.last) == (first, last)
    assert names.words == tuple(filter(None, (first, last)))
    assert not {"a", "r", "d", "ch", "r2d2"} & {*names.firsts, *names.lasts, *names.undivided}


@pytest.mark.parametrize(
    "name", ["Lena 2", "Young", "Case", "Baby Ashdown", "Young Lee", "Sm1th", "Subject Ashdown A2"]
)
def test_a_name_with_a_figure_and_a_surname_of_such_a_word_are_names(name: str) -> None:
    assert not PLACEHOLDERS.names_nobody(name)


@pytest.mark.parametrize(
    ("text", "postcode", "words", "house", "read"),
    [
        ("Flat 2, 14 Alder Rd", "zz1 1aa", "flat 2 14 alder road", "2/14", "ZZ1 1AA"),
        ("Apt 2 14 Alder Road, ZZ1 1AA", "", "flat 2 14 alder road", "2/14", "ZZ1 1AA"),
        ("14 Alder Road", "", "14 alder road", "/14", ""),
        ("Rose Cottage, Mill Ln", "", "rose cottage mill lane", "rose cottage", ""),
        ("St Mary's Ct", "", "st marys court", "st marys court", ""),
        ("No fixed abode", "ZZ99 3VZ", "", "", ""),
    ],
)
def test_address(text: str, postcode: str, words: str, house: str, read: str) -> None:
    address = read_address(text=text, postcode=postcode, street_words=SETTINGS.street_words, placeholders=PLACEHOLDERS)
    assert (address.words, address.house, address.postcode) == (words, house, read)


def test_what_holds_personal_data_does_not_print_it() -> None:
    names = read_names(surname="Ashdown", forename="Lena", whole="", placeholders=PLACEHOLDERS)
    assert "lena" not in repr(names)


def test_nicknames_and_spellings_go_both_ways_and_hasan_is_not_husain() -> None:
    assert "kate" in SETTINGS.near_names["katherine"]
    assert "katherine" in SETTINGS.near_names["kate"]
    assert "mohammed" in SETTINGS.near_names["muhammad"]
    assert "muhammad" in SETTINGS.near_names["mohammed"]
    assert "husain" not in SETTINGS.near_names["hasan"]


def test_short_forms_of_today_go_both_ways_and_names_of_two_twins_are_none() -> None:
    for name, short in (("alfred", "alfie"), ("catherine", "kate"), ("oliver", "olly"), ("zofia", "zosia")):
        assert short in SETTINGS.near_names[name] and name in SETTINGS.near_names[short]
    for one, other in (("anna", "anya"), ("isaac", "zak")):
        assert other not in SETTINGS.near_names.get(one, ())


def test_a_short_form_is_written_as_names_are_and_is_in_no_list_of_two_names() -> None:
    two = {frozenset((row["name1"], row["name2"])) for row in read_csv("linkage", "two_names.csv")}
    for row in read_csv("linkage", "short_forms.csv"):
        for short in row["short_forms"].split():
            assert (row["name"] + short).isalpha() and (row["name"] + short).islower() and short != row["name"]
            assert frozenset((row["name"], short)) not in two


def test_names_that_two_children_are_given_are_no_nicknames_of_each_other() -> None:
    listed = {frozenset((row["name1"], row["name2"])) for row in read_csv("linkage", "nicknames.csv")}
    pairs = [(row["name1"], row["name2"]) for row in read_csv("linkage", "two_names.csv")]
    assert ("amelia", "emily") in pairs
    for one, other in pairs:
        assert {one, other} in listed, "else the line does nothing"
        assert other not in SETTINGS.near_names.get(one, ()) and one not in SETTINGS.near_names.get(other, ())


@pytest.mark.parametrize(
    ("whole", "first", "last", "undivided"),
    [
        ("KHAN Amina Bibi", "amina", "khan", ()),
        ("VAN DYKE Anna", "anna", "vandyke", ()),
        ("Khan, Amina", "amina", "khan", ()),
        ("Nguyen Lan", "lan", "nguyen", ()),
        ("Amina KHAN", "amina", "khan", ()),
        ("Lucia GARCIA LOPEZ", "lucia", "garcialopez", ()),
        ("Lucia GARCIA Lopez", "lucia", "lopez", ("lucia", "garcia", "lopez")),
        ("AMINA KHAN", "amina", "khan", ("amina", "khan")),
        ("L ASHDOWN", "l", "ashdown", ()),
        ("L Ashdown", "l", "ashdown", ("l", "ashdown")),
        ("Khan Amina", "khan", "amina", ("khan", "amina")),
        ("O Brien Conor", "conor", "obrien", ()),
        ("Ní Bhriain Aoife", "aoife", "nibhriain", ()),
        ("Mac Thomas", "mac", "thomas", ("mac", "thomas")),
        ("Amina", "amina", "", ()),
    ],
)
def test_a_name_in_one_cell_tells_its_surname_or_is_undivided(
    whole: str, first: str, last: str, undivided: tuple[str, ...]
) -> None:
    names = read_names(surname="", forename="", whole=whole, placeholders=PLACEHOLDERS)
    assert (names.first, names.last, names.undivided) == (first, last, undivided)
    assert read_names(surname="Khan", forename="Amina", whole="", placeholders=PLACEHOLDERS).undivided == ()


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("10/05/2009 (approx)", 2008, 2010),
        ("approx 10/05/2009", 2008, 2010),
        ("c. 10 May 2009", 2008, 2010),
        ("circa 2009", 2006, 2012),
        ("2009", 2009, 2009),
    ],
)
def test_a_birth_date_that_is_a_guess_is_a_span_of_years(written: str, first: int, last: int) -> None:
    span = read_written_age(written, on=dt.date(2024, 5, 1))
    assert span == BirthRange(dt.date(first, 1, 1), dt.date(last, 12, 31))


def test_a_day_that_is_no_guess_or_has_not_come_is_no_span() -> None:
    assert read_written_age("10/05/2009", on=dt.date(2024, 5, 1)) is None
    assert read_written_age("10/05/2029 (approx)", on=dt.date(2024, 5, 1)) is None
