"""Looks for words in every text at once: of records, and of what people write here; with a name beside them too.

"Leah silver van" is in no note that calls her by her name. So where nobody is found by name alone, some words are read
as a name too, and the others must be in one text about somebody who is called so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from sightline.casework.core.session import Opened, ReaderSession
from sightline.casework.finding.query import TextQuery, TypedQuery, ask_texts
from sightline.casework.finding.spelling import other_forms, spelt_otherwise, visible_words
from sightline.casework.finding.written_texts import Found, find_written
from sightline.model.rows.search import ServedFoundText
from sightline.store.search.reader import NameChoice

MOST_TEXTS, MOST_NAMES, SHORTEST = 200, 3, 3


@dataclass(frozen=True, slots=True)
class TextHits:
    """Texts of records, the newest first, and texts that people wrote here, each with whom it is about."""

    rows: tuple[ServedFoundText, ...] = field(default=(), repr=False)
    written: tuple[Found, ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self.rows or self.written)

    @property
    def has_more(self) -> bool:
        """Whether there may be further texts of records."""
        return len(self.rows) >= MOST_TEXTS


def find_texts(session: ReaderSession, opened: Opened, typed: TypedQuery, said: Sequence[str]) -> TextHits:
    """What holds the words; of a date alone that is nobody's birth date the events of that day.

    `said` are the people who are found without any text.
    """
    if typed.day and not said:
        return TextHits(tuple(opened[1].texts_of_day(day=typed.day, sight=session.sight, limit=MOST_TEXTS)))
    whole = _look(session, opened, typed.texts) if typed.texts.asks else TextHits()
    if said or not typed.loose:
        return whole
    hits = _merge([*(_look(session, opened, query) for query in _list_name_queries(session, opened, typed)), whole])
    return hits or _merge([_look(session, opened, query) for query in _nearly_named(session, opened, typed)])


def _merge(hits: Sequence[TextHits]) -> TextHits:
    """All of them, each once: those of the first first."""
    rows: dict[tuple[str, int], ServedFoundText] = {}
    for row in (row for one in hits for row in one.rows):
        rows.setdefault((row["person_id"], row["place"]), row)
    written = dict.fromkeys(found for one in hits for found in one.written)
    return TextHits(tuple(rows.values())[:MOST_TEXTS], tuple(written))


def _look(session: ReaderSession, opened: Opened, query: TextQuery) -> TextHits:
    store = opened[1]
    rows = store.texts(match=query.match, sight=session.sight, limit=MOST_TEXTS, named=query.named, signs=query.signs)
    written = () if query.signs else find_written(session, store=store, query=query)  # signs are of records alone
    return TextHits(tuple(rows), tuple(written))


def _known(session: ReaderSession, opened: Opened) -> tuple[str, ...]:
    return visible_words(snapshot=opened[0], store=opened[1], sight=session.sight)


def _list_name_queries(session: ReaderSession, opened: Opened, typed: TypedQuery) -> list[TextQuery]:
    """Each way to read some words as a name that visible records say, or as another form of one."""
    every = set(_known(session, opened))
    exact = [one for one in other_forms(typed.loose) if every & {one.beginning, *one.whole}]
    return _splits(typed, [NameChoice(whole=(one.beginning, *one.whole)) for one in exact], exact)


def _nearly_named(session: ReaderSession, opened: Opened, typed: TypedQuery) -> list[TextQuery]:
    """Each way to read some words as a name that is spelt otherwise, or only begun."""
    known = _known(session, opened)
    every = set(known)
    near = [
        one for one in spelt_otherwise(typed.loose, known=known)
        if len(one.beginning) >= SHORTEST and (every & set(one.whole) or _begins(one.beginning, known))
    ]  # fmt: skip
    return _splits(typed, near, near)


def _splits(typed: TypedQuery, choices: Sequence[NameChoice], called: Sequence[NameChoice]) -> list[TextQuery]:
    """A query for each set of these names, with all other words, and the phrases, in the text."""
    words = [one.beginning for one in called]
    found = []
    for number in range(1, min(MOST_NAMES, len(words)) + 1):
        for some in combinations(range(min(MOST_NAMES, len(words))), number):
            names = {words[place] for place in some}
            rest = [word for word in typed.words if word not in names]
            if rest or typed.texts.signs:
                named, phrases = tuple(choices[place] for place in some), typed.texts.wanted.phrases
                found.append(ask_texts(rest, phrases, named=named, signs=typed.texts.signs))
    return found


def _begins(word: str, known: Sequence[str]) -> bool:
    return any(other.startswith(word) for other in known)
