"""The clocks of a concern, built by the timescales' own batch on a database that holds it alone, and kept beside it.

What is kept is when they began and end, never how they stand. They are built again with another version of a rule,
another local value, or another text of the concern.
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from sightline.casework.concerns.live_entries import shown_cells, write_tables
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.passages import passages_if_readable
from sightline.casework.core import clock
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.model.analysis_tables.conclusions import CLOCK, WORKED_OUT_FOR_EXPORTS
from sightline.model.analysis_tables.passages import PASSAGE
from sightline.model.ids import make_id
from sightline.model.rows.analysis_conclusions import ClockRow
from sightline.model.rows.clocks import ServedClock
from sightline.model.schema import PERSON, RECEIVED_FILE
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine
from sightline.store.engine import Engine, arrow_schema
from sightline.store.sql.rows import read_rows

if TYPE_CHECKING:
    from sightline.timescales import ClockRule

LAST_MOMENT = "SELECT coalesce(max(greatest(occurred_from, recorded_at)), '') FROM fact"


class EnteredClock(ServedClock):
    """A clock of a concern, in the form of the snapshot's, with the concern that started it."""

    concern: Concern


def clock_rules() -> "tuple[ClockRule, ...]":
    """The rules in force here: the nation's, with the partnership's own values in them."""
    from sightline import timescales  # not at the top: most pages run no clock

    local = timescales.read_local(current_workspace().root / timescales.LOCAL_FILE)
    return timescales.merge_local(timescales.load_clock_rules(), local)


def kept_rows(session: ReaderSession, concerns: Sequence[Concern]) -> list[EnteredClock]:
    """The rows of `clock` that each of these concerns alone gives, each with its `concern`, without their state."""
    rules = clock_rules()
    return [{**row, "concern": one} for one in concerns for row in rows_of(session, one, rules=rules)]


def rows_of(
    session: ReaderSession, concern: Concern, *, rules: "Sequence[ClockRule] | None" = None
) -> list[ServedClock]:
    """The rows of `clock` that a concern alone gives, without their state: built once, then read."""
    version = _version(session, concern, clock_rules() if rules is None else rules)
    kept = concern.clocks or {}
    if kept.get("version") != version:
        built, is_final = build_rows(session, concern)
        kept = {"version": version, "rows": [_without_state(row) for row in built]}
        if is_final:
            concern.clocks = kept
            Concern.objects.filter(pk=concern.pk).update(clocks=kept)
    rows: list[ServedClock] = kept["rows"]
    return rows


def _version(session: ReaderSession, concern: Concern, rules: "Sequence[ClockRule]") -> str:
    """All that the rows depend on: the rules, and the text that is read."""
    said = json.dumps(shown_cells(session, concern), sort_keys=True)
    return make_id("clocks", said, *(f"{rule.id} {rule.version} {rule.limits}" for rule in rules))


def _without_state(row: ClockRow) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in WORKED_OUT_FOR_EXPORTS}


def build_rows(session: ReaderSession, concern: Concern) -> tuple[list[ClockRow], bool]:
    """The rows of `clock` that a concern alone gives now, and whether they stay so.

    They stay so where all was read, and nothing that the concern says is still to come.
    """
    from sightline import timescales  # not at the top: most pages run no clock

    now, passages = clock.now_at(), passages_if_readable(session, concern)
    engine = DuckDBEngine(threads=1)
    try:
        write_tables(session, engine=engine, concern=concern)
        _write_empty(engine)
        engine.write(PASSAGE, pa.Table.from_pylist(passages or [], schema=arrow_schema(PASSAGE)))
        rules = timescales.starting_in(clock_rules(), concern.layout)
        timescales.build_clocks(engine=engine, as_at=clock.today(), rules=rules, calendar=read_calendar(), through=now)
        last_moment = engine.query(LAST_MOMENT).column(0)[0].as_py()
        is_final = passages is not None and max(last_moment, concern.entered_at) <= now
        return read_rows(engine, ClockRow, f"SELECT {', '.join(CLOCK.column_names)} FROM clock"), is_final
    finally:
        engine.close()


def _write_empty(engine: Engine) -> None:
    for table in (PERSON, RECEIVED_FILE):
        engine.write(table, arrow_schema(table).empty_table())
