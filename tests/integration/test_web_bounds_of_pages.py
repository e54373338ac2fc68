"""Numbers, days and pages out of bounds: no page fails, and a draft that was saved can be opened, mended and sent."""

from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from support import small_partnership as small
from support import worried

from sightline.casework.concerns.models import Concern, ConcernDraft
from sightline.casework.wsgi import application, name_no_encoding
from sightline.store import Workspace
from sightline.web.core.requests import ReadAsText

pytestmark = pytest.mark.django_db
PHONE, NINES = "07700900123", "9" * 5_000
NUMBERS = ["9" * 20, NINES, "-1", "1e9", "NaN", "Infinity", "٣", "²", "1\0", "0x1", ""]
MONTHS = ["0001-01", "0000-00", "10000-01", "9999-12", "2024-13", "-001-01", "٢٠٢٤-٠١", "2024-1", NINES, "a\0b"]
LISTS = ("/same-person/", "/same-person/several/", "/same-person/notes/", "/questions/", "/told-back/", "/work/")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small partnership, taken in and run through the command line, once."""
    return small.build_workspace(tmp_path_factory.mktemp("bounds"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace) -> Workspace:
    """A copy of it to go on with."""
    return worried.copy_of(built, workspace)


@pytest.fixture
def manager(held: Workspace) -> Client:
    return worried.client_of(worried.actor("mia", "manager", "childrens_services"))


@pytest.fixture
def yaz(held: Workspace) -> Client:
    """A youth worker, signed in, who has begun a concern."""
    client = worried.client_of(worried.youth_worker())
    client.post("/concerns/enter/")
    return client


def autosave(client: Client, page: str, **boxes: str) -> Any:
    """What the script of a page sends while somebody types."""
    number = client.get("/concerns/enter/who/").context["draft"].number
    sent = {"number": number, "page": page, "opening": "typing", "seen": "0", **boxes}
    return client.post("/concerns/enter/save/", sent)


def post_page(client: Client, page: str, **boxes: str) -> Any:
    draft = ConcernDraft.objects.get()
    hidden = {"number": draft.number, "page": page, "opening": "typing", "seen": "0"}
    return client.post(f"/concerns/enter/{page}/", {**hidden, **boxes})


def test_a_place_in_a_list_that_is_none_shows_its_beginning(manager: Client) -> None:
    for number in NUMBERS:
        for url in LISTS:
            assert manager.get(url, {"after": number}).status_code == 200, (url, number[:30])
        for url in ("/networks/list/place/", "/networks/picture/"):
            assert manager.get(url, {"page": number}).status_code == 200, (url, number[:30])


def test_a_month_that_is_none_shows_this_one(manager: Client) -> None:
    this = manager.get("/networks/places-by-month/").context["until"]
    for month in MONTHS:
        answer = manager.get("/networks/places-by-month/", {"until": month, "nth": month})
        assert (answer.status_code, answer.context["until"]) == (200, this), month[:30]
        assert manager.get("/words-we-use/", {"to": month}).status_code == 200, month[:30]


def test_the_first_and_the_last_month_of_all_can_be_asked_for(manager: Client) -> None:
    for month in ("1900-01", "2100-12"):
        assert manager.get("/networks/places-by-month/", {"until": month}).context["until"] == month


@pytest.mark.parametrize("url", ["/look-again/{}/", "/same-person/answers/{}/undo/", "/networks/added/{}/take-back/"])
def test_a_number_in_an_address_that_no_column_holds_is_no_page(held: Workspace, url: str) -> None:
    client = worried.client_of(worried.actor("ana", "analyst", "police"))
    for number in ("9" * 15, "9" * 19, NINES):
        assert client.get(url.format(number)).status_code == 404


def test_how_often_a_page_was_saved_is_no_number(yaz: Client) -> None:
    for seen in NUMBERS:
        assert autosave(yaz, "seen", seen=seen, seen_heard="A grey van").status_code in (200, 409), seen[:30]


@pytest.mark.parametrize("year", [PHONE, "9" * 20, NINES[:900], "0", "10000", "٢٠٢٦", "26", "-2026", "1\0"])
def test_a_day_that_was_typed_wrongly_is_shown_with_its_error_mended_and_sent(yaz: Client, year: str) -> None:
    day = {"day": "other", "on_day": "20", "on_month": "11"}
    assert autosave(yaz, "seen", on_year=year, seen_heard="A grey van", **day).status_code == 200
    assert autosave(
        yaz, "who", name="Wren", birth_date_day="27", birth_date_month="3", birth_date_year=year
    ).status_code
    for page in ("who", "seen", "marks", "check"):
        assert yaz.get(f"/concerns/enter/{page}/").status_code == 200, page
    seen = yaz.get("/concerns/enter/seen/")
    assert "on" in seen.context["form"].errors and "seen_heard" not in seen.context["form"].errors
    assert "birth_date" in yaz.get("/concerns/enter/who/").context["form"].errors
    number = ConcernDraft.objects.get().number
    assert yaz.post("/concerns/enter/check/", {"number": number})["Location"].endswith(("/who/", "/seen/"))
    assert Concern.objects.count() == 0
    who = {"name": "Wren", "birth_date_day": "27", "birth_date_month": "3", "birth_date_year": "2010"}
    assert post_page(yaz, "who", **who).status_code == 302
    assert post_page(yaz, "choose", about="new").status_code == 302
    assert post_page(yaz, "seen", on_year="2024", seen_heard="A grey van", **day).status_code == 302
    assert post_page(yaz, "referral", referral="N").status_code == 302
    sent = yaz.post("/concerns/enter/check/", {"number": number}, follow=True)
    assert sent.status_code == 200
    assert Concern.objects.get().said["happened_on"] == "2024-11-20"
    assert Concern.objects.get().said["birth_date"] == "2010-03-27"


def test_an_unreadable_birth_date_is_asked_for_before_sending(yaz: Client) -> None:
    """It was left out in silence."""
    autosave(yaz, "who", name="Wren", birth_date_day="27", birth_date_month="3", birth_date_year=PHONE)
    autosave(yaz, "choose", about="new")
    autosave(yaz, "seen", day="not_known", seen_heard="A grey van")
    autosave(yaz, "referral", referral="N")
    sent = yaz.post("/concerns/enter/check/", {"number": ConcernDraft.objects.get().number}, follow=True)
    assert sent.redirect_chain == [("/concerns/enter/who/", 302)] and Concern.objects.count() == 0
    assert "Enter the birth date like 27 3 2010" in sent.content.decode()


def test_more_letters_than_a_box_keeps_are_shown_again_to_be_cut(yaz: Client) -> None:
    long = {"day": "other", "on_day": "20", "on_month": "11", "on_year": NINES, "seen_heard": "A grey van"}
    assert autosave(yaz, "seen", **long).status_code == 409
    answer = post_page(yaz, "seen", **long)
    assert answer.status_code == 400 and "A grey van" in answer.content.decode()


def test_a_search_by_a_birth_date_that_is_none_says_so(manager: Client) -> None:
    for year in (PHONE, NINES, "0", "10000"):
        answer = manager.post("/find/", {"birth_date_day": "1", "birth_date_month": "1", "birth_date_year": year})
        assert answer.status_code == 400 and "birth_date" in answer.context["form"].errors


@pytest.mark.parametrize("charset", ["base64", "unicode_escape", "utf-7", "idna", "undefined", "utf-16", "rot13"])
def test_what_is_not_in_utf_8_is_refused(charset: str) -> None:
    """Another encoding gives half characters, or fails as it is read, before any page is asked."""
    for method, sent in (("GET", b""), ("POST", b"name=%5Cud800")):
        environ: dict[str, Any] = {"CONTENT_TYPE": f"application/x-www-form-urlencoded; charset={charset}"}
        environ |= {"REQUEST_METHOD": method, "PATH_INFO": "/help/", "QUERY_STRING": "after=%5Cud800"}
        environ |= {"wsgi.input": BytesIO(sent), "CONTENT_LENGTH": str(len(sent)), "HTTP_HOST": "testserver"}
        setup_testing_defaults(environ)
        said: list[str] = []
        list(application(environ, lambda status, _headers, said=said: said.append(status)))
        assert said == ["400 Bad Request"]


def test_utf_8_is_taken_by_any_of_its_names(manager: Client) -> None:
    for kind in (
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x; charset=UTF8",
        'text/plain; charset="utf-8"',
    ):
        assert name_no_encoding({"CONTENT_TYPE": kind}) == {"CONTENT_TYPE": kind}
    typed = "application/x-www-form-urlencoded; charset=UTF-8"
    assert manager.generic("POST", "/find/", b"name=wren", content_type=typed).status_code == 302


def test_a_cookie_that_no_browser_sends_is_left_out() -> None:
    """PostgreSQL refuses to look for a session by a name that holds a NUL."""
    read: list[dict[str, str]] = []
    request = RequestFactory().get(
        "/", headers={"Cookie": 'sessionid="\\000aaaaaaaa"; csrftoken=whole; long=' + "a" * 9_000}
    )
    assert "\0" in request.COOKIES["sessionid"]
    ReadAsText(lambda one: read.append(dict(one.COOKIES)) or HttpResponse())(request)  # type: ignore[func-returns-value]
    assert read == [{"csrftoken": "whole"}]
