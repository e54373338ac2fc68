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
    "people": (people.TABLES, people.RESULTS),
    "records": (records.TABLES, records.RESULTS),
    "search": (search.TABLES, search.RESULTS),
    "matches": (matches.TABLES, matches.RESULTS),
    "clocks": (clocks.TABLES, clocks.RESULTS),
    "questions": (questions.TABLES, questions.RESULTS),
    "patterns": (patterns.TABLES, patterns.RESULTS),
    "networks": (networks.TABLES, networks.RESULTS),
    "groups": (groups.TABLES, groups.RESULTS),
    "arrivals": (arrivals.TABLES, arrivals.RESULTS),
    "index": (index.TABLES, index.RESULTS),
    "key_facts": (key_facts.TABLES, key_facts.RESULTS),
    "sentences": (sentences.TABLES, sentences.RESULTS),
}


def declared(names: Iterable[str]) -> tuple[Table, ...]:
    """The tables of these names, in their order; KeyError where none is declared."""
    by_name = {table.name: table for tables, _ in DECLARED.values() for table in tables}
    return tuple(by_name[name] for name in names)
