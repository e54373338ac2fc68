"""Holds the current snapshot's persons against labels that somebody brings, and the model against people's answers.

Labels and groups of names are read for this one answer and kept nowhere. Nobody's record learns from them which list
its name comes from.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_files
from sightline.casework.core.serving import need_snapshot
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.training import train_on
from sightline.casework.learning.model_kinds import LINKAGE
from sightline.casework.same_person.answer_history import is_of_note, pair_of, read_answers
from sightline.model.errors import Usage
from sightline.model.judgements import PairAnswer
from sightline.store import DuckDBEngine, Workspace
from sightline.store.files import sha256_of
from sightline.store.snapshots import Snapshot

if TYPE_CHECKING:
    from sightline.casework.learning.linkage_reports import ResearchFigures
    from sightline.linkage.evaluation.answered_pairs import AnswersEvaluation
    from sightline.linkage.evaluation.measures import Evaluation


def evaluate_links(
    session: ReaderSession,
    *,
    workspace: Workspace,
    labels: Path,
    groups: Path | None = None,
    for_research: bool = False,
) -> "Evaluation":
    """Score who is joined against labels, in counts. Usage where groups come with labelled pairs, BadInput in them.

    `for_research` joins anew by probability alone, by a model that is learned from these records for this one answer
    and is kept nowhere.
    """
    from sightline.linkage.evaluation.labels import read_groups, read_labels
    from sightline.linkage.evaluation.measures import evaluate  # not at the top: a web process does without Splink

    with audited(session, action="evaluate") as trail:
        check_files(actor=session.actor)
        snapshot = need_snapshot(workspace)
        known = read_labels(path=labels)
        if groups and known.by_pair:
            raise Usage(
                "To compare groups, give labels that say which person each row is about.",
                code="no_true_id",
                what_to_do="Give labels with source_file, source_row, slot and true_id, or leave --groups out.",
            )
        trail.add("snapshot", [snapshot.id])
        with _analysis(snapshot) as engine:
            by_name = read_groups(path=groups) if groups else None
            joined = _join_for_research(engine, workspace) if for_research else "resolved"
            found = evaluate(engine=engine, labels=known, groups=by_name, joined=joined)
        trail.details = {"labels_sha256": sha256_of(labels), "overall": asdict(found.overall)}
        trail.details["for_research"] = for_research
    return found


def _join_for_research(engine: DuckDBEngine, workspace: Workspace) -> str:
    """The working table of who is joined by the profile `research`."""
    from sightline.linkage.evaluation.research import join_for_research  # not at the top, as above
    from sightline.linkage.training.rules import read_training_rules

    trained = train_on(engine, workspace)
    least = trained.written.research_bits
    join_for_research(engine=engine, settings=trained.settings, least=least, rules=read_training_rules())
    return "joined_for_research"


def count_people_for_research(session: ReaderSession, *, workspace: Workspace) -> "ResearchFigures":
    """How many people there are by probability alone, by rows and by agencies. Small numbers are hidden."""
    from sightline.casework.learning.linkage_reports import show_research
    from sightline.linkage.evaluation.research import count_for_research  # not at the top, as above

    with audited(session, action="evaluate") as trail:
        check_files(actor=session.actor)
        snapshot = need_snapshot(workspace)
        trail.add("snapshot", [snapshot.id])
        with _analysis(snapshot) as engine:
            _join_for_research(engine, workspace)
            figures = show_research(count_for_research(engine=engine))
        trail.details = {"for_research": True}
    return figures


def evaluate_answers(
    session: ReaderSession, *, workspace: Workspace, groups: Path | None = None
) -> "AnswersEvaluation":
    """Hold the model's own verdict on each answered pair against the answer in force; "cannot tell" says nothing."""
    from sightline.linkage.evaluation.answered_pairs import AnsweredPair, score_answers  # not at the top, as above
    from sightline.linkage.evaluation.labels import MENTION_GROUP_COLUMNS, read_groups

    with audited(session, action="evaluate_answers") as trail:
        check_files(actor=session.actor)
        snapshot = need_snapshot(workspace)
        trail.add("snapshot", [snapshot.id])
        given = [
            AnsweredPair(*pair_of(one), one.body["answer"] == PairAnswer.SAME)
            for one in read_answers().in_force().values()
            if one.body["answer"] != PairAnswer.CANNOT_TELL and not is_of_note(one)
        ]
        by_name = read_groups(path=groups, columns=MENTION_GROUP_COLUMNS) if groups else None
        with _analysis(snapshot) as engine:
            found = score_answers(engine=engine, answers=given, groups=by_name, model=LINKAGE.in_force(workspace))
        trail.details = {"overall": asdict(found.overall)}
    return found


@contextmanager
def _analysis(snapshot: Snapshot) -> Iterator[DuckDBEngine]:
    """The snapshot's facts, for reading, with a folder to spill into that is gone afterwards."""
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        with tempfile.TemporaryDirectory() as spill:
            engine.connection.execute(f"SET temp_directory = '{spill}'").fetchall()
            yield engine
    finally:
        engine.close()
