"""What of a text is a protected address, a telephone or a premises' name, however it is written, and what is not."""

import json

import pytest

from sightline.model.visibility import PROTECTED_WORDS as GAP
from sightline.protection import Finder, ProtectedThing
from sightline.protection.pages import redact_page
from sightline.protection.parts import read_phone, read_place
from sightline.protection.texts import redact_csv, redact_json, redact_text


def place(address: str, postcode: str = "", *, is_premises: bool = False) -> ProtectedThing:
    read = read_place(address=address, postcode=postcode, is_premises=is_premises)
    assert read is not None
    return read


FINDER = Finder(
    {
        "refuge": place("Planted Haven House, 77 Planted Refuge Row, Millbrook", "ZZ9 9ZZ"),
        "flat": place("Flat 2, 14 St. Mary's Rd, Tarrowby", "ZZ1 1AA"),
        "cottage": place("Rose Cottage, Mill Lane", "ZZ4 4AA"),
        "phone": ProtectedThing(phone=read_phone("01632 960 111")),
    }
)


@pytest.mark.parametrize(
    "written",
    [
        "77 Planted Refuge Row, Millbrook, ZZ9 9ZZ", "77 PLANTED REFUGE ROW ZZ99ZZ", "No. 77, planted-refuge row",
        "77 Plantd Refuge Rw", "Planted Refuge Row (77", "77 Planted Refuge", "77 Planted Refuge Road", "77a Planted Refuge Row",
        "seventy-seven Planted Refuge Row", "77planted refuge row", "77PlantedRefugeRow", "77-79 Planted Refuge Row",
        "no 77 ZZ9 9ZZ", "ZZ9 9ZZ, 77", "Flat 3, 77 Planted Refuge Row", "Planted Haven House", "planted haven house",
        "77 of Planted\nRefuge Row", "77 Plan\u00adted Refuge R\u00f3w", "14 Saint Marys Road", "Flat 2 14 St Mary’s Road Tarrowby",
        "flat 2 st marys rd", "14 ZZ1 1AA", "Rose Cottage, Mill Lane", "Rose Cottage ZZ4 4AA", "rose cottage in mill ln",
        "Planted Refuge Row no. 77", "Planted Refuge Row, No. 77", "ZZ9 9ZZ no. 77", "Planted Refuge Row. No 77", "ZZ9 9ZZ. No. 77",
        "Flat two, St Mary's Road", "flat two 14 St Marys Road", "St Mary's Road, apt. 2", "14&nbsp;St&nbsp;Mary's Road",
        "01632 960111", "+44 1632 960 111", "0044 1632-960-111", "+44 (0)1632 960111", "(01632) 960111",
    ],
)  # fmt: skip
def test_it_is_found_however_it_is_written(written: str) -> None:
    assert redact_text(f"Then, {written}: so she said.", FINDER) == f"Then, {GAP}: so she said."


@pytest.mark.parametrize(
    "written",
    [
        "17 Planted Refuge Row", "78 Planted Refuge Row ZZ9 9ZZ", "flat 77, 12 Planted Refuge Row", "Planted Refuge Row",
        "seen 77 times. Planted Refuge Row is near", "aged 14 in Tarrowby ZZ1 1AB", "Rose Cottage", "Millbrook", "ZZ9 9ZZ",
        "01632 960112", "Mrs Planted took refuge in 77", "14 other people", "",
    ],
)  # fmt: skip
def test_others_are_left(written: str) -> None:
    assert redact_text(written, FINDER) == written


def test_street_town_and_postcode_alone_go_from_what_is_about_those_who_live_there() -> None:
    said = "Planted Refuge Row is quiet. The bus to Millbrook stops at ZZ9 9ZZ. St Mary's Road is not hers."
    gone = f"{GAP} is quiet. The bus to {GAP} stops at {GAP}. St Mary's Road is not hers."
    assert redact_text(said, FINDER, near=("refuge",)) == gone


def test_a_street_whose_end_the_agency_wrote_in_its_own_short_form_is_found_in_full() -> None:
    finder = Finder({"a": place("77 Planted Refuge Rw")})
    assert redact_text("At 77 Planted Refuge Row, now.", finder) == f"At {GAP}, now."
    assert redact_text("At 77 Planted Refuge on Monday.", finder) == "At 77 Planted Refuge on Monday."


@pytest.mark.parametrize("written", ["No fixed abode", "address withheld", "", "Leeds", "Foster placement"])
def test_what_tells_no_place_protects_none(written: str) -> None:
    read = read_place(address=written, is_premises=True)
    assert read is None or not Finder({"a": read}).find(f"She came from {written}, 12 years old, by bus.")


def test_a_page_is_read_across_its_tags_and_keeps_them() -> None:
    page = '<p title="77 Planted Refuge Row">At <b>77</b> Planted <i>Refuge</i> Row &amp; 14 St Mary&#x27;s Rd</p>'
    assert redact_page(page, FINDER) == f'<p title="{GAP}">At <b>{GAP}</b>  <i></i>  &amp; {GAP}</p>'


def test_what_somebody_types_is_left_to_them() -> None:
    form = '<textarea>77 Planted Refuge Row</textarea><input value="77 Planted Refuge Row">'
    assert redact_page(form, FINDER) == form


def test_json_and_csv_stay_what_they_are() -> None:
    assert redact_json('{"at": "77 Planted Refuge Row\\n", "n": 77}', FINDER) == f'{{"at": "{GAP}\\n", "n": 77}}'
    line = '["a \\"77 Planted Refuge Row\\"", "77 Pl\\u0061nted Refuge Row", "", "77 Planted Refuge Row", "C:\\\\"]'
    for clean in redact_json(f"{line}\n{line}", FINDER).splitlines():
        assert json.loads(clean) == [f'a "{GAP}"', GAP, "", GAP, "C:\\"]
    assert redact_csv('at,n\r\n"77 Planted Refuge Row, ZZ9 9ZZ",1\r\n', FINDER) == f"at,n\r\n{GAP},1\r\n"
