"""How each watch stands, worked out from its entries: who is watched, until which day, and whether it was ended."""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.accounts.governance_scope import bodies_of_accounts, governs_bodies
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.models import InsiderEntry
from sightline.casework.insiders.pages import InsiderEntryKind

OF_WATCHES = (InsiderEntryKind.WATCH_SET, InsiderEntryKind.WATCH_REVIEWED, InsiderEntryKind.WATCH_ENDED)


@dataclass(slots=True)
class Watch:
    """One watch: its entry, and what was decided since."""

    entry: InsiderEntry
    until_on: date
    since: list[InsiderEntry] = field(default_factory=list)
    ended: InsiderEntry | None = None

    @property
    def watch_id(self) -> str:
        """Its id."""
        return self.entry.entry_id

    @property
    def mention_id(self) -> str:
        """The watched person, in one record."""
        return self.entry.mention_id

    @property
    def is_in_force(self) -> bool:
        """Whether looks are listed today: it was not ended, and its last day has not passed."""
        return self.ended is None and clock.today() <= self.until_on

    @property
    def is_past(self) -> bool:
        """Whether its last day has passed and nobody has reviewed or ended it."""
        return self.ended is None and clock.today() > self.until_on


def load_watches() -> list[Watch]:
    """Every watch, the newest first. Few are set, and all are read by one question."""
    found: dict[str, Watch] = {}
    for row in InsiderEntry.objects.of_kind(*OF_WATCHES):
        if row.kind == InsiderEntryKind.WATCH_SET and row.on_day:
            found[row.entry_id] = Watch(row, row.on_day)
        elif watch := found.get(row.about):
            watch.since.append(row)
            watch.until_on = row.on_day or watch.until_on
            watch.ended = row if row.kind == InsiderEntryKind.WATCH_ENDED else watch.ended
    return list(reversed(found.values()))


def watched_by() -> dict[str, str]:
    """Who set each watch."""
    return {one.watch_id: one.entry.by for one in load_watches()}


def own_watches(session: ReaderSession) -> list[Watch]:
    """The watches that information governance of the reader's body set; of the partnership's, all."""
    watches, actor = load_watches(), session.actor
    bodies = bodies_of_accounts(one.entry.by for one in watches)
    return [one for one in watches if governs_bodies(actor=actor, bodies=[bodies.get(one.entry.by, ("", ""))])]


def need_watch(session: ReaderSession, watch_id: str) -> Watch:
    """The watch of that id; NotHere where there is none that concerns the reader's agency."""
    found = next((one for one in own_watches(session) if one.watch_id == watch_id), None)
    if found is None:
        raise NotHere
    return found


def find_mention(session: ReaderSession, *, person_id: str) -> str:
    """A mention of a person in a record that the reader may see; NotHere where there is none."""
    with session.need_current() as (_, store):
        namings = store.namings(person_id=person_id, sight=session.sight)
    if not namings:
        raise NotHere
    return min(row["mention_id"] for row in namings)
