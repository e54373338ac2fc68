"""Numbers that look right and belong to nobody."""

import re

import nhs_number as nhs
import pytest

from sightline.invented import numbers


def weighted(text: str, first: int) -> int:
    return sum(int(digit) * weight for weight, digit in enumerate(text, start=first))


def test_every_nhs_number_has_its_check_digit_and_comes_once() -> None:
    made = [numbers.nhs_number(place) for place in range(30_000)]
    assert len(set(made)) == len(made)
    assert all(number.startswith("999") for number in made)
    assert all(nhs.is_valid(number) for number in made)


@pytest.mark.parametrize("place", [899_999, 900_000, 1_799_999])
def test_more_people_than_one_range_has_room_for_take_the_next(place: int) -> None:
    number = numbers.nhs_number(place)
    assert number[:3] == ("999", "998")[place >= 900_000]
    assert nhs.is_valid(number)


def test_every_pupil_number_has_its_check_letter_and_comes_once() -> None:
    made = [numbers.pupil_number(place, born_year=2010) for place in range(0, 400_000, 13)]
    assert len(set(made)) == len(made)
    for number in made:
        assert re.fullmatch(r"[A-Z]\d{12}", number)
        assert number[0] == "ABCDEFGHJKLMNPQRTUVWXYZ"[weighted(number[1:], 2) % 23]


def test_telephones_are_kept_free_for_drama() -> None:
    made = [numbers.household_phone(place) for place in range(5000)]
    assert all(re.fullmatch(r"07700 900[2-9]\d\d|01632 960\d{3}", number) for number in made)
    assert len(set(made[:1800])) == 1800


def test_a_groups_telephone_is_no_households() -> None:
    households = {numbers.household_phone(place) for place in range(1800)}
    groups = {numbers.group_phone(place) for place in range(400)}
    assert len(groups) == 200
    assert all(re.fullmatch(r"07700 900[01]\d\d", number) for number in groups)
    assert not households & groups


def test_registration_marks_come_once_and_of_no_office() -> None:
    made = [numbers.registration(place) for place in range(0, 1_338_370, 31)]
    assert len(set(made)) == len(made)
    assert all(re.fullmatch(r"U[A-M]\d\d [A-HJ-PR-Y]{3}", mark) for mark in made)


def test_postcodes_are_of_an_area_that_does_not_exist() -> None:
    made = [numbers.postcode(place) for place in range(0, 240_000, 7)]
    assert len(set(made)) == len(made)
    assert all(re.fullmatch(r"ZZ([1-9]|[1-5]\d|60) \d[A-Z]{2}", code) for code in made)
