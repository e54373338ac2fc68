"""A refuge's address in every cell of every shipped layout, in several spellings, all in rows about other people.

One row of children's services gives it to Dana Kestrel and is marked; a row of the family layout gives its telephone.
The oracle here is written apart from `sightline.protection`: it squeezes a text to letters and figures.
"""

import csv
import html
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from support.small_partnership import layout_headings

from sightline import ingest, pipeline
from sightline.ingest.mappings.files import list_mappings
from sightline.ingest.mappings.mapping import Mapping
from sightline.ingest.wording import without_remark
from sightline.store import Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.workspace import SECRET_FILE

NOW, AS_AT = "2024-07-01T09:00:00Z", date(2024, 7, 1)
HOME, POSTCODE, PHONE = "Flat 3, 77 Planted Refuge Row, Plantham", "ZZ9 9ZZ", "01632 960 777"
SPELLINGS = (
    "77 Planted Refuge Row, Plantham, ZZ9 9ZZ",
    "FLAT 3 77 PLANTED REFUGE ROW ZZ99ZZ",
    "no. 77, planted-refuge row",
    "77 Plantd Refuge Rw",
    "seventy-seven Planted Refuge Row (zz9  9zz)",
    "Planted Refuge Row, number 77",
    "the Planted Haven",
    "+44 (0)1632 960777",
)
FORBIDDEN = re.compile(
    r"(77|seventyseven)plant(e?)drefuge|plantedrefugerow(number|no)?77|plantedhaven|960777|(77|seventyseven)zz99zz"
)
MARKED = {"Sightline Marking": "PROTECTED ADDRESS"}
SEALED = {"Sightline Marking": "SEALED IDENTITY"}
SEALED_NAME, SEALED_BORN, SEALED_WORDS = "Mabel Quillfeather", date(2012, 2, 14), "She has the blood disorder G6PD."
ALONE = "A gas main burst in Planted Refuge Row, buses to Plantham are late."
WALKS = "She walks down Planted Refuge Row to the shops in Plantham."
CHILDS_WORDS = "I like my room.\nWe live at 77 Planted Refuge Row  now, don’t tell."


def forbidden_in(text: str) -> list[str]:
    """What of the refuge a text tells, however it is written; empty where it tells nothing."""
    squeezed = re.sub(r"[^a-z0-9]", "", html.unescape(re.sub(r"<[^>]*>", " ", text)).lower())
    return [found[0] for found in FORBIDDEN.finditer(squeezed)]


def write_everywhere(folder: Path) -> None:
    """For each layout: a row for each of its cells with the address there, and one row with it in every cell."""
    for mapping in list_mappings():
        headings = {name: without_remark(column.heading) for name, column in mapping.columns.items()}
        rows = [_as_row(headings, cells) for cells in _rows(mapping)]
        with (folder / f"{mapping.id.replace('/', '_')}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(headings.values()))
            writer.writeheader()
            writer.writerows(rows)


def _as_row(headings: dict[str, str], cells: dict[str, str]) -> dict[str, str]:
    return {headings[name]: text for name, text in cells.items()}


def _rows(mapping: Mapping) -> Iterator[dict[str, str]]:
    for number, name in enumerate(mapping.columns):
        yield {**_base(mapping, number), name: SPELLINGS[number % len(SPELLINGS)]}
    whole = _base(mapping, 900)
    kept = {*_dates(mapping), *(field for key in mapping.keys for field, _ in key.fields), mapping.restricted}
    yield {name: whole.get(name, "") if name in kept else " / ".join(SPELLINGS) for name in mapping.columns}


def _dates(mapping: Mapping) -> set[str]:
    days = {name for fact in mapping.facts for one in fact.dates for name in (one.day, one.to, one.clock, one.to_clock)}
    return {*days, mapping.recorded, *(fact.recorded for fact in mapping.facts)} - {""}


def _base(mapping: Mapping, number: int) -> dict[str, str]:
    """A row that is taken: every field of a key, every date, a name and a birth date of its own."""
    keys = {field: f"K{mapping.layout[:6]}{number}" for key in mapping.keys for field, _ in key.fields}
    times = {one.clock for fact in mapping.facts for one in fact.dates} | {
        one.to_clock for fact in mapping.facts for one in fact.dates
    }
    dates = {name: "10:00" if name in times else "02/03/2024" for name in _dates(mapping)}
    names = {
        part: {"surname": f"Bystander{chr(97 + number % 26)}", "forename": f"Ash{chr(97 + number // 26 % 26)}",
               "name": f"Ash Bystander{chr(97 + number % 26)}", "birth_date": f"{1 + number % 28:02}/05/2011"}[part]
        for part in ("surname", "forename", "name", "birth_date")
    }  # fmt: skip
    said = {field: names[part] for rule in mapping.mentions for part, field in rule.parts.items() if part in names}
    return {name: text for name, text in {**keys, **said, **dates}.items() if name in mapping.columns}


def write_refuge(folder: Path) -> None:
    """What children's services hold of Dana Kestrel, who lives there, and what others hold of her and hers."""
    dana = {"Person ID": "P1", "Surname": "Kestrel", "Forename": "Dana", "DOB": "02/06/1988", "Event Type": "CASE NOTE",
            "Event Date": "01/02/2024", "Entered On": "02/02/2024"}  # fmt: skip
    home = {"Address": HOME, "Postcode": POSTCODE}
    _sheet(
        folder / "childrens_services_events.csv",
        [
            dana | home | MARKED | {"Text": f"Moved to {SPELLINGS[0]}.", "Child's Words": CHILDS_WORDS,
                                    "Address Of Placement": "Planted Haven, 77 Planted Refuge Row, Plantham"},
            dana | {"Event Date": "05/02/2024", "Text": f"Visit: settled at {SPELLINGS[0]}. {WALKS}"},
            dana | SEALED | {"Person ID": "P7", "Surname": "Quillfeather", "Forename": "Mabel", "DOB": "14/02/2012",
                             "Text": SEALED_WORDS},
        ],
    )  # fmt: skip
    family = {"Person ID": "P1", "Related Person ID": "P9", "Relationship": "SUPPORT WORKER", "Related Surname": "Ng",
              "Related Phone": PHONE, "From": "01/02/2024"}  # fmt: skip
    _sheet(folder / "childrens_services_family.csv", [family | MARKED])
    robin = {"NHS Number": "9990000018", "Surname": "Kestrel", "Forename": "Robin", "DOB": "09/09/2015", "Sex": "M",
             "Site": "Clinic", "Service": "ED", "Attended Date": "03/03/2024", "Restricted": "N",
             "Entered On": "03/03/2024"}  # fmt: skip
    _sheet(folder / "health_attendances.csv", [robin | {"Address": SPELLINGS[1], "Text": WALKS}])
    _sheet(
        folder / "housing_complaints.csv",
        [{"Complaint No": "H9", "Received Date": "04/03/2024", "Premises": "5 Plain Row", "Postcode": "ZZ2 2BB",
          "Tenant Surname": "Lapwing", "Tenant Forename": "Jo", "Text": ALONE, "Entered On": "04/03/2024"}],
    )  # fmt: skip


def _sheet(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, layout_headings(path.stem), restval="")
        writer.writeheader()
        writer.writerows(rows)


def take_in(workspace: Workspace, *folders: Path, now: str = NOW) -> None:
    """Take every file of these folders in, as one batch; layouts of no agency are of health."""
    batch = open_batch(workspace)
    for folder in folders:
        for path in sorted(folder.glob("*.csv")):
            ours = path.stem.startswith(("sightline_", "document_"))
            ingest.take_file(
                workspace=workspace, path=path, batch=batch, received_at=now,
                agency="health" if ours else "", organisation="Clinic" if ours else "",
            )  # fmt: skip
    close_batch(workspace, batch, now=now)


@cache
def planted_workspace() -> Workspace:
    """The workspace, taken in and run once a process."""
    root = Path(mkdtemp(prefix="sightline-planted-"))
    workspace = Workspace(root / "workspace")
    workspace.create()
    (workspace.root / SECRET_FILE).write_text("0" * 64)  # hashes of a chance secret hold the telephone now and then
    everywhere, refuge = root / "everywhere", root / "refuge"
    for folder, write in ((everywhere, write_everywhere), (refuge, write_refuge)):
        folder.mkdir()
        write(folder)
    take_in(workspace, everywhere, refuge)
    pipeline.run(workspace=workspace, as_at=AS_AT)
    return workspace
