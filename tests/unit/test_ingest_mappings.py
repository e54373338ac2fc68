"""Mappings: chosen by headings, checked when they are read."""

from pathlib import Path

import pytest
from support.exports import LAYOUTS, headings, new_workspace, take, write_export

from sightline.ingest import list_mappings, load_mapping
from sightline.ingest.mappings.headings import choose_mapping
from sightline.model.errors import BadInput
from sightline.model.nouns import Agency

SMALL = """
id = "clinic_list"
agency = "health"
title = "A clinic's own list"
export = "changes"
[columns]
ref = "Ref"
seen = "Seen On"
name = "Name"
[row]
key = [["ref"]]
[[facts]]
name = "seen"
label = "Seen"
date = "seen"
[[mentions]]
slot = "subject"
name = "name"
"""


def choose(*top: list[str], agency: str = "") -> str:
    mappings = [mapping for mapping in list_mappings() if not agency or mapping.agency == agency]
    return choose_mapping(top=list(top), mappings=mappings, sheet="").mapping.id


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("remarks", [True, False])
def test_each_layout_is_known_by_its_headings(layout: str, remarks: bool) -> None:
    assert choose(headings(layout, remarks=remarks)) == layout


@pytest.mark.parametrize("layout", LAYOUTS)
def test_headings_are_known_whatever_their_case_blanks_quotes_and_marks(layout: str) -> None:
    untidy = [f" {heading.upper()}\u00a0 ".replace("'", "’") for heading in headings(layout)]
    untidy[0] = "\ufeff" + untidy[0]
    assert choose(["Extract of the month"], [], untidy[::-1]) == layout


def test_a_layout_with_a_sightline_marking_and_unknown_columns_is_known() -> None:
    assert choose([*headings("police_missing"), "Sightline Marking", "Local Note"]) == "police_missing"


def test_the_nearest_mapping_and_what_is_missing_are_named() -> None:
    short = [heading for heading in headings("police_missing") if heading not in ("Misper Ref", "Found Date")]
    with pytest.raises(BadInput) as raised:
        choose(short)
    assert raised.value.code == "no_mapping"
    assert "'police_missing'" in str(raised.value)
    assert "'Misper Ref', 'Found Date'" in str(raised.value)


def test_two_mappings_that_fit_equally_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(SMALL)
    (tmp_path / "b.toml").write_text(SMALL.replace("clinic_list", "other_list"))
    two = [load_mapping(tmp_path / "a.toml"), load_mapping(tmp_path / "b.toml")]
    with pytest.raises(BadInput) as raised:
        choose_mapping(top=[["Ref", "Seen On", "Name"]], mappings=two, sheet="")
    assert raised.value.code == "ambiguous_mapping"
    assert "clinic_list and other_list" in str(raised.value)


def test_an_own_mapping_reads_an_own_export(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(SMALL)
    export = tmp_path / "list.csv"
    export.write_text("Clinic list\nRef,Seen On,Name\n1,05/03/2024,Mia Oak\n")
    receipt = take(new_workspace(tmp_path), export, mapping_file=tmp_path / "m.toml")
    assert (receipt.mapping, receipt.agency, receipt.rows_taken, receipt.rows_not_data) == (
        "clinic_list", "health", 1, 1,
    )  # fmt: skip


def test_every_shipped_mapping_says_whose_it_is_and_is_listed_once() -> None:
    shipped = list_mappings()
    any_agency = {"sightline_concerns", "sightline_professional_concerns", "document/text", "document/chronology"}
    assert {mapping.id for mapping in shipped if mapping.agency not in list(Agency)} == any_agency
    assert len({mapping.id for mapping in shipped}) == len(shipped) == 12 + 1 + 8 + 5 + 2 + 8 + 12 + 8 + 2
    assert {mapping.id for mapping in shipped if mapping.is_full} == {
        "childrens_services_family", "licensing_register", "school_attendance",
    }  # fmt: skip


def test_no_shipped_mapping_makes_a_detail_or_mention_of_ethnicity() -> None:
    for mapping in list_mappings():
        used = [name for fact in mapping.facts for name in fact.details] + [n for f in mapping.facts for _, n in f.what]
        used += [name for mention in mapping.mentions for name in mention.parts.values()]
        assert "ethnicity" not in used


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('export = "changes"', 'export = "some"'), "'export' is 'some'; it must be one of changes, full"),
        (('agency = "health"', 'agency = "hospital"'), "'hospital' is no agency"),
        (('date = "seen"', 'date = "seen_on"'), "'seen_on' is not one of its [columns]"),
        (('key = [["ref"]]', 'key = [["reference"]]'), "'reference' is not one of its [columns]"),
        (('key = [["ref"]]', 'key = [["ref?"]]'), "at least one field that must be filled"),
        (('label = "Seen"', ""), "in 'facts 1', 'label' is missing"),
        (('label = "Seen"', 'label = "Seen"\nlable = "x"'), "'lable' is not a key that is known here"),
        (('id = "clinic_list"', ""), "'id' is missing"),
        (
            ('slot = "subject"', 'slot = "subject"\nof = "horse"'),
            "is 'horse'; it must be one of person, phone, place, vehicle",
        ),
        (('slot = "subject"', 'slot = "subject"\nlocal_id = "ref"'), "local_id_kind"),
        (('export = "changes"', 'export = "changes"\ndate_formats = ["DD-MM"]'), "'DD-MM' is not known"),
        (('ref = "Ref"', 'ref = { heading = "Ref", also = ["("] }'), "cannot be read"),
        (('ref = "Ref"', 'ref = { heading = "Ref", values = "colours" }'), "which nobody gives"),
        (('slot = "subject"', 'slot = "friend"'), "not 'friend'"),
        (('slot = "subject"', 'slot = "subject"\nsplit = "every"'), "split' is 'every'; it must be one of"),
        (('id = "clinic_list"', 'id = "Clinic\'s list"'), "small letters"),
        (('ref = "Ref"', "ref = { heading = 7 }"), "'columns, ref, heading' must be text, not a whole number"),
        (('name = "name"', 'name = "name"\nvalue = "ref"'), "in 'mentions 1', 'value' is not a key that is known"),
        (("[columns]", "[columns"), "it is not TOML"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_said(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    assert change[0] in SMALL
    path = tmp_path / "m.toml"
    path.write_text(SMALL.replace(*change, 1))
    with pytest.raises(BadInput) as raised:
        load_mapping(path)
    assert raised.value.code == "bad_mapping"
    assert says in str(raised.value)
    assert "m.toml" in str(raised.value)


def test_the_agency_narrows_the_choice_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    path = write_export(tmp_path / "m.csv", "police_missing", {"Misper Ref": "MP1", "Nominal Ref": "N1"})
    receipt = take(new_workspace(tmp_path), path, agency="health")
    assert (receipt.mapping, receipt.rows_read) == ("", 0)
