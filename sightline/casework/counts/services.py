"""Counts by a rule over a snapshot, estimates from its lists, and keeps both as a decision that can be shown.

It reads as the house and keeps numbers alone, no ids. The same rule, snapshot and seed give the same numbers; the
decision holds all three, so that anybody can make them again. Rules that are withdrawn are counted by no more, and the
decision says which.
"""

import dataclasses
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_files
from sightline.casework.core.serving import need_snapshot
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import Usage
from sightline.model.nouns import Role
from sightline.model.progress import SILENT, Progress
from sightline.model.visibility import Reader
from sightline.scale.counting.counted_table import choose_columns, make_table
from sightline.scale.counting.counts import Count, count_children
from sightline.scale.counting.examples import check_examples
from sightline.scale.counting.rules import CountRule, leave_out, read_count_rule
from sightline.scale.results import Estimate
from sightline.scale.tables import MOST_LISTS
from sightline.sharing import row_filter
from sightline.store import DuckDBEngine, Workspace
from sightline.store.snapshots import Snapshot, find_snapshot, is_of_present_schema

COUNTED = "children_counted"
HOUSE = Reader("", Role.OPERATOR, "", is_house=True)


@dataclasses.dataclass(frozen=True, slots=True)
class CountResult:
    """A count, the estimate from its lists where one was asked for, and on which snapshot it rests.

    `withdrawn`: the patterns of the rule's file that it was counted without, because they are withdrawn.
    """

    rule: CountRule
    snapshot_id: str
    count: Count
    estimate: Estimate | None
    withdrawn: tuple[str, ...] = ()


def make_count(
    session: ReaderSession,
    *,
    workspace: Workspace,
    rule: Path,
    snapshot_id: str = "",
    lists: Sequence[str] = (),
    with_estimate: bool = True,
    seed: int = 1,
    resamples: int = 1000,
    progress: Progress = SILENT,
) -> CountResult:
    """Count by the rule in a file (or by a shipped rule's id), on the current snapshot or a named one, and keep it."""
    with audited(session, action="count_children") as trail:
        check_files(actor=session.actor)
        whole = read_count_rule(path=rule)
        check_examples(rule=whole, where=rule.name)
        withdrawn = tuple(sorted(whole.patterns & session.withdrawn))
        read = leave_out(rule=whole, patterns=withdrawn)
        columns = choose_columns(
            wanted=lists, agencies={one.id: str(one.agency).replace("_", " ") for one in read.named}
        )
        snapshot = _find(workspace, snapshot_id)
        trail.add("snapshot", [snapshot.id])
        progress.stage("Counting")
        count = _count(session, snapshot, read)
        estimate = _estimate(count, columns, seed, resamples, progress) if with_estimate else None
        made = CountResult(read, snapshot.id, count, estimate, withdrawn)
        with transaction.atomic(durable=True):
            row = hash_chain.append(
                Decision,
                kind=COUNTED,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=read.rule.says,
                body=as_body(made),
            )
            trail.add("decision", [str(row.sequence)])
            trail.details = {"rule_id": read.rule.id, "rule_version": read.rule.version, "known": count.known}
            append_entry(actor=session.actor, action="count_children", trail=trail)
    return made


def as_body(made: CountResult) -> dict[str, Any]:
    """What is kept: texts and whole numbers, so that the chain's hash comes out the same from any database."""
    rule, count = made.rule.rule, made.count
    body = dataclasses.asdict(count)
    del body["by_month"]  # many small numbers, for the estimate's checks alone
    return {
        "rule": {
            "id": rule.id, "version": rule.version, "label": rule.label, "says": rule.says, "why": rule.why,
            "status": str(rule.status), "authority": rule.authority, "under": made.rule.under,
            "decided_on": rule.decided_on.isoformat() if rule.decided_on else "",
        },
        "patterns": sorted(made.rule.patterns),
        "withdrawn": list(made.withdrawn),
        "snapshot_id": made.snapshot_id,
        "as_at": count.as_at.isoformat(),
        "count": body | {"as_at": count.as_at.isoformat(), "together": [[list(on), n] for on, n in count.together]},
        "estimate": _estimate_body(made.estimate) if made.estimate else None,
    }  # fmt: skip


def _estimate_body(found: Estimate) -> dict[str, Any]:
    from sightline.scale.reports.wording import say_result  # beside the other words

    def whole(value: float | None) -> int | None:
        return round(value) if value is not None and abs(value) < 10**12 else None

    return {
        "observed": found.observed,
        "words": say_result(found),
        "range": dataclasses.asdict(found.range) if found.range else None,
        "refused": found.refused,
        "bound": found.bound,
        "lists": list(found.table.lists) if hasattr(found.table, "lists") else [],
        "seed": found.seed,
        "resamples": found.resamples,
        "methods": [
            {"method": one.method, "n": whole(one.n), "lower": whole(one.lower), "upper": whole(one.upper),
             "level": one.level, "status": str(one.status), "because": one.because, "model": one.model}
            for one in found.results
        ],
    }  # fmt: skip


def _find(workspace: Workspace, snapshot_id: str) -> Snapshot:
    if not snapshot_id:
        return need_snapshot(workspace)
    found = find_snapshot(workspace, snapshot_id)
    if found is None or not is_of_present_schema(found):
        raise Usage(
            f"There is no snapshot '{snapshot_id}' that this version of Sightline can read.",
            code="no_snapshot",
            what_to_do="Build it again with 'sightline run --as-at', or leave --snapshot out for the current one.",
        )
    return found


def _count(session: ReaderSession, snapshot: Snapshot, rule: CountRule) -> Count:
    as_at = date.fromisoformat(snapshot.manifest()["as_at"])
    reader = dataclasses.replace(HOUSE, not_shared=session.actor.reader.not_shared)
    with closing(DuckDBEngine(snapshot.analysis, read_only=True)) as engine, tempfile.TemporaryDirectory() as spill:
        engine.connection.execute(f"SET temp_directory = '{spill}'").fetchall()
        return count_children(engine=engine, rule=rule, as_at=as_at, sight=row_filter(reader=reader))


def _estimate(
    count: Count, columns: Mapping[str, str], seed: int, resamples: int, progress: Progress
) -> Estimate | None:
    from sightline.scale.estimates import estimate  # not at the top: a web process does without SciPy

    table = make_table(columns=columns, together=count.together, by_month=count.by_month)
    if not table.counts.any():
        return None
    if table.t > MOST_LISTS:
        raise Usage(
            f"{table.t} lists are too many to estimate from.",
            code="too_many_lists",
            what_to_do=f"Name up to {MOST_LISTS} with --list.",
        )
    progress.stage("Estimating how many children are on no list")  # not each method: only analysts know these
    return estimate(table=table, seed=seed, resamples=resamples)
