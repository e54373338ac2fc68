"""Writes `naming`: what the notes' passages name, each once a cell, in the form in which it is compared.

The id of a naming is made of its row, its cell and what is compared, not of where it stands. A note in which a sentence
was mended still holds the naming that somebody confirmed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, islice
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.notes.forms import KIND_OF, ComparedForm, NamingForm, find_beside, read_naming
from sightline.linkage.notes.rules import NotedRules
from sightline.linkage.settings import Settings
from sightline.model.analysis_tables.namings import NAMING
from sightline.model.ids import make_id
from sightline.model.rows.analysis_names import NamingRow
from sightline.store import Engine
from sightline.store.engine import arrow_schema
from sightline.store.sql.rows import as_rows
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
# The role that matters most of several that a cell gives one naming.
ROLES = ("subject", "professional", "family", "person_of_concern", "peer", "unknown", "place", "thing")
NAMES = frozenset({ComparedForm.WHOLE_NAME, ComparedForm.FORENAME, ComparedForm.NICKNAME})
PORTION = 20_000
READ_NAME = pa.schema([("naming_id", pa.string()), ("first_name", pa.string()), ("last_name", pa.string())])


class NamedPassageRow(TypedDict):
    """A passage that names somebody or something, with its record."""

    passage_id: str
    record_id: str
    row_id: str
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]
    source_file: str
    source_row: int
    field: str
    start: int
    end: int
    text: str
    mention: str
    role: str
    rule_id: str
    occurred_on: date | None
    batch: int


def write_namings(*, engine: Engine, settings: Settings, rules: NotedRules) -> Counter[str]:
    """Write NAMING and make `read_name` (first and last name of each whole name); how many were left out, by why.

    A portion at a time, for memory's sake: a nation's notes name the child in every line.
    """
    left_out: Counter[str] = Counter()
    namings = [arrow_schema(NAMING).empty_table()]
    names = [READ_NAME.empty_table()]
    found = _namings(engine, settings, rules, left_out)
    while portion := list(islice(found, PORTION)):
        namings.append(pa.Table.from_pylist([row for row, _ in portion], schema=arrow_schema(NAMING)))
        read = [{"naming_id": row["naming_id"], "first_name": one.first, "last_name": one.last} for row, one in portion]
        names.append(pa.Table.from_pylist(read, schema=READ_NAME))
    engine.write(NAMING, pa.concat_tables(namings))
    engine.load("read_name", pa.concat_tables(names))
    return left_out


def _namings(
    engine: Engine, settings: Settings, rules: NotedRules, left_out: Counter[str]
) -> Iterator[tuple[NamingRow, NamingForm]]:
    forms: dict[tuple[str, str, str], NamingForm | None] = {}
    batches = engine.query(SQL.fill("named_in_notes")).to_batches(max_chunksize=PORTION)
    rows = (row for batch in batches for row in as_rows(NamedPassageRow, batch))
    for _, cell in groupby(rows, key=lambda row: (row["row_id"], row["field"])):
        for row, read in _of_cell(list(cell), forms, settings):
            why = _why_left_out(row, read, rules)
            if why:
                left_out[why] += 1
            else:
                yield row, read


def _of_cell(
    passages: Sequence[NamedPassageRow], forms: dict[tuple[str, str, str], NamingForm | None], settings: Settings
) -> Iterator[tuple[NamingRow, NamingForm]]:
    """The namings of one cell, each once, with the role that matters most."""
    by_form: dict[tuple[ComparedForm, str], list[tuple[NamedPassageRow, NamingForm]]] = defaultdict(list)
    for passage in passages:
        key = (passage["mention"], passage["rule_id"], passage["text"])
        if key not in forms:
            forms[key] = read_naming(mention=key[0], rule_id=key[1], text=key[2], settings=settings)
        if read := forms[key]:
            by_form[read.form, read.value].append((passage, read))
    described = [(one["start"], one["text"]) for (form, _), some in by_form.items() if form is ComparedForm.DESCRIPTION
                 for one, _ in some]  # fmt: skip
    for (form, value), some in by_form.items():
        passage, read = some[0]
        is_registration = form in (ComparedForm.REGISTRATION, ComparedForm.PART_OF_REGISTRATION)
        role = min((one["role"] for one, _ in some), key=_rank)
        beside = find_beside(passage["start"], described) if is_registration else ""
        yield _naming(passage, form, value, role, beside), read


def _naming(one: NamedPassageRow, form: ComparedForm, value: str, role: str, beside: str) -> NamingRow:
    return {
        "naming_id": make_id("naming", one["row_id"], one["field"], form, value),
        "passage_id": one["passage_id"],
        "record_id": one["record_id"],
        "row_id": one["row_id"],
        "agency": one["agency"],
        "organisation": one["organisation"],
        "layout": one["layout"],
        "restricted": one["restricted"],
        "markings": one["markings"],
        "source_file": one["source_file"],
        "source_row": one["source_row"],
        "field": one["field"],
        "start": one["start"],
        "end": one["end"],
        "text": one["text"],
        "form": str(form),
        "value": value,
        "role": role,
        "beside": beside,
        "occurred_on": one["occurred_on"],
        "batch": one["batch"],
    }


def _rank(role: str) -> int:
    return ROLES.index(role) if role in ROLES else len(ROLES)


def _why_left_out(row: NamingRow, read: NamingForm, rules: NotedRules) -> str:
    """Why a naming is compared with nothing; empty where it is."""
    if read.form not in KIND_OF:
        return str(read.form)
    if read.form in NAMES and row["role"] in rules.roles_left_out:
        return str(row["role"])
    shortest = rules.shortest.get(read.form, 1)
    return "too_short" if len(read.value) < shortest else ""
