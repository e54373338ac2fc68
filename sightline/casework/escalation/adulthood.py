"""Adds adult safeguarding to who is told of an open item, from the child's eighteenth birthday.

Nothing is closed and nobody is taken off: whoever had to answer still has to.
"""

from collections.abc import Iterable
from datetime import date

from sightline.casework.audit.trail import Trail, append_entry
from sightline.casework.core.actor import Actor
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.models import Marker
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import lock_item
from sightline.casework.escalation.models import Item
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.casework.posts.services.posts import holders_at
from sightline.escalation import ADULT_SAFEGUARDING, read_ladder
from sightline.model.when import london_day

BIRTHDAYS, BORN, CHUNK = "eighteenth birthdays", "birth date", 500
AGE = 18
AS_ADULT = 1_000  # the number that tells this notice of an item from those of its steps


def add_adult_safeguarding(session: ReaderSession, *, now: str) -> int:
    """Tell adult safeguarding of the open items of whoever is 18 by now; of how many. Looked at once a day and run."""
    today = london_day(now)
    looked_at = _state(session, today)
    if Marker.objects.filter(name=BIRTHDAYS, value=looked_at).exists():
        return 0
    items = list(Item.objects.open().filter(adult_told_at=None).exclude(person_id="").order_by("pk"))
    grown_up = find_adults(session, {item.person_id for item in items}, on=today)
    added = sum(_add(session.actor, item, today, now) for item in items if item.person_id in grown_up)
    Marker.objects.write(BIRTHDAYS, looked_at)
    return added


def find_adults(session: ReaderSession, person_ids: Iterable[str], *, on: date) -> set[str]:
    """Those who are 18 on a day, by the earliest birth date that records give them; without one, nobody is."""
    ids, born = sorted(person_ids), dict[str, str]()
    with session.open_current() as opened:
        for start in range(0, len(ids) if opened else 0, CHUNK):
            part = ids[start : start + CHUNK]
            for row in opened[1].said(person_ids=part, sight=THE_HOUSE) if opened else ():
                if row["what"] == BORN:
                    born[row["person_id"]] = min(row["value"], born.get(row["person_id"], row["value"]))
    return {person_id for person_id, day in born.items() if _turns(date.fromisoformat(day)) <= on}


def holders(*, on: date) -> tuple[str, ...]:
    """The account names of adult safeguarding on a day; empty where nobody holds its post."""
    ladder = read_ladder(ADULT_SAFEGUARDING)
    return holders_at(ladder=ladder, stage=ladder.first, organisation="", on=on)


def _add(actor: Actor, item: Item, today: date, now: str) -> int:
    held = lock_item(item.item_id)
    if held is None or held.closed_at or held.adult_told_at:
        return 0
    names = holders(on=today)
    held.adult_told_at = now
    held.save(update_fields=["adult_told_at"])
    notify(usernames=names, kind=NoticeKind.CAME, about_id=held.item_id, at=now, occasion=AS_ADULT)
    trail = Trail(details={"told": list(names)})
    trail.add("item", [held.item_id])
    append_entry(actor=actor, action="add_adult_safeguarding", trail=trail)
    return 1


def _turns(born: date) -> date:
    """The eighteenth birthday; of somebody born on 29 February, 1 March."""
    try:
        return born.replace(year=born.year + AGE)
    except ValueError:
        return date(born.year + AGE, 3, 1)


def _state(session: ReaderSession, today: date) -> str:
    """What is looked at: the day, the snapshot that this session reads, and the newest item."""
    snapshot = session.served.snapshot.id if session.served else ""
    newest = Item.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return f"{today.isoformat()} {snapshot[:40]} {newest}"
