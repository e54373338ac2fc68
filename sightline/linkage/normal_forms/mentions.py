"""Writes each mention's cells in one form, so that what is the same can be seen to be the same.

Python reads each *different* text once, not each mention; SQL carries the answers back to the mentions. A million rows
name far fewer names, streets and numbers than that. Homes and telephones leave here only as hashes with the workspace's
key.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from sightline.linkage.normal_forms.addresses import read_address
from sightline.linkage.normal_forms.ages import MAY_BE_AGE, read_written_age
from sightline.linkage.normal_forms.hashes import TOKEN, hash_address, hash_text
from sightline.linkage.normal_forms.known_forms import (
    FRESH,
    find_fresh,
    know_homes,
    know_names,
    know_numbers,
    write_standing,
)
from sightline.linkage.normal_forms.name_words import FEWEST_WORDS, find_near_words, sound_further
from sightline.linkage.normal_forms.names import NameForms, read_names
from sightline.linkage.normal_forms.numbers import read_local_id, read_nhs_number, read_phone, read_upn
from sightline.linkage.settings import Settings, hear
from sightline.model.nouns import HandlingMarking
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
# Several names are kept as one text, |kate|katie|, in which |katie| can be looked for: lists cost far more to compare.
NAME_FORMS = (
    "first_name", "last_name", "given_names", "last_names", "near_names", "undivided", "name_words", "near_words",
    "further_names",
)  # fmt: skip
NAME_COLUMNS = {name: pa.string() for name in NAME_FORMS}
PORTION = 50_000
NUMBERS: Mapping[str, Callable[..., str]] = {
    "nhs_number": read_nhs_number, "upn": read_upn, "local_id": read_local_id, "phone": read_phone,
}  # fmt: skip
# A telephone can lead to a home, and only whether two are the same matters.
HASHED = frozenset({"phone"})
FORMS = (
    "name_form", "wanted_home", "address_form", "home_form", "protected_home", "protected_record",
    "nhs_number_form", "upn_form", "local_id_form", "phone_form", "age_form",
)  # fmt: skip
ADDRESS_COLUMNS = {"address_words": pa.string(), "house": pa.string(), "clean_postcode": pa.string()}
# What a form is found by: the writing.
WRITTEN_NAME = pa.schema(
    [
        ("surname", pa.string()),
        ("forename", pa.string()),
        ("other_names", pa.list_(pa.string())),
        ("whole", pa.string()),
    ]
)
WRITTEN_NUMBER = pa.schema([("written", pa.string())])
WRITTEN_HOME = pa.schema([("address", pa.string()), ("postcode", pa.string()), ("marked", pa.bool_())])


def normalise_people(
    *, engine: Engine, settings: Settings, secret: bytes, earlier: EarlierSnapshot | None = None
) -> None:
    """Make the working table `person_mention`: each mention of a person with its cells in one form.

    Homes and telephones are hashed with `secret`; the tables that lead from their text to the hash are let go again.
    Mentions that stand in the `earlier` snapshot as they are now are taken from it; only
    names, homes and numbers of others (`fresh_mention`) are read that it has no form of.
    """
    goes_on = earlier is not None and earlier.goes_on
    people = Fragment(FRESH if goes_on else "mention")
    if goes_on:
        engine.make(FRESH, find_fresh())
    _keep_names(engine, settings, earlier, people)
    _keep_addresses(engine, settings, secret, earlier, people)
    _keep_numbers(engine, settings, secret, earlier, people)
    _keep_ages(engine, people)
    dates = [date.fromisoformat(day) for day in sorted(settings.placeholders.birth_dates)]
    sql = SQL.fill(
        "person_mention", people=people, placeholder_dates=dates, marked=Fragment(MARKED),
        written_age=Fragment(WRITTEN_AGE),
    )  # fmt: skip
    if goes_on:
        sql += f" UNION ALL BY NAME {write_standing(dates=dates, token=TOKEN)}"
    engine.make("person_mention", sql)
    for name in FORMS:
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")


MARKED = f"list_contains(m.markings, '{HandlingMarking.PROTECTED_ADDRESS}')"
WRITTEN = "CASE WHEN m.entity_kind = 'place' AND m.address = '' THEN m.value_as_written ELSE m.address END"

# Homes that a marked row gives to anybody, and its homes and placements: by postcode and house, or as a whole.
PROTECTED_HOME = f"""
SELECT DISTINCT a.clean_postcode, a.house, right(a.address_words, {TOKEN}) AS whole
FROM mention m JOIN address_form a ON a.address = {WRITTEN} AND a.postcode = m.postcode AND a.marked = {MARKED}
WHERE {MARKED} AND (m.entity_kind = 'person' OR regexp_matches(m.slot, '^(home|placement)(#|$)'))
"""

HOME_FORM = f"""
SELECT address, postcode, marked, address_words, house, clean_postcode,
       coalesce((clean_postcode, house) IN (SELECT (clean_postcode, house) FROM protected_home
           WHERE clean_postcode IS NOT NULL AND house IS NOT NULL), false)
       OR coalesce(right(address_words, {TOKEN}) IN (SELECT whole FROM protected_home WHERE whole IS NOT NULL), false)
           AS protected
FROM address_form
"""

# An age stands in the birth date's cell, or behind a name in its own.
WRITTEN_AGE = "CASE WHEN m.birth_date_as_written <> '' THEN m.birth_date_as_written ELSE m.name_as_written END"


def _keep_names(engine: Engine, settings: Settings, earlier: EarlierSnapshot | None, people: str) -> None:
    know_names(engine=engine, earlier=earlier, schema=_schema(WRITTEN_NAME, NAME_COLUMNS))
    rows = engine.query(f"""
        SELECT * FROM (
            SELECT DISTINCT surname, forename, other_names,
                   CASE WHEN surname = '' AND forename = '' THEN name_as_written ELSE '' END AS whole
            FROM {people} WHERE entity_kind = 'person'
        ) ANTI JOIN name_form USING (surname, forename, other_names, whole)""")

    def read(surname: str, forename: str, others: list[str], whole: str) -> tuple[str | None, ...]:
        names = read_names(
            surname=surname, forename=forename, whole=whole, others=others, placeholders=settings.placeholders
        )
        return tuple(write_names(names, settings).values())

    engine.append("name_form", add_forms(rows, NAME_COLUMNS, read))


def write_names(names: NameForms, settings: Settings) -> dict[str, str | None]:
    """Names as the columns of a profile; None where there is nothing."""
    return {
        "first_name": names.first or None,
        "last_name": names.last or None,
        "given_names": one_text(names.given),
        "last_names": one_text((*names.lasts, *settings.spellings.get(names.last, ()))),
        "near_names": one_text(find_near_names(names.firsts, settings)),
        "undivided": one_text(names.undivided) or None,
        "name_words": one_text(names.words) if len(names.words) >= FEWEST_WORDS else None,
        "near_words": one_text(find_near_words(names.words, spellings=settings.spellings)),
        "further_names": one_text(sound_further(names.further)) or None,
    }


def one_text(names: tuple[str, ...]) -> str:
    """Names as one text with a bar before and behind each; empty where there are none."""
    return f"|{'|'.join(names)}|" if names else ""


def find_near_names(firsts: Iterable[str], settings: Settings) -> tuple[str, ...]:
    """The forenames themselves and those that stand for them."""
    near = []
    for first in filter(None, firsts):
        for name in (first, *settings.by_sound.get(hear(first), ()), hear(first)):
            near += [name, *settings.near_names.get(name, ())]
    return tuple(dict.fromkeys(near))


def _keep_addresses(
    engine: Engine, settings: Settings, secret: bytes, earlier: EarlierSnapshot | None, people: str
) -> None:
    written = f"SELECT {WRITTEN} AS address, postcode, {MARKED} AS marked"
    # What a marked row gives protects the homes of others, however long it has stood.
    engine.make(
        "wanted_home",
        f"""
        {written} FROM {people} m WHERE entity_kind = 'person' AND (address <> '' OR postcode <> '')
        UNION {written} FROM mention m WHERE {MARKED}
            AND (entity_kind = 'place' OR entity_kind = 'person' AND (address <> '' OR postcode <> ''))""",
    )
    know_homes(engine=engine, earlier=earlier, schema=_schema(WRITTEN_HOME, ADDRESS_COLUMNS), marked=MARKED)
    rows = engine.query("FROM wanted_home ANTI JOIN address_form USING (address, postcode, marked)")

    def read(text: str, postcode: str, marked: bool) -> tuple[str | None, ...]:
        address = read_address(
            text=text, postcode=postcode, street_words=settings.street_words, placeholders=settings.placeholders
        )
        return tuple(hash_address(address=address, protected=marked, key=secret).values())

    engine.append("address_form", add_forms(rows, ADDRESS_COLUMNS, read))
    engine.make("protected_home", PROTECTED_HOME)
    engine.make("home_form", HOME_FORM)
    engine.make("protected_record", f"SELECT DISTINCT record_id FROM mention m WHERE {MARKED}")


def _keep_numbers(
    engine: Engine, settings: Settings, secret: bytes, earlier: EarlierSnapshot | None, people: str
) -> None:
    for column, reader in NUMBERS.items():
        schema = _schema(WRITTEN_NUMBER, {"clean": pa.string()})
        know_numbers(engine=engine, earlier=earlier, number=column, schema=schema)
        rows = engine.query(f"""
            SELECT * FROM (
                SELECT DISTINCT {column} AS written FROM {people} WHERE entity_kind = 'person' AND {column} <> ''
            ) ANTI JOIN {column}_form USING (written)""")

        def read(text: str, column: str = column, reader: Callable[..., str] = reader) -> tuple[str | None]:
            clean = reader(text, placeholders=settings.placeholders)
            return (hash_text(kind=column, text=clean, key=secret) if column in HASHED else clean or None,)

        engine.append(f"{column}_form", add_forms(rows, {"clean": pa.string()}, read))


def _keep_ages(engine: Engine, people: str) -> None:
    rows = engine.query(f"""
        SELECT DISTINCT {WRITTEN_AGE} AS written, occurred_on FROM {people} m
        WHERE entity_kind = 'person' AND birth_date IS NULL AND occurred_on IS NOT NULL
          AND regexp_matches({WRITTEN_AGE}, '{MAY_BE_AGE.pattern}')""")

    def read(written: str, occurred_on: date) -> tuple[date | None, date | None]:
        born = read_written_age(written, on=occurred_on)
        return (born.first, born.last) if born else (None, None)

    engine.load("age_form", add_forms(rows, {"born_first": pa.date32(), "born_last": pa.date32()}, read))


def add_forms(rows: pa.Table, columns: Mapping[str, pa.DataType], read: Callable[..., tuple[Any, ...]]) -> pa.Table:
    """The rows with more columns: what `read` makes of each row's cells. A portion at a time, for memory's sake."""
    schema = _schema(rows.schema, columns)
    portions = [schema.empty_table()]
    for start in range(0, rows.num_rows, PORTION):
        portion = rows.slice(start, PORTION)
        forms = [read(*cells) for cells in zip(*(column.to_pylist() for column in portion.columns), strict=True)]
        made = [pa.array(values, kind) for values, kind in zip(zip(*forms, strict=True), columns.values(), strict=True)]
        portions.append(pa.table([*portion.columns, *made], schema=schema))
    return pa.concat_tables(portions)


def _schema(written: pa.Schema, columns: Mapping[str, pa.DataType]) -> pa.Schema:
    return pa.schema([*written, *(pa.field(name, kind) for name, kind in columns.items())])
