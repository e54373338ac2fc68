"""Puts what notes name to people: namings, proposals, and what was confirmed. After reading, before anything is drawn.

This step joins nobody. Who is who was settled before it, and it changes none of that; a naming counts from the run
after somebody confirmed it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from sightline.linkage.notes.candidates import find_in_notes, find_on_records
from sightline.linkage.notes.judgements import ConfirmedNamings, apply_judgements
from sightline.linkage.notes.namings import write_namings
from sightline.linkage.notes.proposals import write_proposals
from sightline.linkage.notes.rules import read_noted_rules
from sightline.linkage.settings import read_settings
from sightline.model.judgements import Judgement
from sightline.model.schema import JUDGEMENT
from sightline.store import Engine

WORKING = (
    "read_name", "noted_record", "noted_child", "noted_agreeing", "noted_best", "noted_people_at", "noted_counted",
    "noted_judged", "noted_pair", "noted_alike", "noted_group", "noted_alone", "noted_star", "noted_said",
    "noted_became", "noted_root", "noted_apart", "noted_against", "noted_asked", "noted_children",
    "noted_one",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NotedReport:
    """What was put to people, in counts: nothing in it names anybody. `left_out`: namings or pairs, by why."""

    namings: int
    proposals: dict[str, int]
    confirmed: int
    left_out: dict[str, int]


def propose(*, engine: Engine, judgements: Sequence[Judgement] = ()) -> NotedReport:
    """Read `passage`, `mention`, `resolved`, `compared`; write `naming`, `proposal`, `named`; mend `judgement`."""
    settings, rules = read_settings(), read_noted_rules()
    left_out = write_namings(engine=engine, settings=settings, rules=rules)
    left_out += find_on_records(engine=engine, rules=rules)
    left_out += find_in_notes(engine=engine, rules=rules)
    confirmed = apply_judgements(engine=engine, judgements=judgements)
    _mend_judgements(engine, confirmed)
    proposals = write_proposals(engine=engine, rules=rules, confirmed=confirmed, judgements=judgements)
    counts = engine.query("SELECT (SELECT count(*) FROM naming), (SELECT count(*) FROM named WHERE of_all)")
    namings, named = (column[0].as_py() for column in counts.columns)
    for name in WORKING:
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")
    return NotedReport(namings, proposals, named, dict(sorted(left_out.items())))


def _mend_judgements(engine: Engine, confirmed: ConfirmedNamings) -> None:
    """Linking of people knew nothing of namings: say what became of the answers about them."""
    became = {"sequence": pa.array(list(confirmed.became), pa.int64()),
              "what": pa.array([str(one) for one in confirmed.became.values()], pa.string())}  # fmt: skip
    engine.load("noted_became", pa.table(became))
    if confirmed.became:
        engine.make(
            "noted_mended",
            "SELECT j.* REPLACE (coalesce(b.what, j.became) AS became) FROM judgement AS j "
            "LEFT JOIN noted_became AS b USING (sequence)",
        )
        engine.write(JUDGEMENT, "SELECT * FROM noted_mended ORDER BY sequence")
