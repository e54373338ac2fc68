"""Patterns that rest on what was read in notes: signs of several kinds, of a young child, an account taken back.

A sign that is denied, supposed, or somebody else's is a passage too. It is information, and no part of these patterns.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sightline.known_facts.dated_facts import DatedFact
from sightline.known_facts.origins import SOURCE_AGENCY, origin_of
from sightline.known_facts.outcomes import is_closed
from sightline.known_facts.people import KnownPerson
from sightline.known_facts.row_types import DatedRow, PersonFactRow
from sightline.known_facts.rows import FACT_PIECE, NOTE_FACTS, detail, human_of, in_quotes, piece_of
from sightline.model.passages import Experiencer, Polarity, Speaker, Tense
from sightline.model.when import years_on
from sightline.patterns.instances import Condition, CountedFact, Window, count_windows
from sightline.patterns.new_instances import ALL, MARK, READ_AT, About, NewInstance, look
from sightline.patterns.rules import Pattern
from sightline.rulebook.closed_outcomes import DecisionKind
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

WITHDRAWN, CLOSED, SIGN, WORDING = "withdrawn", "closed", "sign", "wording"

# Passages of rows that name a child: as the child's own record, in the sense of every pattern.
NOTED = f"""
SELECT {FACT_PIECE}, fact.event_on, person.person_id, person.born, person.taken_as_child,
       passage.indicator, passage.wording, passage.polarity, passage.certainty, passage.time AS tense,
       passage.experiencer, passage.speaker, {SOURCE_AGENCY},
       min(coalesce(passage.confirmed_at, '')) AS read_at, min(passage.mark_id) AS mark_id,
       bool_and(passage.restricted) AS is_sign_restricted
FROM ({{source}}) AS passage JOIN pattern_fact AS fact USING (row_id) JOIN pattern_person AS person USING (row_id)
WHERE (fact.layout, fact.name) IN {NOTE_FACTS} AND fact.event_on IS NOT NULL
  AND (person.slot = 'subject' OR (person.slot = 'nominal' AND person.role <> 'SUSPECT'))
  AND (passage.indicator IN ({{indicators}}) OR passage.wording <> '')
GROUP BY ALL
"""
# What is read as a sign: the passages of rules, and what people confirmed.
PASSAGES = """
SELECT row_id, indicator, wording, polarity, certainty, time, experiencer, speaker, confirmed_at, '' AS mark_id,
       restricted
FROM passage
"""

CLOSING = f"""
SELECT {FACT_PIECE}, fact.event_on, person.person_id
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
WHERE fact.event_on IS NOT NULL AND (
    (fact.layout = 'childrens_services_events' AND fact.name = 'event' AND person.slot = 'subject'
     AND upper({detail("event_type", "fact.details")}) = 'CLOSURE')
    OR (fact.layout = 'childrens_services_events' AND fact.name = 'decision' AND person.slot = 'subject'
        AND {{contact}})
    OR (fact.layout = 'police_occurrences' AND fact.name = 'outcome' AND person.slot = 'nominal'
        AND person.role = 'VICTIM' AND {{crime}}))
"""


class PassageOfChildRow(PersonFactRow):
    """A passage of a row that names a child; when a person confirmed it, or by which mark the model alone has it."""

    indicator: str
    wording: str
    polarity: str
    certainty: str
    tense: str
    experiencer: str
    speaker: str
    source_agency: str
    read_at: str
    mark_id: str
    is_sign_restricted: bool


class Notes:
    """What was read of children, by child, once for all patterns of this kind; `source` says what counts as read."""

    def __init__(self, engine: Engine, indicators: Sequence[str], *, source: str = PASSAGES) -> None:
        self._engine = engine
        self.by_child: dict[str, list[PassageOfChildRow]] = defaultdict(list)
        for row in read_rows(engine, PassageOfChildRow, NOTED.format(indicators=in_quotes(indicators), source=source)):
            if human_of(row).is_child(row["event_on"]):
                self.by_child[row["person_id"]].append(row)

    def human(self, person_id: str) -> KnownPerson:
        """The child."""
        return human_of(self.by_child[person_id][0])

    def signs(self, person_id: str, indicators: Sequence[str], *, tenses: Sequence[str]) -> Iterator[CountedFact]:
        """Signs of the child that are said to be so, of these tenses: one a row and indicator."""
        for row in self.by_child[person_id]:
            stated = row["polarity"] == Polarity.AFFIRMED and row["experiencer"] == Experiencer.SUBJECT
            origin = origin_of(source_agency=row["source_agency"], agency=row["agency"])
            if row["indicator"] in indicators and stated and row["tense"] in tenses:
                more = {"indicator": row["indicator"], "origin": origin, **origin_of_sign(row)}
                yield CountedFact(person_id, row["event_on"], (_piece(row),), f"{SIGN} {row['indicator']}", more)

    def blaming(self, person_id: str) -> Iterator[CountedFact]:
        """Notes with blaming wording in a professional's own voice: one a row."""
        found = {
            row["row_id"]: CountedFact(person_id, row["event_on"], (_piece(row),), WORDING)
            for row in self.by_child[person_id]
            if row["wording"] and row["speaker"] == Speaker.PROFESSIONAL
        }
        yield from found.values()

    def closings(self, pattern: Pattern) -> dict[str, list[CountedFact]]:
        """What ended the matter, by child: a closure, no further action, a crime that came to nothing."""
        found: dict[str, list[CountedFact]] = defaultdict(list)
        outcome = detail("outcome", "fact.details")
        closed = {str(kind): is_closed(pattern.closed(kind), outcome) for kind in DecisionKind}
        for row in read_rows(self._engine, DatedRow, CLOSING.format(**closed)):
            if row["person_id"] in self.by_child:
                found[row["person_id"]].append(CountedFact(row["person_id"], row["event_on"], (piece_of(row),), CLOSED))
        return found


def _piece(row: PassageOfChildRow) -> DatedFact:
    """The fact of the row, as restricted as the sign in it: a sign can be restricted where its record is not."""
    return replace(piece_of(row), restricted=row["restricted"] or row["is_sign_restricted"])


def origin_of_sign(row: PassageOfChildRow) -> dict[str, str]:
    """When a person confirmed a sign, or which mark of the model it is; nothing of what a rule marked."""
    return {name: said for name, said in ((READ_AT, row["read_at"]), (MARK, row["mark_id"])) if said}


def find_young(*, notes: Notes, pattern: Pattern, as_at: date) -> Iterator[NewInstance]:
    """One of these signs of a child who was younger than so many years on the day of the event."""
    years, wanted = pattern.number("under_years"), pattern.words("indicators")

    def windows(now: Sequence[CountedFact]) -> list[Window]:
        return [Window(one.on, one.on, tuple(other for other in now if other.on == one.on)) for one in now]

    for person_id in sorted(notes.by_child):
        born = notes.human(person_id).born
        if born is None:
            continue
        signs = notes.signs(person_id, wanted, tenses=(Tense.CURRENT, Tense.HISTORICAL))
        counted = [one for one in signs if years_on(born=born, day=one.on) < years]
        yield from look(pattern=pattern, about=About(person_id=person_id), counted=counted,
                        condition=Condition(windows), as_at=as_at, basis=ALL)  # fmt: skip


def find_several(*, notes: Notes, pattern: Pattern, as_at: date) -> Iterator[NewInstance]:
    """So many different signs within so many days, of more than one origin, one of them from outside the family."""
    within = pattern.number("within_days")
    condition = Condition(_several(pattern, origins=2), reach=within, alone=_several(pattern, origins=1))
    for person_id in sorted(notes.by_child):
        counted = list(notes.signs(person_id, pattern.words("indicators"), tenses=(Tense.CURRENT,)))
        if len({one.more["indicator"] for one in counted}) >= pattern.number("needs"):
            about = About(person_id=person_id)
            yield from look(pattern=pattern, about=about, counted=counted, condition=condition, as_at=as_at, basis=ALL)


def _several(pattern: Pattern, *, origins: int) -> Callable[[Sequence[CountedFact]], list[Window]]:
    needs, within, outside = pattern.number("needs"), pattern.number("within_days"), set(pattern.words("outside"))

    def windows(now: Sequence[CountedFact]) -> list[Window]:
        ordered, found = sorted(now, key=lambda one: one.order), []
        days = sorted({one.on for one in ordered})
        for last in days:
            for first in (day for day in days if 0 <= (last - day).days <= within):
                counted = tuple(one for one in ordered if first <= one.on <= last)
                kinds = {one.more["indicator"] for one in counted}
                enough = len(kinds) >= needs and len({one.more["origin"] for one in counted}) >= origins
                if enough and kinds & outside:
                    found.append(Window(first, last, counted))
        return found

    return windows


def find_withdrawn(*, notes: Notes, pattern: Pattern, as_at: date) -> Iterator[NewInstance]:
    """An account taken back, and within so many days after it the matter closed."""
    within = timedelta(days=pattern.number("within_days"))
    closings = notes.closings(pattern)

    def windows(now: Sequence[CountedFact]) -> list[Window]:
        taken = [one for one in now if one.kind != CLOSED]
        ended = [one for one in now if one.kind == CLOSED]
        return [
            Window(one.on, other.on, (one, other))
            for one in taken
            for other in ended
            if timedelta(0) <= other.on - one.on <= within
        ]

    for person_id in sorted(notes.by_child):
        tenses = (Tense.CURRENT, Tense.HISTORICAL)
        taken = list(notes.signs(person_id, pattern.words("indicators"), tenses=tenses))
        if taken and closings.get(person_id):
            counted, about = [*taken, *closings[person_id]], About(person_id=person_id)
            condition = Condition(windows)
            yield from look(pattern=pattern, about=about, counted=counted, condition=condition, as_at=as_at, basis=ALL)


def find_blaming(*, notes: Notes, pattern: Pattern, as_at: date) -> Iterator[NewInstance]:
    """So many notes on one child within so many days that blame the child in the writer's own voice."""
    needs, within = pattern.number("needs"), pattern.number("within_days")

    def windows(now: Sequence[CountedFact]) -> list[Window]:
        return count_windows(counted=now, needs=needs, within_days=within)

    for person_id in sorted(notes.by_child):
        counted, about = list(notes.blaming(person_id)), About(person_id=person_id)
        if len(counted) >= needs:
            condition = Condition(windows, reach=within)
            yield from look(pattern=pattern, about=about, counted=counted, condition=condition, as_at=as_at, basis=ALL)
