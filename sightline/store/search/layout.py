"""Lays out what people are looked for by: keys that must be equal, and an index over the words of notes and addresses.

The index is made anew by every run, so that no word of a text that is gone is left in it. Each text stands once,
however many people it is about, with the columns of the visibility filter beside it.
"""

import sqlite3
from collections.abc import Mapping

from sightline.model.visibility import WRITTEN_HERE
from sightline.store.engine import DuckDBEngine
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
INDEX = "search_word"
# In SQLite: the index over the texts holds no text of its own.
MAKE_INDEX = f"""
CREATE VIRTUAL TABLE {INDEX} USING fts5(
    text, forms, content = 'search_text', content_rowid = 'place', tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild');
INSERT INTO {INDEX} ({INDEX}) VALUES ('optimize');
"""
NAME_WORDS = r"regexp_extract_all(lower(strip_accents(replace(name, '''', ''))), '[\w]+')"
PHONES = r"(?:\+44|\b0044)[ ]*(?:\(0\))?(?:[ -]*\d){9,10}\b|\b0(?:[ ()-]*\d){9,10}\b"
REGISTRATIONS = r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b"
NUMBERS = r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b"


def fill_search(*, engine: DuckDBEngine) -> Mapping[str, str]:
    """Make `search_line`; the query that fills each table. `people` and `shown_people` are steps of `layout`."""
    engine.make("search_line", SQL.fill("search_line"))
    return {
        "search_key": fill_keys(),
        "search_text": SQL.fill("search_text", phones=PHONES, marks=REGISTRATIONS, numbers=NUMBERS),
        "search_text_person": "SELECT place, unnest(people) FROM search_line ORDER BY ALL",
    }


def fill_keys() -> str:
    """The query that fills `search_key` from `shown_people`."""
    return SQL.fill("search_key", name_words=Fragment(NAME_WORDS), written_here=WRITTEN_HERE)


def index_words(*, connection: sqlite3.Connection) -> None:
    """Make the index over the texts, once they are filled in; what was there of it is dropped."""
    connection.execute(f"DROP TABLE IF EXISTS {INDEX}")
    connection.executescript(MAKE_INDEX)
