"""Who must answer what was recognised, who has, and who has not: a line for each agency.

What two agencies must answer has two items, and one answer is half. It waits until the item of every agency has left
off waiting; one that the reader may not know of is an answer that they do not see.
"""

from collections.abc import Iterable, Mapping

from sightline.casework.clocks.rows import items_of_records
from sightline.casework.core.actor import Actor
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import ItemEvent
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.escalation.selectors import every_line_about
from sightline.casework.patterns.pages import AgencyAnswer
from sightline.casework.rule_switches.selectors import answered_by_meeting, clock_of, read_answered_by
from sightline.escalation import Happening
from sightline.escalation.states import ANSWERS, WAITS, State
from sightline.model.rows.patterns import ServedRecognised

SAID = (*ANSWERS, Happening.ACTION_DONE)


def answers_about(session: ReaderSession, *, rows: Iterable[ServedRecognised]) -> dict[str, tuple[AgencyAnswer, ...]]:
    """How each of these instances stands with every agency that must answer, one's own first.

    One that waits is answered where the clock on the same record is. For a page that is audited by its own selector.
    """
    some = list(rows)
    pattern_ids = {row["instance_key"]: row["pattern_id"] for row in some}
    lines = every_line_about(session, about_ids=list(pattern_ids)) | _by_clocks(session, some)
    last = _last_said(line.item_id for some in lines.values() for line in some)
    return {
        key: _of_one(session.actor, pattern_id, lines.get(key, ()), last) for key, pattern_id in pattern_ids.items()
    }


def _by_clocks(session: ReaderSession, rows: Iterable[ServedRecognised]) -> dict[str, list[ItemLine]]:
    """Of those that wait: the items of the clock that runs from the same record, about the same child or nobody."""
    waiting = {row["instance_key"]: row for row in rows if clock_of(row["pattern_id"])}
    records = {row["record_id"] for row in waiting.values()}
    clocks: dict[tuple[str, str], dict[str, None]] = {}
    for item in items_of_records(session, records):
        clocks.setdefault((item.rule_id, item.record_id), {})[item.about_id] = None
    lines = every_line_about(session, about_ids=[one for ids in clocks.values() for one in ids]) if clocks else {}
    return {
        key: [
            line for about_id in clocks.get((clock_of(row["pattern_id"]), row["record_id"]), ())
            for line in lines.get(about_id, ()) if line.straight or line.person_id in ("", row["person_id"] or "")
        ]
        for key, row in waiting.items()
    }  # fmt: skip


def _last_said(item_ids: Iterable[str]) -> dict[str, ItemEvent]:
    """The last answer to each of these items, or the fact that closed it, by its id."""
    kinds = [kind.value for kind in (*SAID, Happening.FACT)]
    events = ItemEvent.objects.filter(item__item_id__in=list(item_ids), kind__in=kinds).select_related("item")
    return {event.item.item_id: event for event in events.order_by("at", "pk")}


def _of_one(
    actor: Actor, pattern_id: str, lines: Iterable[ItemLine], last: Mapping[str, ItemEvent]
) -> tuple[AgencyAnswer, ...]:
    """A line for each agency; also for one that the rule asks no more, where its item is still there."""
    items = {line.agency: line for line in sorted(lines, key=lambda line: State(line.state) in WAITS)}
    agencies = sorted({*read_answered_by(pattern_id), *items}, key=lambda one: (one != actor.reader.agency, one))
    return tuple(_of_agency(actor, pattern_id, agency, items.get(agency), last) for agency in agencies)


def _of_agency(
    actor: Actor, pattern_id: str, agency: str, item: ItemLine | None, last: Mapping[str, ItemEvent]
) -> AgencyAnswer:
    said = last.get(item.item_id) if item else None
    waits = item is None or State(item.state) in WAITS
    return AgencyAnswer(
        agency=agency,
        own=agency == actor.reader.agency,
        waits=waits,
        item=item,
        by=said.by if said else "",
        stage=said.stage if said else "",
        at=said.at if said else "",
        form=said.kind if said else "",
        by_when=said.by_when if said else None,
        by_meeting=bool(said and said.kind == Happening.FACT and answered_by_meeting(pattern_id)),
    )
