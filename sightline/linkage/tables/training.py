"""Trains a model on a table of people, and counts what it would change there: nothing of it is kept but numbers."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from sightline.linkage.evaluation.labels import PAIR_COLUMNS, SAME, Labels
from sightline.linkage.evaluation.research import ResearchCounts, count_for_research, join_for_research
from sightline.linkage.resolve import resolve
from sightline.linkage.settings import Settings
from sightline.linkage.tables.people import PeopleTable, load_people
from sightline.linkage.training.changes import ModelChanges, measure_changes
from sightline.linkage.training.model import TrainedModel, train
from sightline.linkage.training.rules import read_training_rules
from sightline.model.errors import BadInput
from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.progress import SILENT, Progress
from sightline.store import DuckDBEngine

SAID = {True: PairAnswer.SAME, False: PairAnswer.NOT_SAME}


@dataclass(frozen=True, slots=True)
class TrainedOnTable:
    """A model, what it would change in the table, and the people whom the profile `research` finds there."""

    trained: TrainedModel
    changes: ModelChanges
    research: ResearchCounts


def train_on_table(
    *,
    table: PeopleTable,
    before: Settings,
    labels: Labels | None = None,
    groups: pa.Table | None = None,
    today: date,
    progress: Progress = SILENT,
) -> TrainedOnTable:
    """Train on the rows and on answers about pairs of them; `before` are the settings in force until now.

    `groups` (mention_id, name_list) says of which origin names are, where the table does not.
    """
    engine, secret = DuckDBEngine(), secrets.token_bytes(32)
    try:
        by_name = load_people(engine=engine, table=table)
        judgements = list_judgements(labels, ids=set(table.list_ids()), on=today) if labels else []
        resolve(engine=engine, secret=secret, judgements=judgements, model=before, progress=progress)
        trained = train(
            engine=engine, secret=secret, columns=table.columns, judgements=judgements, linked=False, progress=progress
        )
        groups = by_name if groups is None else groups
        new = trained.settings
        changes = measure_changes(
            engine=engine, settings=new, secret=secret, judgements=judgements, groups=groups, progress=progress
        )
        least = trained.written.research_bits
        join_for_research(engine=engine, settings=new, least=least, rules=read_training_rules())
        return TrainedOnTable(trained, changes, count_for_research(engine=engine))
    finally:
        engine.close()


def list_judgements(labels: Labels, *, ids: set[str], on: date) -> Sequence[Judgement]:
    """Answers about pairs of rows; BadInput where they name rows by person, or a row that is not there."""
    if not labels.by_pair:
        raise BadInput(
            "The answers about a table do not name pairs of rows.",
            code="bad_labels",
            what_to_do="Give the columns a, b, same. a and b are ids of rows.",
        )
    rows = list(zip(*(labels.rows.column(name).to_pylist() for name in PAIR_COLUMNS), strict=True))
    for place, (a, b, _same) in enumerate(rows, start=1):
        if not {a, b} <= ids:
            raise BadInput(
                f"Answer {place} names a row that is not in the table.",
                code="bad_labels",
                what_to_do="Put it right, or leave it out.",
            )
    return [
        Judgement(number, min(a, b), max(a, b), SAID[SAME[same.lower()]], "file", on)
        for number, (a, b, same) in enumerate(rows, start=1)
    ]
