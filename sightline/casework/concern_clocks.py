"""The clocks that one concern started, worked out by the timescales' own batch on a database that holds it alone.

A newcomer would get this wrong: on a page a state is never read from a snapshot. It is asked anew with the present
moment, and what people did since stands over it.
"""

from typing import TYPE_CHECKING

from sightline.casework import clock
from sightline.casework.concern_live import write_tables
from sightline.casework.concern_models import Concern, ConcernToldBack
from sightline.casework.current import current_workspace
from sightline.casework.reading_concerns import ConcernClock
from sightline.model.conclusions import CLOCK
from sightline.model.schema import PERSON, RECEIVED_FILE
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine
from sightline.store.engine import Engine, arrow_schema
from sightline.store.serve import Row

if TYPE_CHECKING:
    from sightline.timescales import ClockRule

TOLD_BACK = "told_back"


def clocks_of(concern: Concern) -> tuple[ConcernClock, ...]:
    """What a concern started, the first due first."""
    rules = {rule.id: rule.rule.label for rule in clock_rules()}
    rows = sorted(build_rows(concern), key=lambda row: (row["due_at"], row["rule_id"]))
    return tuple(
        ConcernClock(row["rule_id"], rules[row["rule_id"]], row["due_at"], _state(concern, row)) for row in rows
    )


def clock_rules() -> "tuple[ClockRule, ...]":
    """The rules in force here: the nation's, with the partnership's own values in them."""
    from sightline import timescales  # not at the top: most pages run no clock

    local = timescales.read_local(current_workspace().root / timescales.LOCAL_FILE)
    return timescales.merge_local(timescales.load_clock_rules(), local)


def build_rows(concern: Concern) -> list[Row]:
    """The rows of `clock` that the concern alone gives, as at now."""
    from sightline import timescales  # not at the top: most pages run no clock

    engine = DuckDBEngine(threads=1)
    try:
        write_tables(engine=engine, concern=concern)
        _write_empty(engine)
        timescales.build_clocks(
            engine=engine, as_at=clock.today(), rules=clock_rules(), calendar=read_calendar(), through=clock.now_at()
        )  # fmt: skip
        rows: list[Row] = engine.query(f"SELECT {', '.join(CLOCK.column_names)} FROM clock").to_pylist()
        return rows
    finally:
        engine.close()


def _write_empty(engine: Engine) -> None:
    for table in (PERSON, RECEIVED_FILE):
        engine.write(table, arrow_schema(table).empty_table())


def _state(concern: Concern, row: Row) -> str:
    from sightline import timescales  # not at the top: most pages run no clock

    stopped = row["stopped_at"]
    if row["rule_id"] == TOLD_BACK:
        told = ConcernToldBack.objects.filter(concern=concern).order_by("at").first()
        stopped = told.at if told else stopped
    return str(
        timescales.read_state(
            due_at=row["due_at"], stopped_at=stopped, known_through=row["known_through"], now=clock.now_at()
        )
    )
