"""Says where a child lives: while a placement is open its own address first, the family home apart."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sightline.casework.overview.pages import KeyFact
from sightline.model.rows.key_facts import ServedKeyFact
from sightline.model.rows.people import ServedSaidOfPerson
from sightline.translation.dates import long_day
from sightline.translation.messages import lazy as _


def home(said: Sequence[ServedSaidOfPerson], placement: ServedKeyFact | None) -> KeyFact:
    """The address of an open placement, else the address that a record gave last; protected ones as words."""
    if placement and placement["runs"]:
        return _in_placement(said, placement)
    row = latest(said, lambda one: one["what"] == "address")
    return KeyFact("home", row["value"], "", row["record_id"], day_of(row["last_on"])) if row else KeyFact("home")


def open_placement(rows: Iterable[ServedKeyFact]) -> ServedKeyFact | None:
    """The newest placement, if it has not ended; of those that began on one day, one that gives its address."""
    placements = [row for row in rows if row["fact"] == "placement"]
    same_day = [row for row in placements if row["runs"] and row["said_on"] == placements[0]["said_on"]]
    if not placements or not placements[0]["runs"]:
        return None
    return next((row for row in same_day if row["more"]), placements[0])


def _in_placement(said: Iterable[ServedSaidOfPerson], placement: ServedKeyFact) -> KeyFact:
    there = placement["more"]
    other = latest(said, lambda one: one["what"] == "address" and not (there and _is_same(one["value"], there)))
    more = [placement["value"]]
    if other:
        more.append(_("Family home may be: %(address)s (%(day)s)") % {"address": other["value"], "day": _day(other)})
    return KeyFact(
        "home",
        there or _("Address of placement not recorded"),
        ". ".join(more),
        placement["record_id"],
        day_of(placement["said_on"]),
        agency=placement["agency"],
    )


def _is_same(one: str, other: str) -> bool:
    """Whether two ways to write an address are the same, one perhaps with more behind it, as its postcode."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return long == short or long.startswith(f"{short}, ")


def _day(row: ServedSaidOfPerson) -> str:
    day = day_of(row["last_on"])
    return long_day(day) if day else str(_("no date"))


def latest(said: Iterable[ServedSaidOfPerson], fits: Callable[[ServedSaidOfPerson], bool]) -> ServedSaidOfPerson | None:
    """Of what records say, that of the newest day."""
    return max((one for one in said if fits(one)), key=lambda one: (one["last_on"] or "", one["records"]), default=None)


def day_of(text: str | None) -> date | None:
    """A day as the store gives it."""
    return date.fromisoformat(text) if text else None
