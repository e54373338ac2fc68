"""What is searched for from what was typed."""

from datetime import date

from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import make_searches, name_forms
from sightline.linkage.settings import read_placeholders
from sightline.store.search.reader import Keys

PLACEHOLDERS = read_placeholders()


def searches(**terms: object) -> list[Keys]:
    return make_searches(SearchTerms(**terms), placeholders=PLACEHOLDERS)  # type: ignore[arg-type]


def test_numbers_are_searched_as_the_snapshot_holds_them() -> None:
    (keys,) = searches(
        nhs_number=" 999 000 0018", phone="(07700) 900123", registration="ab12 cde", birth_date=date(2010, 5, 4)
    )
    assert keys == Keys(
        (),
        (
            ("birth_date", "2010-05-04"),
            ("nhs_number", "9990000018"),
            ("phone", "+447700900123"),
            ("vehicle", "AB12CDE"),
        ),
    )


def test_the_name_as_typed_comes_first_and_every_term_holds_in_each_form() -> None:
    found = searches(name="Kate O'Neil", birth_date=date(2010, 5, 4))
    assert found[0].name_words == ("kate", "oneil")
    assert ("katherine", "oneil") in [keys.name_words for keys in found]
    assert {keys.exact for keys in found} == {(("birth_date", "2010-05-04"),)}


def test_a_term_that_holds_nothing_to_search_by_is_not_left_out() -> None:
    """Leaving it out would find people for whom it does not hold."""
    assert searches() == []
    assert searches(name="Kate", nhs_number="not known") == []
    assert searches(name="!", birth_date=date(2010, 5, 4)) == []


def test_one_word_at_a_time_is_put_in_another_form() -> None:
    for form in name_forms(("kate", "ann")):
        assert sum(one != other for one, other in zip(form, ("kate", "ann"), strict=True)) <= 1


def test_what_was_typed_is_in_no_repr() -> None:
    assert "Kate" not in repr(SearchTerms(name="Kate"))
    assert "kate" not in repr(searches(name="Kate")[0])
