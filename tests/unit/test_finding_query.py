"""What the one box reads in what was typed, and which names are a slip of the pen away."""

import pytest

from sightline.casework.finding.query import TypedQuery, read_typed
from sightline.casework.finding.spelling import near_names


def keys(text: str) -> list[tuple[str, str]]:
    return [key for either in read_typed(text).keys for key in either]


@pytest.mark.parametrize("text", ("07700 900123", "+44 7700 900123", "(07700) 900-123", "0044 (0)7700 900 123"))
def test_a_phone_is_read_in_any_writing(text: str) -> None:
    typed = read_typed(text)
    assert keys(text) == [("phone", "+447700900123")]
    assert typed.texts.match == '{forms} : "7700900123"' and typed.names == ()


@pytest.mark.parametrize("text", ("27 3 2010", "27/03/2010", "2010-03-27", "27 March 2010", "27th Mar 2010", "27.3.10"))
def test_a_date_is_a_birth_date_and_in_no_text(text: str) -> None:
    assert keys(text) == [("birth_date", "2010-03-27")]
    assert read_typed(text).texts.match == ""


@pytest.mark.parametrize(
    "text", ("born 22 Dec 2011", "DOB: 22/12/2011", "22nd of december, 2011", "born on the 22-Dec-2011")
)
def test_a_date_may_be_called_a_birth_date_and_nobody_is_called_born(text: str) -> None:
    assert keys(text) == [("birth_date", "2011-12-22")] and read_typed(text).names == ()
    assert read_typed(f"Leah {text}").names == ("leah",) and read_typed("Leah Born").names == ("leah", "born")


def test_a_year_beside_a_name_may_be_the_year_of_birth() -> None:
    assert ("birth_year", "2011") in keys("Sykes 2011") and read_typed("Sykes 2011").names == ("sykes",)
    assert keys("Sykes born in 2011") == [("birth_year", "2011")]
    assert all(kind != "birth_year" for text in ("2011", "Sykes 20111", "Sykes 3011") for kind, _ in keys(text))


def test_numbers_registrations_and_postcodes_are_read() -> None:
    assert keys("999 123 4567") == [(kind, "9991234567") for kind in ("nhs_number", "upn", "local_id", "reference")]
    assert ("local_id", "N100221") in keys("N100221") and ("upn", "G999400023807") in keys("g999400023807")
    assert keys("uh20 oyf") == keys("UH20OYF") == [("vehicle", "UH20OYF")]
    assert keys("A12ABC") == [(kind, "A12ABC") for kind in ("vehicle", "local_id", "reference")]
    assert read_typed("zz581zw").texts.match == '("ZZ58 1ZW" OR "ZZ581ZW")' and keys("zz581zw") == []


def test_the_rest_is_words_of_a_name_and_of_notes_but_an_address_is_no_name() -> None:
    typed = read_typed("Lea O'Brien 27/3/2010")
    assert typed.names == ("lea", "obrien") and typed.terms.name == "lea obrien" and typed.terms.birth_date is not None
    address = read_typed("14 Umber Street, ZZ58 1ZW")
    assert address.names == () and '("st" OR "str" OR "street")' in address.texts.match
    assert read_typed('"silver van"').texts.match == '"silver" AND "van" AND "silver van"'


@pytest.mark.parametrize("text", ('van" OR text:"', "NEAR(a b)", "x*", "{forms} : y", "'; DROP TABLE x --", "^a -b"))
def test_nothing_typed_is_taken_for_the_language_of_the_index(text: str) -> None:
    """Outside quotes stand only our own words."""
    outside = "".join(read_typed(text).texts.match.split('"')[::2])
    assert set(outside.split()) <= {"AND", "OR", "(", ")", "{forms}", ":"}


@pytest.mark.parametrize("text", ("", "   ", "?!", '""'))
def test_nothing_is_looked_for_where_nothing_was_typed(text: str) -> None:
    assert read_typed(text).is_empty and read_typed(text) == TypedQuery()


def test_names_a_slip_away_are_near_and_others_are_not() -> None:
    known = ("leah", "sykes", "sutcliffe", "oliver", "john", "ian", "jo")
    assert near_names(word="sutclife", known=known) == ("sutcliffe",)
    assert near_names(word="syeks", known=known) == ("sykes",)
    assert near_names(word="jon", known=known) == ("jo", "john")
    for word in ("silver", "van", "le", "nobody"):
        assert near_names(word=word, known=known) == (), word
