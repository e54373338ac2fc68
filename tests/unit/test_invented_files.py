"""The thirteen files and their truth: shape, determinism, and what must and must not stand in them."""

import csv
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import nhs_number as nhs
import pytest
from openpyxl import load_workbook

from sightline.invented import Invented, invent
from sightline.invented.files.layouts import LAYOUTS, MARKED, MARKING, TRACKER, TRUTH
from sightline.model.errors import Usage

ROOT = Path(__file__).parents[2]
Rows = list[dict[str, str]]
# What each slot is read from; a slot of the truth must have something in one of these cells.
CELLS = {
    "subject": ("Surname", "Forename", "Forenames", "Child", "Person ID"),
    "nominal": ("Surname", "Forenames", "Nominal Ref"),
    "tenant": ("Tenant Surname", "Tenant Forename"),
    "holder": ("Holder Surname", "Holder Forename"),
    "related": ("Related Surname", "Related Forename"),
    "linked": ("Linked Students",),
    "found_with": ("Found With",),
    "accompanied_by": ("Accompanied By",),
    "others_named": ("Others Named", "Persons Of Concern"),
    "vehicle": ("VRM",),
    "phone": ("Telephone", "Phone", "Holder Phone", "Related Phone"),
    "home": ("Address", "Home Address", "Holder Address"),
    "place": ("Location", "Found Location", "Premises", "Place", "Places"),
    "placement": ("Address Of Placement",),
}
NEVER = (
    "rape", "raped", "sexual", "sex with", "naked", "nude", "blood", "bleeding", "beaten", "stab", "stabbed", "penetrat",
    "assault", "genital", "strangle", "knife", "prostitut", "promiscuous", "suicide", "corpse",
)  # fmt: skip


@dataclass
class Partnership:
    made: Invented
    files: dict[str, Rows]
    truth: dict[str, Rows]


def read_csv(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_tracker(path: Path) -> Rows:
    book = load_workbook(path, read_only=True)
    lines = [[str(cell or "") for cell in line] for line in book.active.iter_rows(values_only=True)]
    book.close()
    top = next(place for place, line in enumerate(lines) if line[:1] == ["Meeting Date"])
    assert top > 0, "title rows stand above the heading"
    return [dict(zip_longest(lines[top], line, fillvalue="")) for line in lines[top + 1 :]]


def read(made: Invented) -> Partnership:
    files = {name: read_tracker(made.out / name) if name == TRACKER else read_csv(made.out / name) for name in LAYOUTS}
    return Partnership(made, files, {name: read_csv(made.out / "truth" / f"{name}.csv") for name in TRUTH})


@pytest.fixture(scope="module")
def partnership(tmp_path_factory: pytest.TempPathFactory) -> Partnership:
    return read(invent(children=300, seed=11, out=tmp_path_factory.mktemp("invented")))


def digest(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_the_same_seed_gives_the_same_bytes_whatever_the_process(tmp_path: Path) -> None:
    for salt in ("0", "1", "4242"):
        words = f"from pathlib import Path; from sightline.invented import invent; invent(children=130, seed=5, out=Path({str(tmp_path / salt)!r}))"
        subprocess.run([sys.executable, "-c", words], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": salt}, check=True)
    first = digest(tmp_path / "0")
    agreements = [name for name in first if name.startswith("agreements/")]
    of_map, left_out = 5, 2
    assert len(first) - len(agreements) == len(LAYOUTS) + len(TRUTH) + of_map + left_out and agreements
    assert first == digest(tmp_path / "1") == digest(tmp_path / "4242")


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    for seed in (1, 2):
        invent(children=20, seed=seed, out=tmp_path / str(seed))
    one, other = digest(tmp_path / "1"), digest(tmp_path / "2")
    assert all(
        one[name] != other[name] for name in one if name.endswith(("persons.csv", "attendance.csv", "attendances.csv"))
    )


def test_the_headings_are_those_of_the_reference_layouts(shared_data: Path) -> None:
    text = (shared_data.parent / "domain" / "layouts.md").read_text(encoding="utf-8")
    for name, headings in LAYOUTS.items():
        after = text.split(f"**{name}**", 1)[1]
        table = re.sub(r"\([^)]*\)", "", after.split("\n", 1)[1].split("\n\n", 1)[0])
        wanted = tuple(" ".join(heading.split()) for heading in table.replace("\n", " ").split("|"))
        assert headings == wanted, name


def test_the_files_have_their_headings(partnership: Partnership) -> None:
    for name, headings in LAYOUTS.items():
        expected = [*headings, MARKING] if name in MARKED else list(headings)
        assert list(partnership.files[name][0]) == expected
        assert len(partnership.files[name]) == partnership.made.rows[name]
    for name, headings in TRUTH.items():
        assert tuple(partnership.truth[name][0]) == headings


def test_the_truth_speaks_of_rows_and_cells_that_are_there(partnership: Partnership) -> None:
    people = {row["true_id"] for row in partnership.truth["persons"]}
    seen = set()
    for row in partnership.truth["rows"]:
        place = (row["source_file"], row["source_row"], row["slot"])
        assert place not in seen
        seen.add(place)
        slot, _, number = row["slot"].partition("#")
        line = partnership.files[row["source_file"]][int(row["source_row"]) - 1]
        written = [line[cell] for cell in CELLS[slot] if line.get(cell)]
        assert written, place
        if number:
            assert len(written[0].split(";")) >= int(number)
        if slot not in ("vehicle", "phone", "home", "place", "placement"):
            assert row["true_id"] in people


def test_every_row_has_a_truth_save_those_sent_twice(partnership: Partnership) -> None:
    told = {(row["source_file"], int(row["source_row"])) for row in partnership.truth["rows"]}
    for name, rows in partnership.files.items():
        before: set[tuple[str, ...]] = set()
        for number, row in enumerate(rows, start=1):
            line = tuple(row.values())
            assert (name, number) in told or line in before
            before.add(line)


def test_a_thing_of_one_name_is_written_one_way(partnership: Partnership) -> None:
    """The same true vehicle or phone is the same text in every row; two are never the same text."""
    written: dict[str, set[str]] = defaultdict(set)
    for row in partnership.truth["rows"]:
        if row["slot"] in ("vehicle", "phone"):
            line = partnership.files[row["source_file"]][int(row["source_row"]) - 1]
            written[row["true_id"]] |= {line[cell] for cell in CELLS[row["slot"]] if line.get(cell)}
    assert all(len(texts) == 1 for texts in written.values())
    assert len({text for texts in written.values() for text in texts}) == len(written)


def test_every_number_is_valid_or_a_placeholder(partnership: Partnership) -> None:
    numbers = {
        row["NHS Number"].replace(" ", "")
        for rows in partnership.files.values()
        for row in rows
        if row.get("NHS Number")
    }
    placeholders = {"9999999999", "0000000000", "1234567890"}
    assert numbers & placeholders
    assert all(nhs.is_valid(number) and number.startswith("999") for number in numbers - placeholders)
    for rows in partnership.files.values():
        for row in rows:
            upn = row.get("UPN")
            if upn:
                total = sum(int(digit) * weight for weight, digit in enumerate(upn[1:], start=2))
                assert upn[0] == "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23]


def test_nothing_that_looks_like_a_telephone_could_ring(partnership: Partnership) -> None:
    phone = re.compile(r"(?<![\d/])0\d{4} ?\d{6}(?!\d)|\+44")
    for rows in partnership.files.values():
        for row in rows:
            for heading, text in row.items():
                if heading != "NHS Number":
                    assert all(found.startswith(("07700 900", "01632 960")) for found in phone.findall(text))


def test_every_postcode_is_of_the_area_zz(partnership: Partnership) -> None:
    for rows in partnership.files.values():
        for row in rows:
            for heading, text in row.items():
                if "Postcode" in heading and text:
                    assert text.startswith("ZZ")


def test_no_note_is_graphic(partnership: Partnership) -> None:
    words = re.compile("|".join(rf"\b{word}" for word in NEVER), re.IGNORECASE)
    for rows in partnership.files.values():
        for row in rows:
            for heading, text in row.items():
                if heading != "Service":
                    assert not words.search(text), heading


def test_no_slot_of_a_template_is_left_open(partnership: Partnership) -> None:
    assert not [1 for rows in partnership.files.values() for row in rows for text in row.values() if "{" in text]


def test_notes_vary(partnership: Partnership) -> None:
    texts = Counter(row["Text"] for row in partnership.files["school_concerns.csv"])
    assert len(texts) > 0.6 * texts.total()


def test_the_children_are_as_many_as_asked(tmp_path: Path, partnership: Partnership) -> None:
    assert sum(row["part"] == "child" for row in partnership.truth["persons"]) == 300
    for children in (1, 2, 7, 101):
        made = invent(children=children, seed=3, out=tmp_path / str(children))
        persons = read_csv(made.out / "truth" / "persons.csv")
        assert sum(row["part"] == "child" for row in persons) == children
        assert len({row["true_id"] for row in persons}) == len(persons)


@pytest.mark.parametrize("children", [0, -1, 100_001])
def test_a_number_that_cannot_be_is_refused(children: int, tmp_path: Path) -> None:
    with pytest.raises(Usage):
        invent(children=children, seed=1, out=tmp_path)
    assert not any(tmp_path.iterdir())


def test_three_hundred_children_are_a_demos_size(partnership: Partnership) -> None:
    assert 15_000 <= sum(partnership.made.rows.values()) <= 25_000


def test_everything_lies_within_the_three_years(partnership: Partnership) -> None:
    for rows in partnership.files.values():
        for row in rows:
            for heading in ("Entered On", "Logged On", "Reported Date", "Event Date", "Attended Date", "Incident Date"):
                if row.get(heading) and "Holder Surname" not in row:
                    day, month, year = row[heading].split("/")
                    assert "2021-08-31" < f"{year}-{month}-{day}" <= "2025-08-31", heading


def test_all_three_markings_are_used_and_sexual_health_is_restricted(partnership: Partnership) -> None:
    marks = Counter(row.get(MARKING, "") for rows in partnership.files.values() for row in rows)
    assert {"SEALED IDENTITY", "PROTECTED ADDRESS", "RESTRICTED"} <= set(marks)
    clinic = [row for row in partnership.files["health_attendances.csv"] if row["Service"] == "SEXUAL HEALTH"]
    assert clinic
    assert {row["Restricted"] for row in clinic} == {"Y"}


def test_a_sealed_identity_is_marked_on_every_row(partnership: Partnership) -> None:
    sealed = {
        row["true_ids"].split('"')[1] for row in partnership.truth["decoys"] if row["decoy_kind"] == "sealed_identity"
    }
    own = [row for row in partnership.truth["rows"] if row["true_id"] in sealed]
    assert own
    for row in own:
        line = partnership.files[row["source_file"]][int(row["source_row"]) - 1]
        assert "SEALED IDENTITY" in line[MARKING]


def test_a_protected_address_is_marked_wherever_it_is_a_home(partnership: Partnership) -> None:
    """A home that is marked in one row is marked in every row that gives it, and stands in no file without markings."""
    homes = [row for row in partnership.truth["rows"] if row["slot"] in ("home", "place", "placement")]
    marked: dict[str, set[bool]] = defaultdict(set)
    for row in homes:
        line = partnership.files[row["source_file"]][int(row["source_row"]) - 1]
        marked[row["true_id"]].add("PROTECTED ADDRESS" in line.get(MARKING, ""))
    protected = [seen for seen in marked.values() if True in seen]
    assert protected
    assert all(seen == {True} for seen in protected)


def test_the_register_uses_the_codes_of_its_year(partnership: Partnership) -> None:
    two = re.compile(r"\b[A-Z]\d\b")
    for row in partnership.files["school_attendance.csv"]:
        day, month, year = row["Week Commencing"].split("/")
        marks = row["Marks"].split(" ")
        assert len(marks) == 10
        if two.search(row["Marks"]):
            assert f"{year}-{month}-{day}" >= "2024-08-19"
    assert any(two.search(row["Marks"]) for row in partnership.files["school_attendance.csv"])
