"""Checks every pattern on the current snapshot: how often it was met, what chance would give, and of which children.

It reads as the house and keeps numbers alone, no ids. The same snapshot and seed give the same numbers; the decision
holds both, so that anybody can make them again.
"""

import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypedDict

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_files
from sightline.casework.core.serving import need_snapshot
from sightline.casework.core.session import ReaderSession
from sightline.casework.rules.pages import CHECKED
from sightline.model.progress import SILENT, Progress
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine, Workspace
from sightline.store.snapshots import Snapshot
from sightline.store.sql.rows import read_rows

if TYPE_CHECKING:
    from sightline.patterns import Pattern
    from sightline.patterns.equality import EqualityPart

GROUP, YEAR = "group", timedelta(days=365)

BY_MONTH = """
SELECT pattern_id, strftime(first_true_on, '%Y-%m') AS month, count(*) AS n FROM pattern
WHERE view_no = 0 AND first_true_on > ? AND first_true_on <= ? GROUP BY ALL ORDER BY ALL
"""


class MonthOfPatternRow(TypedDict):
    """How often a pattern was found in a month."""

    pattern_id: str
    month: str
    n: int


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """One pattern over the last year: by month, in all, and by chance over all lots together."""

    rule_id: str
    version: str
    drawn: str
    months: tuple[tuple[str, int], ...]
    by_chance: int | None
    parts: "tuple[EqualityPart, ...]"

    @property
    def met(self) -> int:
        """How often it was met in the year."""
        return sum(number for _, number in self.months)


def check_rules(
    session: ReaderSession, *, workspace: Workspace, shuffles: int = 20, seed: int = 1, progress: Progress = SILENT
) -> tuple[CheckedRule, ...]:
    """Check every pattern, and keep the numbers for the rules' pages. For those who work the data."""
    with audited(session, action="check_rules") as trail:
        check_files(actor=session.actor)
        snapshot = need_snapshot(workspace)
        trail.add("snapshot", [snapshot.id])
        as_at = date.fromisoformat(snapshot.manifest()["as_at"])
        checked = _check(snapshot, as_at, shuffles, seed, progress)
        with transaction.atomic(durable=True):
            row = hash_chain.append(
                Decision, kind=CHECKED, by=session.actor.reader.username, os_name=session.actor.os_name, why="",
                body=_as_body(checked, snapshot.id, as_at, shuffles, seed),
            )  # fmt: skip
            trail.add("decision", [str(row.sequence)])
            trail.details = {"shuffles": shuffles, "seed": seed}
            append_entry(actor=session.actor, action="check_rules", trail=trail)
    return checked


def _check(snapshot: Snapshot, as_at: date, shuffles: int, seed: int, progress: Progress) -> tuple[CheckedRule, ...]:
    from sightline.networks import count_groups_by_chance  # not at the top: a web process does without SciPy
    from sightline.patterns import count_by_chance, read_patterns
    from sightline.patterns.equality import count_parts

    patterns = read_patterns(day=as_at)
    with closing(DuckDBEngine(snapshot.analysis, read_only=True)) as engine, tempfile.TemporaryDirectory() as spill:
        engine.connection.execute(f"SET temp_directory = '{spill}'").fetchall()
        months = read_rows(engine, MonthOfPatternRow, BY_MONTH, [as_at - YEAR, as_at])
        parts = count_parts(engine=engine, as_at=as_at)
        chance: dict[str, int] = count_by_chance(
            engine=engine, as_at=as_at, calendar=read_calendar(), shuffles=shuffles, seed=seed, progress=progress
        )
        groups = count_groups_by_chance(engine=engine, as_at=as_at, shuffles=shuffles, seed=seed)
    chance |= {pattern.id: groups for pattern in patterns if pattern.of == GROUP}
    return tuple(_checked(pattern, months, chance, parts.get(pattern.id, ())) for pattern in patterns)


def _checked(
    pattern: "Pattern", months: list[MonthOfPatternRow], chance: dict[str, int], parts: "tuple[EqualityPart, ...]"
) -> CheckedRule:
    from sightline.patterns import Draw, drawn_for

    own = tuple((row["month"], row["n"]) for row in months if row["pattern_id"] == pattern.id)
    by_chance = chance.get(pattern.id) if drawn_for(pattern) != Draw.NOTHING else None
    return CheckedRule(pattern.id, pattern.rule.version, str(drawn_for(pattern)), own, by_chance, parts)


def _as_body(
    checked: tuple[CheckedRule, ...], snapshot_id: str, as_at: date, shuffles: int, seed: int
) -> dict[str, Any]:
    """What is kept: texts and whole numbers, so that the chain's hash comes out the same from any database."""
    return {
        "snapshot_id": snapshot_id,
        "as_at": as_at.isoformat(),
        "shuffles": shuffles,
        "seed": seed,
        "rules": {
            one.rule_id: {
                "version": one.version,
                "drawn": one.drawn,
                "months": [list(month) for month in one.months],
                "by_chance": one.by_chance,
                "parts": [[part.what, part.part, part.met, part.known] for part in one.parts],
            }
            for one in checked
        },
    }
