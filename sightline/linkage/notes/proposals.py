"""Writes the proposals: what is asked, why, on how much it hangs; without what answers have settled.

What agrees is written here and shown only after an answer, so that nobody answers what the comparison says.
"""

from collections.abc import Sequence
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.notes.forms import KIND_OF, compare_described
from sightline.linkage.notes.judgements import ConfirmedNamings
from sightline.linkage.notes.rules import CONFLICT, IN_NOTES, NotedRules
from sightline.model.analysis_tables.namings import PROPOSAL
from sightline.model.ids import LENGTH
from sightline.model.judgements import Judgement, PairAnswer
from sightline.store import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
AGREES = {
    "same_number": "the whole number is the same",
    "same_mark": "the whole registration is the same",
    "part_of_mark": "the letters and figures in the note are part of the registration",
    "part_on_record": "the letters and figures in the record are part of the registration",
    "part_of_number": "the figures in the note are part of the number",
    "same_place_name": "the name is the same",
    "same_address": "the address is the same as far as the note gives it",
    "same_whole_name": "first name and surname agree; no birth date to compare",
    "same_alias": "the name is another name that the record gives for the person",
    "forename_nearby": "the first name agrees, and both are on records of one child",
    IN_NOTES: "the words are the same",
}


# Settled: in one cluster, kept apart by an answer, or the naming is of somebody else already.
UNSETTLED = """
SELECT * FROM noted_asked WHERE root_a <> root_b
  AND (least(root_a, root_b), greatest(root_a, root_b)) NOT IN (SELECT (a, b) FROM noted_apart)
  AND NOT (root_a IN (SELECT root FROM noted_known) AND root_b IN (SELECT root FROM noted_known))
  AND NOT (root_a IN (SELECT root FROM noted_known) AND NOT other_is_naming)
"""

# How many children have open records with either side. A naming counts by its own record.
CHILDREN = """
SELECT naming_id, other_id, count(DISTINCT person_id) AS children FROM (
    SELECT naming_id, other_id, record_id FROM noted_asked
    UNION SELECT naming_id, other_id, other_record_id FROM noted_asked
    UNION SELECT a.naming_id, a.other_id, r.record_id FROM noted_asked AS a
          JOIN noted_record AS r ON r.entity_id = a.entity_id WHERE NOT r.restricted)
JOIN noted_child USING (record_id) WHERE NOT noted_child.restricted GROUP BY ALL
"""

PROPOSAL_ID = f"left(sha256(concat_ws(chr(31), 'noted', rule_id, naming_id, other_id)), {LENGTH})"


def write_proposals(
    *, engine: Engine, rules: NotedRules, confirmed: ConfirmedNamings, judgements: Sequence[Judgement]
) -> dict[str, int]:
    """Write PROPOSAL from `noted_pair` and the answers in force; how many by rule."""
    _load_answers(engine, confirmed, judgements)
    engine.make("noted_asked", SQL.fill("noted_asked"))
    engine.make("noted_asked", UNSETTLED)
    _load_described(engine)
    engine.make("noted_children", CHILDREN)
    engine.write(PROPOSAL, _proposals(rules))
    rows = engine.query("SELECT rule_id, count(*) FROM proposal GROUP BY ALL ORDER BY ALL")
    return dict(zip(*(column.to_pylist() for column in rows.columns), strict=True))


def _load_answers(engine: Engine, confirmed: ConfirmedNamings, judgements: Sequence[Judgement]) -> None:
    """Make `noted_root`, `noted_known`, `noted_apart`, `noted_doubted` and `noted_against` of the answers in force."""
    _load(engine, "noted_root", node=list(confirmed.root_of), root=list(confirmed.root_of.values()))
    _load(engine, "noted_known", root=sorted(confirmed.known))
    apart = [sorted(pair) for pair in confirmed.bars if len(pair) > 1]
    _load(engine, "noted_apart", a=[a for a, _ in apart], b=[b for _, b in apart])
    doubted = [one for one in judgements if one.answer is PairAnswer.CANNOT_TELL]
    _load(engine, "noted_doubted", a=[one.mention_id_a for one in doubted], b=[one.mention_id_b for one in doubted])
    against = [one for one in judgements if one.sequence in confirmed.conflicts]
    _load(
        engine,
        "noted_against",
        a=[one.mention_id_a for one in against],
        b=[one.mention_id_b for one in against],
        said=["; ".join((one.in_words, *confirmed.conflicts[one.sequence])) for one in against],
    )


def _load(engine: Engine, name: str, **columns: list[str]) -> None:
    engine.load(name, pa.table({column: pa.array(values, pa.string()) for column, values in columns.items()}))


class DescribedPairRow(TypedDict):
    """Two descriptions that are compared."""

    beside: str
    other_beside: str


def _load_described(engine: Engine) -> None:
    """Make `noted_described`: what two descriptions have in common, in words."""
    sql = "SELECT DISTINCT beside, other_beside FROM noted_asked WHERE beside <> '' AND other_beside <> ''"
    pairs = read_rows(engine, DescribedPairRow, sql)
    _load(
        engine,
        "noted_described",
        beside=[pair["beside"] for pair in pairs],
        other_beside=[pair["other_beside"] for pair in pairs],
        described=[compare_described(pair["beside"], pair["other_beside"]) for pair in pairs],
    )


def _cases(column: str, words: dict[str, str]) -> str:
    cases = " ".join(f"WHEN '{name}' THEN '{text.replace(chr(39), chr(39) * 2)}'" for name, text in words.items())
    return f"CASE {column} {cases} END"


def _proposals(rules: NotedRules) -> str:
    kinds = {str(form): kind for form, kind in KIND_OF.items()}
    return SQL.fill(
        "proposal",
        proposal_id=Fragment(PROPOSAL_ID),
        says=Fragment(_cases("rule_id", dict(rules.says))),
        agrees=Fragment(_cases("rule_id", AGREES)),
        kind=Fragment(_cases("form", kinds)),
        naming_kind=Fragment(_cases("n.form", kinds)),
        conflict=CONFLICT,
    )
