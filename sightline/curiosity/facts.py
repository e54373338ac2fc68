"""The facts that questions are asked of: a line for each person and standing fact, with its day on every reading.

`from_on` and `to_on` are the earliest and the latest day that the date can mean. What raises a question must be dated
to the day; what answers one may be dated to the month, and counts to its last day.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from sightline.curiosity.rules import FactChoice, Question, read_asking
from sightline.known_facts.outcomes import is_closed, is_other_outcome
from sightline.model.nouns import EntityKind, HandlingMarking, Precision, RowStatus
from sightline.model.passages import Experiencer, Polarity, Tense
from sightline.store.engine import Engine

DAY_OF = """
CASE WHEN occurred_from IS NULL THEN NULL
     WHEN length(occurred_from) = 10 THEN CAST(occurred_from AS DATE)
     ELSE CAST(timezone('Europe/London', CAST(occurred_from AS TIMESTAMPTZ)) AS DATE) END
"""

RECORDS = f"""
SELECT record_id, kind, layout, agency, organisation, restricted, markings, source_key, occurred_from
FROM agency_record WHERE latest AND NOT list_contains(markings, '{HandlingMarking.SEALED_IDENTITY}')
"""

STANDING_ROWS = f"""
SELECT row_id, row_version, CAST(timezone('Europe/London', CAST(received_at AS TIMESTAMPTZ)) AS DATE) AS received_on
FROM source_row
WHERE standing IN ('{RowStatus.CURRENT}', '{RowStatus.NOT_IN_EXTRACT}') AND layout IN ({{layouts}})
"""

# A sealed identity takes no part: no reader could see what rests on it. What has no date was known once received.
STATED_FACTS = f"""
SELECT fact.row_id, fact.record_id, fact.name, coalesce(fact.known_from, received_on) AS known_from,
       fact.details, fact.childs_words <> '' AS has_words, coalesce(read.signs, []) AS signs,
       {DAY_OF.replace("occurred_from", "fact.occurred_from")} AS from_on, fact.date_precision,
       record.kind, record.layout, record.agency, record.restricted, record.source_key
FROM fact JOIN curious_rows USING (row_id, row_version) JOIN curious_records AS record USING (record_id)
LEFT JOIN curious_signs AS read ON read.row_id = fact.row_id
WHERE coalesce(fact.known_from, received_on) <= DATE '{{as_at}}'
"""

# What the notes of a row say of its child: affirmed, and no mere supposition.
SIGNS = f"""
SELECT row_id, list(DISTINCT indicator ORDER BY indicator) AS signs FROM passage
WHERE indicator <> '' AND polarity = '{Polarity.AFFIRMED}' AND time <> '{Tense.HYPOTHETICAL}'
  AND experiencer = '{Experiencer.SUBJECT}' GROUP BY row_id
"""

# A question that needs a restricted record can only be of somebody whom one names.
RESTRICTED_PEOPLE = """
SELECT DISTINCT resolved.person_id FROM mention JOIN resolved USING (mention_id)
JOIN curious_records AS record ON record.record_id = mention.record_id
WHERE record.restricted AND resolved.person_id IS NOT NULL
"""

BORN = "SELECT person_id, birth_dates[1] AS born FROM person"

STATED = f"""
SELECT resolved.person_id, mention.mention_id, regexp_replace(mention.slot, '#.*', '') AS slot,
       upper(trim(mention.source_role)) AS role, facts.* EXCLUDE (date_precision, from_on),
       CASE WHEN date_precision IN ('{Precision.EXACT}', '{Precision.DAY}') THEN from_on END AS from_on,
       CASE date_precision WHEN '{Precision.EXACT}' THEN from_on WHEN '{Precision.DAY}' THEN from_on
                           WHEN '{Precision.MONTH}' THEN last_day(from_on) END AS to_on,
       born.born
FROM curious_facts AS facts JOIN mention USING (row_id) JOIN resolved USING (mention_id)
LEFT JOIN curious_born AS born ON born.person_id = resolved.person_id
WHERE mention.entity_kind = '{EntityKind.PERSON}' AND resolved.person_id IS NOT NULL
"""


def gather_facts(*, engine: Engine, questions: Sequence[Question], as_at: date) -> None:
    """Make `stated`: person, mention, slot, role, record, fact, its details and days, for the layouts that rules name.

    `curious_rows` holds those that name workers too.
    """
    named = {one.layout for question in questions for one in every_chosen(question)}
    layouts = sorted(named | set(read_asking().workers))
    engine.make("curious_records", RECORDS)
    engine.make("curious_rows", STANDING_ROWS.format(layouts=in_quotes(layouts)))
    engine.make("curious_signs", SIGNS)
    engine.make("curious_facts", STATED_FACTS.format(as_at=as_at.isoformat()))
    engine.make("curious_born", BORN)
    engine.make("stated", STATED)
    engine.make("restricted_people", RESTRICTED_PEOPLE)


def every_chosen(question: Question) -> Iterable[FactChoice]:
    """All facts that a rule names."""
    return (*question.raises, *question.answers, *question.opens)


def visible(*, open_only: bool, restricted: str = "restricted", person_id: str = "person_id") -> str:
    """A condition in SQL: open records alone; or every record of those whom a restricted one names."""
    everybody = f"{person_id} IN (SELECT person_id FROM restricted_people)"
    return f"NOT {restricted}" if open_only else everybody


def is_empty(engine: Engine, name: str) -> bool:
    """Whether a working table has no row: what is joined to it finds nothing, and need not be looked for."""
    return not engine.query(f"SELECT 1 FROM {name} LIMIT 1").num_rows


def any_of(chosen: Sequence[FactChoice], *, of: str = "") -> str:
    """A condition in SQL over `stated`, or over that alias of it: one of these facts. False where there are none."""
    dot = f"{of}." if of else ""
    return f"({' OR '.join(_condition(one, dot) for one in chosen)})" if chosen else "false"


def _condition(one: FactChoice, dot: str) -> str:
    kind = f"{dot}kind = {quoted(one.kind)}" if "/" in one.kind else f"{dot}layout = {quoted(one.kind)}"
    conditions = [kind, f"{dot}name = {quoted(one.fact)}", f"{dot}slot IN ({in_quotes(one.slots)})"]
    if one.roles:
        conditions.append(f"{dot}role IN ({in_quotes(role.upper() for role in one.roles)})")
    if one.words:
        conditions.append(f"{dot}has_words")
    if one.sign:
        conditions.append(f"list_contains({dot}signs, {quoted(one.sign)})")
    conditions += [f"{detail(name, dot)} IN ({in_quotes(values)})" for name, values in one.where.items()]
    conditions += [f"{detail(name, dot)} NOT IN ({in_quotes(values)})" for name, values in one.where_not.items()]
    conditions += [f"regexp_matches({detail(name, dot)}, {_any_word(words)})" for name, words in one.where_word.items()]
    if one.no_further_action:
        conditions.append(is_closed(one.no_further_action, detail("outcome", dot)))
    if one.other_outcome_than:
        conditions.append(is_other_outcome(one.other_outcome_than, detail("outcome", dot)))
    return f"({' AND '.join(conditions)})"


def _any_word(words: Sequence[str]) -> str:
    return quoted(rf"\b({'|'.join(map(re.escape, words))})")


def detail(name: str, dot: str = "") -> str:
    """A detail of a fact in small letters, as SQL; empty where it is not there."""
    return f"lower(trim(coalesce(json_extract_string({dot}details, '$.{name}.value'), '')))"


def quoted(text: str) -> str:
    """Text as SQL. Only words of rule files come here, never words of records."""
    return "'" + text.replace("'", "''") + "'"


def in_quotes(texts: Iterable[str]) -> str:
    """Texts in a row, as SQL."""
    return ", ".join(map(quoted, texts)) or "''"
