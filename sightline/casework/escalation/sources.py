"""What each domain hands to escalation: what climbs, what is so no more, and what somebody may answer by its id.

Each domain's `escalates` module holds a source, which registers at start. All of it is read as the house and for no
reader: what is shown goes through the rights of each reader over the basis that every candidate carries.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sightline.casework.core.models import Marker
from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import Candidate, close_by_fact
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import but_taken_back
from sightline.model.errors import OurFault

SNAPSHOT = "snapshot taken over"
Finder = Callable[[ReaderSession, str], Iterable[Candidate]]


class Closer(Protocol):
    """Closes items by a fact."""

    def __call__(self, session: ReaderSession, *, now: str) -> int:
        """How many were closed."""


class Opener(Protocol):
    """Finds what somebody answers, as the account may see it."""

    def __call__(self, session: ReaderSession, *, about_id: str) -> Candidate | None:
        """None where the account may not see it; Refused where there is nothing left to answer."""


@dataclass(frozen=True, slots=True)
class EscalationSource:
    """What one domain hands to escalation.

    `finders` give what climbs at a moment. `closers` close what a fact answers. `still_so` says, by the source of
    items, what finds those that are so still: open items about anything else are closed. Those of a snapshot are
    asked only where there is another snapshot since. `openers` find what is answered, by what it is.
    """

    finders: tuple[Finder, ...] = ()
    closers: tuple[Closer, ...] = ()
    still_so: Mapping[str, Finder] = field(default_factory=dict)
    closers_of_snapshot: tuple[Closer, ...] = ()
    still_so_of_snapshot: Mapping[str, Finder] = field(default_factory=dict)
    openers: Mapping[str, Opener] = field(default_factory=dict)


SOURCES: Registry[EscalationSource] = Registry("sources of escalation")


def finders() -> tuple[Finder, ...]:
    """Everything that gives what climbs."""
    return tuple(finder for source in SOURCES.all() for finder in source.finders)


def find_answered(session: ReaderSession, *, kind: str, about_id: str) -> Candidate | None:
    """What somebody answers by its id: a clock, a question or a pattern; None where the account may not see it."""
    for source in SOURCES.all():
        if kind in source.openers:
            return source.openers[kind](session, about_id=about_id)
    raise OurFault(f"No domain hands over a {kind}.", code="no_source", what_to_do="Report this.")


def refresh_items(session: ReaderSession, *, now: str) -> int:
    """Bring open items to what is known now: facts, files that came, owners that were named. How many were closed."""
    sources = SOURCES.all()
    closed = _close(session, now, [(one.closers, one.still_so) for one in sources])
    current = session.served.snapshot.id if session.served else ""
    taken = Marker.objects.read(SNAPSHOT)
    if current != taken:
        closed += _close(session, now, [(one.closers_of_snapshot, one.still_so_of_snapshot) for one in sources])
        Marker.objects.write(SNAPSHOT, current)
    return closed


def _close(session: ReaderSession, now: str, asked: list[tuple[tuple[Closer, ...], Mapping[str, Finder]]]) -> int:
    """What facts answer first, then what is so no more."""
    closed = sum(closer(session, now=now) for closers, _ in asked for closer in closers)
    for _, still_so in asked:
        for source, finder in still_so.items():
            closed += _close_gone(session, source, {candidate.about_id for candidate in finder(session, now)}, now)
    return closed


def _close_gone(session: ReaderSession, source: str, still: set[str], now: str) -> int:
    """Close the open items of a source of which what they were about is so no more."""
    rows = Item.objects.open().filter(source=source).values_list("about_id", "item_id")
    gone = [item_id for about_id, item_id in rows if about_id not in still]
    shared = but_taken_back(session, gone)
    return sum(close_by_fact(session, item_id=item_id, record_id="", now=now) for item_id in shared)
