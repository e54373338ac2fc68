"""Looks people up in `serve.sqlite`: by name, number and date, and by words of notes.

Every function asks for a RowFilter. What a reader may not see is left out before anything is counted, cut or compared,
so a bound never hides a visible line behind a hidden one.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from sightline.model.passages import Level, Polarity
from sightline.model.rows.search import ServedFoundKey, ServedFoundText
from sightline.model.visibility import RowFilter
from sightline.store.serve.own_people import list_own_people, own_people
from sightline.store.serve.rows import RowReader

LAST_LETTER = "\U0010ffff"
BIRTH_DATE, BIRTH_YEAR = "birth_date", "birth_year"  # a year is looked for among birth dates
HIT_BEGINS, HIT_ENDS = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class NameChoice:
    """What one word of a name may be in the records: any name that begins so, or is one of these whole names."""

    beginning: str = field(default="", repr=False)
    whole: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Keys:
    """What a person is looked for by; all that are given must hold. Name words are as `name_words` makes them.

    `exact` has a kind and a value; `either` has several of them, of which one is enough.
    """

    name_words: tuple[str, ...] = field(default=(), repr=False)
    exact: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    choices: tuple[NameChoice, ...] = field(default=(), repr=False)
    either: tuple[tuple[tuple[str, str], ...], ...] = field(default=(), repr=False)


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as the search keys hold them: lower case, no accents, no apostrophes."""
    plain = unicodedata.normalize("NFKD", name.replace("'", "").replace("’", "")).lower()
    return tuple(re.findall(r"\w+", "".join(letter for letter in plain if not unicodedata.combining(letter))))


class SearchReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def search(self, *, keys: Keys, sight: RowFilter, limit: int) -> list[str]:
        """Ids of people for whom visible records hold every key; a name word may be the beginning of a name."""
        parts, parameters = [], []
        for condition, values in _conditions(keys):
            parts.append(f"SELECT DISTINCT person_id FROM search_key WHERE {condition} AND {sight.sql}")
            parameters += [*values, *sight.parameters]
        if not parts:
            return []
        return self._texts(" INTERSECT ".join(parts) + " ORDER BY person_id LIMIT ?", [*parameters, limit])

    def visible_name_words(self, *, sight: RowFilter) -> list[str]:
        """Every word of a name that a visible record says of somebody whom the reader may open, each once."""
        named = f"SELECT DISTINCT key_value FROM search_key WHERE key_kind = 'name' AND {sight.sql}"
        if sight.only_people_of is None:
            return self._texts(named, sight.parameters)
        own, whose = list_own_people(sight=sight)
        return self._texts(f"{named} AND person_id IN ({own})", [*sight.parameters, *whose])

    def name_words_of(self, *, person_ids: Sequence[str], sight: RowFilter) -> dict[str, set[str]]:
        """The words of the names that visible records say of these people."""
        found: dict[str, set[str]] = {}
        placeholders = ", ".join("?" * len(person_ids))
        sql = (
            f"SELECT person_id, key_value FROM search_key WHERE person_id IN ({placeholders}) AND key_kind = 'name' "
            f"AND {sight.sql}"
        )
        for person_id, word in self._connection.execute(sql, [*person_ids, *sight.parameters]):
            found.setdefault(person_id, set()).add(word)
        return found

    def keys_of(
        self, *, keys: Sequence[tuple[str, str]], person_ids: Sequence[str], sight: RowFilter
    ) -> list[ServedFoundKey]:
        """Which visible records say one of these keys of these people: the newest of each layout."""
        either, values = _one_of(keys)
        placeholders = ", ".join("?" * len(person_ids))
        return self._read_declared(
            ServedFoundKey,
            "SELECT person_id, key_kind, key_value, layout, record_id, max(coalesce(last_on, '')) AS last_on "
            "FROM search_key "
            f"WHERE {either} AND person_id IN ({placeholders}) AND {sight.sql} "
            "GROUP BY person_id, key_kind, key_value, layout ORDER BY person_id, key_kind, last_on DESC, layout",
            [*values, *person_ids, *sight.parameters],
        )

    def texts(
        self,
        *,
        match: str,
        sight: RowFilter,
        limit: int,
        named: Sequence[NameChoice] = (),
        signs: Sequence[Sequence[str]] = (),
    ) -> list[ServedFoundText]:
        """Visible texts that hold what `match` asks for, each with one whom it is about; the newest first.

        `match` is made by code from letters and figures alone: it is SQLite's own language of searching. With `named`
        visible records must call whom it is about so. With `signs` its record must have one of each of these choices,
        noted or worth reading, as far as the reader may see; then `match` may be empty, and notes alone are given.
        """
        own, whose = own_people(sight=sight, column="about.person_id")
        called, names = _called(named, sight)
        signed, of_signs = _signed(signs, sight)
        if not match:
            return self._read_declared(
                ServedFoundText,
                "SELECT person_id, place, record_id, layout, part, happened_on, text AS said "
                "FROM search_text JOIN search_text_person AS about USING (place) "
                f"WHERE part IN ('note', 'childs_words') AND {sight.sql} AND {own} AND {called} AND {signed} "
                "ORDER BY place DESC LIMIT ?",
                [*sight.parameters, *whose, *names, *of_signs, limit],
            )
        return self._read_declared(
            ServedFoundText,
            "SELECT person_id, place, record_id, layout, part, happened_on, "
            f"highlight(search_word, 0, '{HIT_BEGINS}', '{HIT_ENDS}') AS said "
            "FROM search_word JOIN search_text ON place = search_word.rowid "
            "JOIN search_text_person AS about USING (place) "
            f"WHERE search_word MATCH ? AND {sight.sql} AND {own} AND {called} AND {signed} "
            "ORDER BY search_word.rowid DESC LIMIT ?",
            [match, *sight.parameters, *whose, *names, *of_signs, limit],
        )

    def texts_of_day(self, *, day: str, sight: RowFilter, limit: int) -> list[ServedFoundText]:
        """Visible texts of events of a day, each with one whom it is about; the last record's first."""
        own, whose = own_people(sight=sight, column="about.person_id")
        return self._read_declared(
            ServedFoundText,
            "SELECT person_id, place, record_id, layout, part, happened_on, text AS said "
            "FROM search_text JOIN search_text_person AS about USING (place) "
            f"WHERE event_on = ? AND {sight.sql} AND {own} ORDER BY place DESC LIMIT ?",
            [day, *sight.parameters, *whose, limit],
        )


def _conditions(keys: Keys) -> list[tuple[str, list[str]]]:
    """What must hold of a line of `search_key`, once for each key."""
    choices = (*(NameChoice(word) for word in keys.name_words), *keys.choices)
    either = (*((one,) for one in keys.exact), *keys.either)
    return [*map(_write_name_condition, choices), *map(_one_of, either)]


def _called(named: Sequence[NameChoice], sight: RowFilter) -> tuple[str, list[str]]:
    """A condition over whom a text is about: that visible records say each of these of their names."""
    parts, values = [], []
    for choice in named:
        condition, words = _write_name_condition(choice)
        parts.append(f"SELECT person_id FROM search_key WHERE {condition} AND {sight.sql}")
        values += [*words, *sight.parameters]
    return (f"about.person_id IN ({' INTERSECT '.join(parts)})" if parts else "1 = 1"), values


def _signed(signs: Sequence[Sequence[str]], sight: RowFilter) -> tuple[str, list[str]]:
    """A condition over a text: that its record has one of each of these choices of signs, where the reader sees it."""
    parts, values = [], []
    for choice in signs:
        placeholders = ", ".join("?" * len(choice))
        noted = f"SELECT record_id FROM sign WHERE indicator IN ({placeholders}) AND polarity = '{Polarity.AFFIRMED}'"
        listed = (
            f"SELECT record_id FROM worth_reading WHERE indicator IN ({placeholders}) AND level <> '{Level.SET_ASIDE}'"
        )
        parts.append(f"record_id IN ({noted} AND {sight.sql} UNION {listed} AND {sight.sql})")
        values += [*choice, *sight.parameters] * 2
    return " AND ".join(parts) if parts else "1 = 1", values


def _write_name_condition(choice: NameChoice) -> tuple[str, list[str]]:
    ways, values = [], []
    if choice.beginning:
        ways.append("(key_kind = 'name' AND key_value >= ? AND key_value < ?)")
        values += [choice.beginning, choice.beginning + LAST_LETTER]
    if choice.whole:
        ways.append(f"(key_kind = 'name' AND key_value IN ({', '.join('?' * len(choice.whole))}))")
        values += choice.whole
    return f"({' OR '.join(ways)})", values


def _one_of(keys: Sequence[tuple[str, str]]) -> tuple[str, list[str]]:
    ways, values = [], []
    for kind, value in keys:
        if kind == BIRTH_YEAR:
            ways.append("(key_kind = ? AND key_value >= ? AND key_value < ?)")
            values += [BIRTH_DATE, f"{value}-", f"{value}-{LAST_LETTER}"]
        else:
            ways.append("(key_kind = ? AND key_value = ?)")
            values += [kind, value]
    return f"({' OR '.join(ways)})", values
