"""A fact that a rule names, as a condition in SQL over the working table `clock_stated`: a fact and whom its row names.

A value is compared in small letters and without blanks at its ends, because exports write Y, y and yes; a word is
looked for as a whole word.
"""

from collections.abc import Iterator, Mapping, Sequence

from sightline.known_facts.outcomes import is_closed, is_other_outcome
from sightline.timescales.rules import NamedFact

# Layout and name of each kind of fact that was told.
StatedFacts = frozenset[tuple[str, str]]
NOTHING = "SELECT * FROM ({}) WHERE false"


def quote(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _one_of(values: tuple[str, ...]) -> str:
    return ", ".join(quote(value.strip().lower()) for value in values)


def detail(column: str) -> str:
    """What a fact's details say under a name, in small letters; empty text where they say nothing."""
    return f"lower(trim(coalesce(json_extract_string(details, '$.{column}.value'), '')))"


def _any_word(column: str, words: tuple[str, ...]) -> str:
    pattern = r"\b(" + "|".join(word.lower() for word in words) + r")\b"
    return f"regexp_matches({detail(column)}, {quote(pattern)})"


def _tests(tests: Mapping[str, tuple[str, ...]], form: str) -> Iterator[str]:
    for column, values in tests.items():
        yield form.format(detail(column), _one_of(values))


def is_fact(named: NamedFact) -> str:
    """The condition that a row of `clock_stated` is such a fact; it names nobody yet."""
    parts = [f"layout IN ({_one_of(named.layout)})", f"name = {quote(named.fact)}"]
    if named.type:
        parts.append(f"record_type IN ({_one_of(named.type)})")
    if named.passage:
        parts.append(
            "stated.row_id IN (SELECT clock_passage.row_id FROM clock_passage "
            f"WHERE indicator IN ({_one_of(named.passage)}))"
        )
    parts += _tests(named.where, "{} IN ({})")
    parts += _tests(named.where_not, "{} NOT IN ({})")
    if named.no_further_action:
        parts.append(is_closed(named.no_further_action, detail("outcome")))
    if named.other_outcome_than:
        parts.append(is_other_outcome(named.other_outcome_than, detail("outcome")))
    parts += (_any_word(column, words) for column, words in named.words.items())
    parts += (f"NOT {_any_word(column, words)}" for column, words in named.words_not.items())
    return " AND ".join(parts)


def confirmed_at(named: NamedFact) -> str:
    """When the first of the signs was confirmed that the fact asks for: empty where a rule marked one."""
    return (
        "(SELECT min(clock_passage.confirmed_at) FROM clock_passage "
        f"WHERE clock_passage.row_id = stated.row_id AND indicator IN ({_one_of(named.passage)}))"
    )


def is_stated(named: NamedFact, stated: StatedFacts) -> bool:
    """Whether any fact of that name in one of those layouts was told: of no other does the condition find a row."""
    return any((layout.strip().lower(), named.fact) in stated for layout in named.layout)


def union(found: Sequence[str], *, like: str) -> str:
    """The rows of all these queries; none, of the columns of `like`, where there is no query."""
    return " UNION ALL ".join(found) if found else NOTHING.format(like)


def is_about(named: NamedFact) -> str:
    """The condition that the person named beside it is the one that the rule means."""
    parts = [f"slot IN ({_one_of(named.person)})"]
    if named.role:
        parts.append(f"lower(trim(source_role)) IN ({_one_of(named.role)})")
    return " AND ".join(parts)
