"""Of whom a pattern was met, beside all children known: by sex, age, ethnicity, disability and placement.

No pattern reads any of this, and nothing is looked for by it. It is worked out after the fact, to see whether a rule
finds one part of the children more often than another.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.known_facts.facts import gather
from sightline.known_facts.people import ADULT
from sightline.known_facts.row_types import OfPerson
from sightline.model.when import years_on
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Text, Written, read_table
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

YEAR = timedelta(days=365)
FILE = ("england", "equality.toml")
NOT_STATED = "Not recorded"

CHILDREN = """
SELECT DISTINCT person_id, born.born FROM pattern_person LEFT JOIN pattern_born AS born USING (person_id)
WHERE born.born IS NOT NULL OR taken_as_child
"""
SEX = """
SELECT person_id, sex AS said FROM mention JOIN resolved USING (mention_id) WHERE sex <> '' AND person_id IS NOT NULL
"""
# A cell of a row is of the one person whom the row is about.
CELL = """
SELECT person.person_id, upper(trim(json_extract_string(cell.original, '$."' || cell.heading || '"'))) AS said
FROM (
    SELECT row_id, original, unnest(json_keys(original)) AS heading FROM pattern_row
    WHERE contains(lower(original), '{heading}')
) AS cell JOIN pattern_person AS person USING (row_id)
WHERE contains(lower(cell.heading), '{heading}') AND person.slot IN ('subject', 'nominal')
"""
PLACED = """
SELECT DISTINCT person.person_id FROM pattern_thing AS thing JOIN pattern_person AS person USING (row_id)
WHERE thing.slot = 'placement' AND person.slot = 'subject'
"""
MET = """
SELECT DISTINCT pattern_id, unnest(people) AS person_id FROM pattern WHERE view_no = 0 AND first_true_on > ? AND
    first_true_on <= ?
"""


class WrittenCodes(Written, frozen=True):
    """The cell that holds a code, the codes that tell nothing, and how those of each part begin."""

    heading: Text
    not_told: tuple[Text, ...]
    begins: dict[str, tuple[Text, ...]]


class WrittenEquality(Written, frozen=True):
    """What `equality.toml` says; of each band of ages the least and the most."""

    id: Text
    label: Text
    status: Text
    looked_for: Text
    ethnicity: WrittenCodes
    disability: WrittenCodes
    ages: dict[str, tuple[int, int]]


class BornRow(OfPerson):
    """A child, by birth date where one is known."""

    born: date | None


class SaidRow(OfPerson):
    """What a row says of a person."""

    said: str | None


class FoundRow(OfPerson):
    """A pattern with somebody of whom it was found."""

    pattern_id: str


@dataclass(frozen=True, slots=True)
class EqualityPart:
    """One part of the children: how many of them a pattern was met of in the last year, and how many are known."""

    what: str
    part: str
    met: int
    known: int


def count_parts(*, engine: Engine, as_at: date) -> dict[str, tuple[EqualityPart, ...]]:
    """The parts of the children by pattern, over the year through a day. Who is grown up by then is none."""
    gather(engine=engine)
    born = {
        row["person_id"]: row["born"] for row in read_rows(engine, BornRow, CHILDREN) if _is_child(row["born"], as_at)
    }
    stated = _stated(engine, born, as_at)
    known = Counter((what, part) for child in born for what, part in _parts_of(child, stated))
    met: dict[str, set[str]] = {}
    for row in read_rows(engine, FoundRow, MET, [as_at - YEAR, as_at]):
        if row["person_id"] in born:
            met.setdefault(row["pattern_id"], set()).add(row["person_id"])
    return {pattern: tuple(_parts(children, stated, known)) for pattern, children in sorted(met.items())}


def _is_child(born: date | None, as_at: date) -> bool:
    return born is None or 0 <= years_on(born=born, day=as_at) < ADULT


def _stated(engine: Engine, born: Mapping[str, date | None], as_at: date) -> dict[str, Mapping[str, str]]:
    """By what is asked: the part of each child of whom it is told."""
    words = read_table(WrittenEquality, read_toml(*FILE), where="/".join(FILE))
    placed = {row["person_id"]: "Recorded" for row in read_rows(engine, OfPerson, PLACED)}
    return {
        "Sex": _most((row["person_id"], row["said"] or "") for row in read_rows(engine, SaidRow, SEX)),
        "Age": {child: _age(day, as_at, words.ages) for child, day in born.items() if day},
        "Ethnicity": _coded(engine, words.ethnicity),
        "Disability": _coded(engine, words.disability),
        "A placement": {child: placed.get(child, "None recorded") for child in born},
    }


def _age(born: date, as_at: date, bands: Mapping[str, tuple[int, int]]) -> str:
    years = years_on(born=born, day=as_at)
    return next(name for name, (least, most) in bands.items() if least <= years <= most)


def _coded(engine: Engine, words: WrittenCodes) -> dict[str, str]:
    rows = read_rows(engine, SaidRow, CELL.format(heading=words.heading))
    stated = ((row["person_id"], _part(row["said"] or "", words)) for row in rows)
    return _most((person_id, part) for person_id, part in stated if part)


def _part(code: str, words: WrittenCodes) -> str:
    """The part that a code begins like, the longest first; empty where it says that nobody knows."""
    if not code or code.startswith(words.not_told):
        return ""
    begins = [(start, name) for name, starts in words.begins.items() for start in starts if code.startswith(start)]
    return max(begins, key=lambda one: len(one[0]))[1] if begins else ""


def _most(stated: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What most rows say of somebody; of several the first by the alphabet."""
    said: dict[str, Counter[str]] = {}
    for person_id, part in stated:
        said.setdefault(person_id, Counter())[part] += 1
    return {who: min(counts, key=lambda one: (-counts[one], one)) for who, counts in said.items()}


def _parts_of(child: str, stated: Mapping[str, Mapping[str, str]]) -> Iterable[tuple[str, str]]:
    return [(what, parts.get(child, NOT_STATED)) for what, parts in stated.items()]


def _parts(
    children: Iterable[str], stated: Mapping[str, Mapping[str, str]], known: Mapping[tuple[str, str], int]
) -> Iterable[EqualityPart]:
    met = Counter(one for child in children for one in _parts_of(child, stated))
    for what, part in sorted(known, key=lambda one: (list(stated).index(one[0]), one[1] == NOT_STATED, one[1])):
        yield EqualityPart(what, part, met[what, part], known[what, part])
