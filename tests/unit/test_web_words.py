"""The words on screen: kinds, organisations and dates as people who work with them would say them."""

import pytest

from sightline.casework.people.pages.people import AgencyView, IdentityStatement
from sightline.rulebook.files import rules_folder
from sightline.translation.lists import in_a_row
from sightline.web.chronology.comparison import compare_agencies
from sightline.web.core.whens import occurred_in_words
from sightline.web.core.words import LAYOUTS, kind_in_words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("childrens_services_events/s47 start", "Section 47 enquiry started"),
        ("childrens_services_events/of a new type", "Children’s services record: of a new type"),
        ("health_attendances/ed", "Health attendance: emergency department"),
        ("police_missing", "Missing report"),
        ("ofsted_annex_a/list_3", "Referral (Annex A)"),
        ("a_new_layout", "A new layout"),
        ("a_new_layout/of its own", "A new layout: of its own"),
    ],
)
def test_kinds_are_said_in_words(kind: str, words: str) -> None:
    assert kind_in_words(kind) == words


def test_every_shipped_layout_has_its_words() -> None:
    shipped = set()
    for entry in rules_folder("agencies").iterdir():
        if entry.name.endswith(".toml") and entry.name != "values.toml":
            shipped |= {
                line[6:-1] for line in entry.read_text(encoding="utf-8").splitlines() if line.startswith('id = "')
            }
    assert shipped and shipped <= set(LAYOUTS)


@pytest.mark.parametrize(
    ("occurred_from", "occurred_to", "precision", "words"),
    [
        ("2024-07-05T13:30:00Z", None, "exact", "5 July 2024, 2:30pm"),
        ("2024-07-05T13:30:00Z", "2024-07-05T14:00:00Z", "exact", "5 July 2024, 2:30pm to 3pm"),
        ("2024-07-05T22:30:00Z", "2024-07-06T01:00:00Z", "exact", "5 July 2024, 11:30pm to 6 July 2024, 2am"),
        ("2024-07-05", None, "day", "5 July 2024 (time not recorded)"),
        ("2024-07-05", "2024-07-08", "day", "5 July 2024 to 8 July 2024 (time not recorded)"),
        ("2024-07-01", "2024-07-31", "month", "July 2024 (month only)"),
        ("2024-07-01", "2024-08-31", "month", "July 2024 to August 2024 (month only)"),
        ("2004-06-01", "2004-08-31", "approximate", "About 1 June 2004 to 31 August 2004"),
        (None, None, "unknown", "Date not known"),
    ],
)
def test_dates_say_no_more_than_is_known(
    occurred_from: str | None, occurred_to: str | None, precision: str, words: str
) -> None:
    assert occurred_in_words(occurred_from=occurred_from, occurred_to=occurred_to, precision=precision) == words


def test_what_several_organisations_say_alike_is_said_once() -> None:
    said = (IdentityStatement("name", "Wren", 2, None, "a"), IdentityStatement("name", "Wren", 3, None, "b"), IdentityStatement("named as", "NAMED", 1),
            IdentityStatement("named as", "Named", 1))  # fmt: skip
    (row,) = compare_agencies([AgencyView("health", ("A", "B"), said)])
    assert [(one.value, one.records) for one in row.cells[0].shown] == [("Wren", 5)]
    assert [one.records for one in row.cells[-1].shown] == [2]


def test_items_stand_in_a_row() -> None:
    assert [in_a_row([]), in_a_row(["A"]), in_a_row(["A", "B"]), in_a_row(["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
