"""The kit of forms: what was refused stands at its box, an address is read within bounds, a list goes on where it stopped."""

from datetime import date

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from sightline.casework.core.errors import NotHere
from sightline.escalation import NotAnAnswer
from sightline.escalation.responses import Missing
from sightline.model.errors import Refused, SightlineError, Usage
from sightline.web.core.bounds import asked_id, asked_ids, asked_month, asked_number, asked_one_of, asked_text
from sightline.web.core.fields import WhyField, day_boxes, radios, text_box
from sightline.web.core.forms import AskedForm, PostedForm
from sightline.web.core.pagination import AfterAsked, PageAsked, Paging, page_by_number, page_by_place

AN_ID = "0123456789abcdef0123"
WHOLE = "who=Ann&until_day=3&until_month=2&until_year=2027&kind=a&why=Because"
POST = RequestFactory().post("/", WHOLE, content_type="application/x-www-form-urlencoded")


class Kept(PostedForm):
    who = text_box("Who?", empty="Say who", most=10)
    until = day_boxes("Until when?", empty="Give the last day")
    kind = radios("Which?", [("a", "A")], empty="Choose one")
    why = WhyField(label="Why?")
    said_at = {"no_day": ("until",)}
    own_page = ("not_for_role",)


class Asked(AskedForm):
    number = asked_number(otherwise=7, least=1, most=9)
    month = asked_month()
    kind = asked_one_of(("a", "b"))
    words = asked_text(most=5)
    one = asked_id()
    ids = asked_ids(most=2)


def raising(error: SightlineError) -> None:
    raise error


def test_a_form_is_filled_when_it_is_posted_and_keeps_what_it_holds() -> None:
    form, kept = Kept.of(POST), list[object]()
    assert form.is_kept(lambda: kept.append(form.cleaned_data["until"])) and kept == [date(2027, 2, 3)]
    opened = Kept.of(RequestFactory().get("/", {"who": "Ann"}))
    assert not opened.is_kept(lambda: kept.append("never")) and not opened.errors and len(kept) == 1


def test_an_empty_box_says_what_to_enter_and_nothing_is_kept() -> None:
    form = Kept(QueryDict("who=Ann+Lowe+Hill&kind=gone"))
    assert not form.is_kept(lambda: pytest.fail("it is not whole"))
    assert {name: form.errors[name] for name in ("until", "kind", "why")} == {
        "until": ["Give the last day"], "kind": ["Choose one"], "why": ["Say why, in a sentence or two"],
    }  # fmt: skip
    assert "who" in form.errors, "more letters than it takes"


@pytest.mark.parametrize(
    ("error", "box", "says"),
    [
        (NotAnAnswer([Missing("words", "Say more.")]), "why", "Say more."),
        (Usage("No such day.", code="no_day", what_to_do="Give another."), "until", "No such day. Give another."),
        (Refused("Not there.", code="other", where="who"), "who", "Not there."),
        (Refused("Done before.", code="done_before"), "__all__", "Done before."),
    ],
    ids=["a part is missing", "by its code", "by its place", "above all"],
)
def test_what_casework_refuses_is_said_at_its_box(error: SightlineError, box: str, says: str) -> None:
    form = Kept.of(POST)
    assert not form.is_kept(lambda: raising(error))
    assert form.errors == {box: [says]}
    assert form["who"].value() == "Ann", "what was typed stays"


@pytest.mark.parametrize("error", [NotHere(), Refused("Not yours.", code="not_for_role")])
def test_what_no_other_words_would_change_has_a_page_of_its_own(error: SightlineError) -> None:
    with pytest.raises(type(error)):
        Kept.of(POST).is_kept(lambda: raising(error))


@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ("number=8", "number", 8),
        ("number=10", "number", 7),
        ("number=٣", "number", 7),
        ("month=2024-03", "month", date(2024, 3, 1)),
        ("month=2024-13", "month", None),
        ("kind=b", "kind", "b"),
        ("kind=c", "kind", ""),
        ("words=abcdef", "words", ""),
        ("words=a%00b", "words", "ab"),
        (f"one={AN_ID}", "one", AN_ID),
        ("one=x", "one", ""),
        (f"ids={AN_ID}&ids=x&ids={AN_ID}", "ids", (AN_ID,)),
        ("", "ids", ()),
    ],
)
def test_an_address_is_read_within_bounds_and_never_wrong(query: str, name: str, said: object) -> None:
    asked = Asked(QueryDict(query))
    assert asked.said[name] == said and not asked.errors


def test_a_list_goes_on_where_it_stopped_and_keeps_the_rest_of_its_address() -> None:
    asked = PageAsked(QueryDict("page=2&kind=place"))
    assert page_by_number(asked=asked, part=2, parts=3) == Paging("page=1&kind=place", "page=3&kind=place", 2, 3, True)
    assert page_by_number(asked=asked, part=1, parts=1) == Paging(part=1, parts=1)
    after = AfterAsked(QueryDict("urgent=1&after=40"))
    assert page_by_place(asked=after, later=90) == Paging(later="urgent=1&after=90", begun=True)
    assert page_by_place(asked=AfterAsked(QueryDict("")), later=0) == Paging()
