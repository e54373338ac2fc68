"""Reads what was recognised: about one person, and one instance with all that it rests on.

A newcomer would get this wrong: a pattern is shown to whoever may see every record of its basis and open everybody whom
it is about. For all others it does not exist, in no list and in no count.
"""

import json
from collections.abc import Sequence
from datetime import date

from sightline.casework import clock
from sightline.casework.actors import Actor
from sightline.casework.audit import audited
from sightline.casework.climbing_patterns import met_by_meeting, read_answered_by
from sightline.casework.current import open_current
from sightline.casework.errors import NotHere
from sightline.casework.items import lines_about
from sightline.casework.people import may_open, summarise
from sightline.casework.permissions import check_people
from sightline.casework.posts import posts_held
from sightline.casework.reading import PersonSummary
from sightline.casework.reading_items import ItemLine
from sightline.casework.reading_recognised import Alone, BesideChance, RecognisedLine, RecognisedPage
from sightline.casework.set_aside import set_aside
from sightline.casework.work_about import records_of
from sightline.model.nouns import Agency
from sightline.model.visibility import RowFilter
from sightline.sharing import row_filter
from sightline.store.serve import Row, ServeReader

MUST, GROUP = "must", "group"


def list_recognised(*, actor: Actor, person_id: str) -> tuple[RecognisedLine, ...]:
    """What was recognised about one person: what must be answered first, then by its first day."""
    with audited(actor=actor, action="list_recognised") as trail:
        check_people(actor=actor)
        trail.add("person", [person_id])
        sees = row_filter(reader=actor.reader)
        with open_current() as opened:
            if opened is None or not may_open(opened[1], person_id, sees):
                return ()
            rows = opened[1].patterns.of_person(person_id=person_id, sees=sees)
            lines = lines_of(opened[1], rows, sees, actor, beside=person_id)
        trail.add("pattern", [line.instance_key for line in lines])
        trail.add("person", [one.person_id for line in lines for one in line.others])
    return lines


def read_recognised(*, actor: Actor, instance_key: str) -> RecognisedPage:
    """One instance; NotHere where it is none of this reader's."""
    with audited(actor=actor, action="read_recognised") as trail:
        check_people(actor=actor)
        trail.add("pattern", [instance_key])
        sees = row_filter(reader=actor.reader)
        with open_current() as opened:
            row = opened[1].patterns.one(instance_key=instance_key, sees=sees) if opened else None
            row = None if row and row["class"] == "supervisor" else row  # it is on a list of its own
            lines = lines_of(opened[1], [row], sees, actor) if opened and row else ()
            if opened is None or row is None or not lines:
                raise NotHere
            basis = opened[1].patterns.basis(rows=[row], sees=sees)
        trail.add("person", [one.person_id for one in lines[0].others])
        trail.add("record", [one["record_id"] for one in basis])
    rests_on = records_of(actor=actor, record_ids=[one["record_id"] for one in basis])
    asked = lines[0].must and actor.reader.agency in read_answered_by(lines[0].pattern_id)
    held = bool(posts_held(account_id=actor.account_id, on=clock.today()))
    may = lines[0].must and (asked or held)
    return RecognisedPage(lines[0], lines[0].others, rests_on, may, met_by_meeting(lines[0].pattern_id))


def is_recognised(*, actor: Actor, instance_key: str) -> bool:
    """Whether an instance stands now, for this reader. For a page that is audited by its own selector."""
    sees = row_filter(reader=actor.reader)
    with open_current() as opened:
        row = opened[1].patterns.one(instance_key=instance_key, sees=sees) if opened else None
        return bool(
            opened and row and all(may_open(opened[1], one, sees) for one in opened[1].patterns.people(row=row))
        )


def lines_of(
    serve: ServeReader, rows: Sequence[Row], sees: RowFilter, actor: Actor, *, beside: str = ""
) -> tuple[RecognisedLine, ...]:
    """The lines of rows that `PatternsReader` showed, for a page that is audited by its own selector.

    Those about somebody whom the reader may not open are left out. `beside` is whose page it is. Who is set aside is
    counted and not named, but for what was recognised of themselves: that must be answered all the same.
    """
    hidden = set_aside(actor=actor, serve=serve).hidden
    people = {row["instance_key"]: serve.patterns.people(row=row) for row in rows}
    shown = [row for row in rows if all(may_open(serve, one, sees) for one in people[row["instance_key"]])]
    ids = sorted({one for row in shown for one in people[row["instance_key"]]} - {beside})
    known = {one.person_id: one for one in summarise(serve, ids, sees)}
    records: dict[tuple[str, int], int] = {}
    for one in serve.patterns.basis(rows=shown, sees=sees):
        key = (one["instance_key"], one["view_no"])
        records[key] = records.get(key, 0) + 1
    items = lines_about(actor=actor, about_ids=[row["instance_key"] for row in shown])
    # As visible records call it: the oldest naming of all may stand in one that this reader may not see.
    called = serve.networks.things(ids=[row["entity_id"] for row in shown if row["entity_id"]], sees=sees)
    others = {key: [one for one in some if one in known] for key, some in people.items()}
    return tuple(
        _line(
            row,
            tuple(known[one] for one in others[row["instance_key"]] if one not in hidden - {row["entity_id"]}),
            len(hidden.intersection(others[row["instance_key"]]) - {row["entity_id"]}),
            records.get((row["instance_key"], row["view_no"]), 0),
            items.get(row["instance_key"]),
            called.get(row["entity_id"] or "", ""),
        )
        for row in shown
    )


def _line(
    row: Row, others: tuple[PersonSummary, ...], aside: int, records: int, item: ItemLine | None, called: str
) -> RecognisedLine:
    alone = {agency: date.fromisoformat(day) for agency, day in json.loads(row["by_agency"]).items()}
    return RecognisedLine(
        instance_key=row["instance_key"],
        pattern_id=row["pattern_id"],
        must=row["class"] == MUST,
        first_true_on=date.fromisoformat(row["first_true_on"]),
        alone=tuple(Alone(agency, alone[agency]) for agency in map(str, Agency) if agency in alone),
        only_jointly=bool(row["only_jointly"]),
        unsure=bool(row["unsure"]),
        confirmed=bool(row["on_confirmed"]),
        provisional=bool(row["provisional"]),
        licensed=bool(row["licensed"]),
        chance=_chance(row),
        entity_kind=row["entity_kind"] or "",
        what=called,
        others=others,
        set_aside=aside,
        records=records,
        item=item,
        node_kind=GROUP if row["group_id"] else row["entity_kind"] or "",
        node_id=row["group_id"] or row["entity_id"] or "",
    )


def _chance(row: Row) -> BesideChance | None:
    if row["occasions"] is None:
        return None
    return BesideChance(row["occasions"], row["expected_by_chance"], bool(row["beyond_chance"]))
