"""Lists what is declared of `serve.sqlite`, by the module that declares it."""

from collections.abc import Iterable

from sightline.model.serve_tables import (
    arrivals,
    clocks,
    groups,
    index,
    key_facts,
    matches,
    networks,
    patterns,
    people,
    questions,
    records,
    search,
    sentences,
)
from sightline.model.tables import Table

# For each module its tables, and what queries over them give.
DECLARED: dict[str, tuple[tuple[Table, ...], tuple[Table, ...]]] = {
    "people": (people.TABLES, people.ANSWERS),
    "records": (records.TABLES, records.ANSWERS),
    "search": (search.TABLES, search.ANSWERS),
    "matches": (matches.TABLES, matches.ANSWERS),
    "clocks": (clocks.TABLES, clocks.ANSWERS),
    "questions": (questions.TABLES, questions.ANSWERS),
    "patterns": (patterns.TABLES, patterns.ANSWERS),
    "networks": (networks.TABLES, networks.ANSWERS),
    "groups": (groups.TABLES, groups.ANSWERS),
    "arrivals": (arrivals.TABLES, arrivals.ANSWERS),
    "index": (index.TABLES, index.ANSWERS),
    "key_facts": (key_facts.TABLES, key_facts.ANSWERS),
    "sentences": (sentences.TABLES, sentences.ANSWERS),
}


def declared(names: Iterable[str]) -> tuple[Table, ...]:
    """The tables of these names, in their order; KeyError where none is declared."""
    by_name = {table.name: table for tables, _ in DECLARED.values() for table in tables}
    return tuple(by_name[name] for name in names)
