"""Files of the reference layouts in, recognised patterns out: with everybody joined as they truly are.

Patterns are held apart from linking here: people are one when surname, forename and birth date are the same. A row that
gives only an agency's number is of whoever has it elsewhere.
"""

import csv
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sightline import casenotes, ingest, linkage, networks, patterns
from sightline.linkage.link_decision import judge_pairs
from sightline.linkage.questions.same_person import QuestionCounts
from sightline.linkage.settings import Settings
from sightline.linkage.uniqueness.rules import list_rules_on
from sightline.linkage.uniqueness.sure_joins import SureFound, find_sure
from sightline.model.analysis_tables.likenesses import LIKENESS
from sightline.model.analysis_tables.name_groups import NAME_GROUP, UNASKED_NAME
from sightline.model.analysis_tables.pattern_instances import PATTERN
from sightline.model.judgements import Judgement
from sightline.model.schema import QUESTION, QUESTION_MENTION, RESOLVED
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine, Engine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.engine import arrow_schema

RESOLVE = import_module("sightline.linkage.resolve")

AS_AT = date(2026, 1, 1)
Run = Callable[..., DuckDBEngine]

TRUE_PEOPLE = """
WITH named AS (
    SELECT mention_id, concat_ws('|', upper(surname), upper(forename), birth_date) AS name, local_id_kind || local_id AS number
    FROM mention WHERE entity_kind = 'person' AND surname <> ''
),
numbered AS (SELECT number, min(name) AS name FROM named WHERE number <> '' GROUP BY number)
SELECT mention.mention_id, CASE WHEN entity_kind = 'person' THEN
           min(mention.mention_id) OVER (PARTITION BY coalesce(named.name, numbered.name, mention.mention_id)) END AS person_id,
       resolved.thing_id
FROM mention JOIN resolved USING (mention_id) LEFT JOIN named USING (mention_id)
LEFT JOIN numbered ON numbered.number = local_id_kind || local_id
"""


# The invented partnership knows who is named in every row; what it does not list names nobody.
TOLD_PEOPLE = """
SELECT mention.mention_id, CASE WHEN entity_kind = 'person' THEN
           min(mention.mention_id) OVER (PARTITION BY coalesce(truth.true_id, mention.mention_id)) END AS person_id,
       resolved.thing_id
FROM mention JOIN resolved USING (mention_id) LEFT JOIN read_csv('{path}', all_varchar = true) AS truth
  ON truth.source_file = mention.source_file AND truth.source_row = mention.source_row AND truth.slot = mention.slot
"""


Judged = Callable[[DuckDBEngine], Iterable[Judgement]]


def recognise(
    files: Iterable[Path], *, as_at: date = AS_AT, people: str = TRUE_PEOPLE, judgements: Judged | None = None
) -> DuckDBEngine:
    """An engine in memory whose table `pattern` holds what was recognised in files received on one day.

    `people`: a query that says who is who; empty for what linking makes of it. `judgements`: gives the answers about
    what notes name, once the notes are read.
    """
    engine = read_notes(files, as_at=as_at, people=people, judgements=judgements)
    patterns.build_together(engine=engine, as_at=as_at)
    networks.build(engine=engine, as_at=as_at)
    patterns.build(engine=engine, as_at=as_at, calendar=read_calendar())
    return engine


def read_notes(
    files: Iterable[Path], *, as_at: date = AS_AT, people: str = TRUE_PEOPLE, judgements: Judged | None = None
) -> DuckDBEngine:
    """The same, as far as what notes name."""
    received = f"{as_at}T09:00:00Z"
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        workspace.create()
        batch = open_batch(workspace)
        for path in files:
            (receipt,) = ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=received)
            assert receipt.rows_rejected == 0, path.name
        close_batch(workspace, batch, now=received)
        engine = DuckDBEngine()
        ingest.assemble(engine=engine, workspace=workspace, as_at=as_at)
    with weighing_nothing() if people else nullcontext():
        linkage.resolve(engine=engine, secret=b"a key of the tests")
    if people:
        engine.make("true_people", people)
        engine.write(RESOLVED, "SELECT * FROM true_people")
    casenotes.build(engine=engine)
    linkage.propose(engine=engine, judgements=list(judgements(engine)) if judgements else ())
    return engine


@contextmanager
def weighing_nothing() -> Iterator[None]:
    """Linking that weighs no pair, joins nobody by name and asks nothing: who is who is told afterwards."""

    def judge_nothing(*, engine: Engine, settings: Settings, goes_on: bool) -> int:
        engine.make("candidate", "FROM candidate LIMIT 0")
        return judge_pairs(engine=engine, settings=settings, goes_on=goes_on)

    def find_nothing(*, off: Iterable[str], **asked: Any) -> SureFound:
        return find_sure(off=[*off, *list_rules_on(off=off)], **asked)

    def ask_nothing(*, engine: Engine, **_: object) -> QuestionCounts:
        for table in (LIKENESS, QUESTION, QUESTION_MENTION, NAME_GROUP, UNASKED_NAME):
            engine.write(table, arrow_schema(table).empty_table())
        return QuestionCounts(0, 0, 0, 0, 0, {})

    with ExitStack() as patches:
        for name, put in (
            ("judge_pairs", judge_nothing),
            ("find_sure", find_nothing),
            ("write_questions", ask_nothing),
        ):
            patches.enter_context(patch.object(RESOLVE, name, put))
        yield


def write_rows(rows: Iterable[Mapping[str, str]], folder: Path) -> list[Path]:
    """Rows with their layout in `layout`, written as one CSV file a layout."""
    by_layout: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_layout.setdefault(row["layout"], []).append({name: cell for name, cell in row.items() if name != "layout"})
    paths = []
    for layout, lines in by_layout.items():
        path = folder / f"{layout}.csv"
        headings = headings_of(layout)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings, restval="")
            writer.writeheader()
            writer.writerows({short_heading(name, headings): cell for name, cell in line.items()} for line in lines)
        paths.append(path)
    return paths


def headings_of(layout: str) -> list[str]:
    """The headings that the shipped mapping of a layout reads."""
    from sightline.rulebook.files import read_toml

    columns = read_toml("agencies", f"{layout}.toml")["columns"]
    own = [column["heading"] if isinstance(column, dict) else column for column in columns.values()]
    return [*own, "Sightline Marking"]


def short_heading(name: str, headings: list[str]) -> str:
    """The whole heading for one that leaves out the remark in brackets."""
    return next(heading for heading in headings if heading == name or heading.startswith(f"{name} ("))


def told(engine: DuckDBEngine, pattern_id: str = "") -> list[dict[str, Any]]:
    """What was recognised among all records, as the worked cases tell it."""
    names = {
        row["person_id"]: [row["surname"], row["forename"]]
        for row in engine.query(
            "SELECT person_id, arg_min(surname, mention_id) AS surname, arg_min(forename, mention_id) AS forename "
            "FROM mention JOIN resolved USING (mention_id) WHERE surname <> '' GROUP BY person_id"
        ).to_pylist()
    }
    rows = engine.query(f"SELECT {', '.join(PATTERN.column_names)} FROM pattern WHERE view_no = 0").to_pylist()
    return [
        row | {
            "child": names.get(row["person_id"]),
            "other_child": names.get(row["other_person_id"]),
            "first_true_on": row["first_true_on"].isoformat(),
            "first_true_on_by_agency": json.loads(row["first_true_on_by_agency"]),
            "completing_record": {"source_file": row["completing_source_file"], "source_row": row["completing_source_row"]},
        }
        for row in rows if pattern_id in ("", row["pattern_id"])
    ]  # fmt: skip
