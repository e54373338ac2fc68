"""The sets on which Sightline and its peers are measured side by side: each row for us, for them, and who it truly is.

Peers get every column that a set has, also those that Sightline has no field for (a town, an e-mail address); what
identifies nobody here, FEBRL's number, is given to none of them.
"""

import csv
import json
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, islice
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
from linkage_people import Person, Pickers, invent_people, read_pickers, write_about
from linkage_quality import SETS, Row, read_rows, take_in_invented

from sightline.linkage.columns import ExtraColumn
from sightline.linkage.examples import make_mentions
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

# Seeds that nothing was trained, tuned or tested on.
HOUSEHOLD_SEED, HOUSEHOLD_ROWS = 20_261_125, 100_000
PARTNERSHIP_SEED, PARTNERSHIP_CHILDREN = 90_210, 1_570
Peer = dict[str, str | None]


@dataclass(slots=True)
class Set:
    """One set. `peers` and `truth` go by mention id; mentions with the very same details share one row for peers."""

    name: str
    rows: int
    engine: Callable[[], DuckDBEngine]
    truth: dict[str, str]
    peers: dict[str, Peer]
    stands_for: dict[str, str]
    twins: list[tuple[str, str]] = field(default_factory=list)
    origin: dict[str, str] = field(default_factory=dict)


def _build(name: str, known: list[tuple[Row, Peer, str]], **more: Any) -> Set:
    """A set of rows numbered in order, each of its own."""
    ids = [f"{place:07d}" for place in range(len(known))]

    def engine() -> DuckDBEngine:
        made = DuckDBEngine()
        rows = ({"mention_id": key} | row for key, (row, _, _) in zip(ids, known, strict=True))
        made.write(MENTION, make_mentions(rows))
        return made

    return Set(
        name,
        len(known),
        engine,
        truth={key: true_id for key, (_, _, true_id) in zip(ids, known, strict=True)},
        peers={key: peer for key, (_, peer, _) in zip(ids, known, strict=True)},
        stands_for={key: key for key in ids},
        **more,
    )


def fake_1000(data: Path) -> Set:
    """Splink's own thousand rows."""
    rows = read_rows(data / "linkage" / "splink" / "fake_1000.csv")
    columns = {"given": "first_name", "surname": "surname", "born": "dob", "town": "city", "email": "email"}
    return _beside("fake_1000", data, [_peer(row, columns) for row in rows])


def febrl3(data: Path) -> Set:
    """Five thousand Australian rows, soc_sec_id not used."""
    columns = {
        "given": "given_name", "surname": "surname", "born": "date_of_birth", "town": "suburb", "postcode": "postcode",
        "street": "address_1", "house": "street_number",
    }  # fmt: skip
    rows = read_rows(data / "linkage" / "febrl" / "dataset3.csv")
    stripped = [{name.strip(): value.strip() for name, value in row.items()} for row in rows]
    return _beside("febrl3", data, [_peer(row, columns) for row in stripped])


def rldata10000(data: Path) -> Set:
    """Ten thousand German rows: names and birth date."""
    rows = read_rows(data / "linkage" / "rldata" / "RLdata10000.csv")
    peers = [
        _peer(row, {"given": "fname_c1", "second": "fname_c2", "surname": "lname_c1"})
        | {"born": f"{int(row['by']):04d}-{int(row['bm']):02d}-{int(row['bd']):02d}"}
        for row in rows
    ]
    return _beside("rldata10000", data, peers)


def _beside(name: str, data: Path, peers: list[Peer]) -> Set:
    """The peers' rows beside ours, which `linkage_quality` makes of the same file in the same order."""
    ours = list(SETS[name](data))
    return _build(name, [(row, peer, true_id) for (row, true_id), peer in zip(ours, peers, strict=True)])


def _peer(row: Mapping[str, Any], columns: Mapping[str, str]) -> Peer:
    return {column: str(row[source]).lower() or None for column, source in columns.items()}


OWN_COLUMNS = {
    "given": "forename", "surname": "surname", "sex": "sex", "street": "address", "postcode": "postcode",
    "phone": "phone", "nhs": "nhs_number", "upn": "upn",
}  # fmt: skip


def peer_of(row: Mapping[str, Any]) -> Peer:
    """A mention as peers get it."""
    born = row["birth_date"]
    return _peer(row, OWN_COLUMNS) | {"born": born.isoformat() if born else None}


def _have_two_names(a: Person, b: Person) -> bool:
    return a.first != b.first or bool(a.middle and b.middle and a.middle != b.middle)


def households(data: Path) -> Set:
    """A hundred thousand rows of invented households: siblings, twins, moves, typing errors, cells left out."""
    names = data / "inputs" / "ref_names"
    people: dict[str, Person] = {}
    known = list(islice(_tell(read_pickers(names), people), HOUSEHOLD_ROWS))
    told = {true_id for _, _, true_id in known}
    homes: dict[tuple[str, object], list[str]] = {}
    for true_id, person in people.items():
        homes.setdefault((person.address + person.postcode, person.born), []).append(true_id)
    # The generator gives some twins one name (Olivia, Olivia Ava), which no parent does. These are not counted.
    twins = [
        (a, b)
        for home in homes.values()
        for a, b in combinations(home, 2)
        if told.issuperset((a, b)) and _have_two_names(people[a], people[b])
    ]
    country = read_countries(names)
    origin = {true_id: country.get(people[true_id].last, "other") for true_id in told}
    return _build("households", known, twins=twins, origin=origin)


def _tell(pickers: Pickers, people: dict[str, Person]) -> Iterator[tuple[Row, Peer, str]]:
    chance = random.Random(HOUSEHOLD_SEED)
    for person in invent_people(count=HOUSEHOLD_ROWS, seed=HOUSEHOLD_SEED, pickers=pickers):
        true_id = str(person.number)
        people[true_id] = person
        for copy in range(chance.choice((1, 2, 3))):
            row = write_about(person, chance=chance)
            yield {"agency": f"agency_{copy}"} | row, peer_of(row), true_id


def read_countries(folder: Path) -> dict[str, str]:
    """Surname to the first country in whose list it stands, that of these islands before others."""
    with (folder / "common-surnames-by-country.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    countries: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row["Country"] != "GB"):
        countries.setdefault(row["Romanized Name"].strip(), row["Country"])
    return countries


def partnership(_data: Path) -> Set:
    """The invented partnership, which another hand wrote than the model's training people, through `ingest`."""
    with tempfile.TemporaryDirectory() as made:
        engine = take_in_invented(Path(made), children=PARTNERSHIP_CHILDREN, seed=PARTNERSHIP_SEED)
        people = read_rows(Path(made) / "files" / "truth" / "persons.csv")
    rows = engine.query("""SELECT m.*, t.true_id FROM mention m JOIN truth t USING (mention_id)
        ORDER BY m.batch, m.mention_id""").to_pylist()
    peers: dict[str, Peer] = {}
    first: dict[tuple[object, ...], str] = {}
    stands_for: dict[str, str] = {}
    for row in rows:
        peer = peer_of(row)
        key = first.setdefault((row["organisation"], row["name_as_written"], *peer.values()), row["mention_id"])
        stands_for[row["mention_id"]] = key
        peers.setdefault(key, peer)
    count = engine.query("SELECT count(*) FROM source_row").column(0)[0].as_py()
    return Set(
        "partnership",
        count,
        lambda: engine,
        truth={row["mention_id"]: row["true_id"] for row in rows},
        peers=peers,
        stands_for=stands_for,
        origin={row["true_id"]: row["name_list"] for row in people},
    )


def _extra(name: str, kind: Literal["code", "words", "email", "written_date"], heading: str = "") -> ExtraColumn:
    return ExtraColumn(name=name, kind=kind, says=name.replace("_", " "), headings=(heading,) if heading else ())


# What the profile `research` compares beside the usual columns: what peers are given and a mention has no place for.
EXTRA: Mapping[str, tuple[ExtraColumn, ...]] = {
    "fake_1000": (_extra("town", "words", "town"), _extra("email", "email", "email")),
    "febrl3": (_extra("suburb", "words", "town"), _extra("area", "words", "postcode"),
               _extra("street", "words", "street"), _extra("number", "code", "house")),
    "rldata10000": (_extra("second", "words", "second"), _extra("written_birth_date", "written_date")),
}  # fmt: skip


def add_cells(engine: DuckDBEngine, chosen: Set) -> None:
    """Give each mention the row that peers see, as the row that it was read from, and its birth date as written."""
    rows = {key: chosen.peers[row] for key, row in chosen.stands_for.items()}
    cells = [json.dumps({name: cell for name, cell in row.items() if cell}) for row in rows.values()]
    columns = {"row_id": list(rows), "row_version": [1] * len(rows), "original": cells}
    engine.load("source_row", pa.table(columns))
    engine.make(
        "mention",
        """SELECT m.* REPLACE (mention_id AS row_id, 1 AS row_version,
                  coalesce(json_extract_string(s.original, '$.born'), '') AS birth_date_as_written)
           FROM mention m JOIN source_row s ON s.row_id = m.mention_id""",
    )


BESIDE: Mapping[str, Callable[[Path], Set]] = {
    "fake_1000": fake_1000, "febrl3": febrl3, "rldata10000": rldata10000, "households": households,
    "partnership": partnership,
}  # fmt: skip
