"""One request or command of one reader: who asks, one snapshot from beginning to end, what they may see, and the trail.

It is the first argument of all that reads for somebody. A page that only reads keeps what it asked, so it asks once.
The door commits one audit row of all of it before the answer goes out. Any other session, of a form or a command, may
change what it reads: it keeps the snapshot alone, and commits each audit row by itself.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from copy import copy
from functools import cached_property
from typing import Any, TypeVar, cast

from django.http import HttpRequest

from sightline.casework.core.actor import Actor, as_house, house_actor, taking_away
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision, MentionSuccessor
from sightline.casework.core.pages import FileGround
from sightline.casework.core.querysets import DecisionQuerySet
from sightline.casework.core.selectors.whole_snapshots import ServedSnapshot, find_served
from sightline.casework.core.selectors.withdrawn_rules import InForce, ask_in_force
from sightline.casework.core.serving import current_workspace, read_current
from sightline.model.calendar import latest_moment
from sightline.model.errors import OurFault
from sightline.model.visibility import RowFilter, Scope, Visibility
from sightline.model.when import utc_text
from sightline.sharing import can_see, row_filter
from sightline.store.snapshot_reader import SnapshotReader, open_store
from sightline.store.snapshots import Snapshot
from sightline.translation.messages import lazy as _

T = TypeVar("T")
Opened = tuple[Snapshot, SnapshotReader]


class ReaderSession:
    """Who asks, and what their request or command holds."""

    def __init__(self, actor: Actor, *, only_reads: bool = False) -> None:
        self.actor = actor
        self.only_reads = only_reads
        self.entries: list[dict[str, Any]] | None = None  # what the door commits as one audit row, if it does
        self.answers_with_file = False
        self.sends_page = True  # HEAD asks for a page, and nobody sees it: it uses nothing up
        self.searched: list[tuple[str, str, str]] = []  # as typed, a name, a telephone: for what follows, never kept
        self.grounds: list[FileGround] = []  # on which what it writes to files may leave
        self._kept: dict[Hashable, Any] = {}
        self._stack = ExitStack()

    @cached_property
    def sight(self) -> RowFilter:
        """What the reader may see: the one filter, as SQL over rows."""
        return row_filter(reader=self.actor.reader)

    @property
    def served(self) -> ServedSnapshot | None:
        """The snapshot that was served when this was first asked, and whether a newer one is damaged."""
        if "served" not in self._kept:
            self._kept["served"] = find_served(workspace_of=current_workspace)
        return cast(ServedSnapshot | None, self._kept["served"])

    @property
    def snapshot(self) -> Snapshot | None:
        """The snapshot of this session; None before the first run. OurFault where it cannot be read."""
        return read_current(self.served)

    @property
    def served_from(self) -> str:
        """Since when the snapshot of this session is current; empty text before the first run."""
        return utc_text(latest_moment(self.served.changed_at)) if self.served else ""

    @property
    def damaged(self) -> ServedSnapshot | None:
        """What pages must say where the newest data are damaged; None where they are whole, or where there are none."""
        return self.served if self.served and self.served.damaged_id else None

    @property
    def withdrawn(self) -> frozenset[str]:
        """The ids of the rules that are withdrawn now."""
        return self._decided.withdrawn

    @property
    def disputed(self) -> frozenset[str]:
        """The ids of the records that somebody disputes, until information governance has replied."""
        return self._decided.disputed

    @property
    def disputed_conclusions(self) -> frozenset[str]:
        """The ids of the patterns, groups, questions and deadlines that somebody disputes, until there is a reply."""
        return self._decided.conclusions

    @property
    def restricted(self) -> Mapping[str, Scope]:
        """The records that somebody restricted, each with whose it is."""
        return self._decided.restricted

    @property
    def hidden(self) -> frozenset[str]:
        """The ids of the records that somebody restricted and that this reader may not see."""
        return self._hidden_of(self._decided)

    @property
    def successors(self) -> Mapping[str, str]:
        """The mention that is read in place of each that left the data."""
        return self.once("successors", MentionSuccessor.objects.read)

    @property
    def head(self) -> int:
        """The number of the newest decision: for a page as first asked, so that all of it knows the same decisions."""
        return self._decided.head

    @property
    def _decided(self) -> InForce:
        """Withdrawn rules, disputed records and the number of the newest decision, by one question."""
        return self.once("decided", ask_in_force)

    @property
    def decisions(self) -> DecisionQuerySet:
        """Decisions as this session knows them: of a page up to its head, of a form all that are made by now."""
        return Decision.objects.through(self.head) if self.only_reads else Decision.objects.all()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is asked once in a session that only reads; anew each time in any other, which may change it."""
        if not self.only_reads:
            return make()
        if key not in self._kept:
            self._kept[key] = make()
        return cast(T, self._kept[key])

    @contextmanager
    def open_current(self) -> Iterator[Opened | None]:
        """The snapshot and a reader of its pages; None before the first run."""
        snapshot = self.snapshot
        if snapshot is None:
            yield None
        elif self.only_reads:  # held open until the session ends
            reader = self.actor.reader
            kept = ("reader", reader if reader.needs_reason else reader.not_shared, self.hidden)
            yield snapshot, self.once(kept, lambda: self._stack.enter_context(self._open(snapshot)))
        else:
            with self._open(snapshot) as store:
                yield snapshot, store

    @contextmanager
    def need_current(self) -> Iterator[Opened]:
        """The same, for a page that is of something in it: NotHere before the first run."""
        with self.open_current() as opened:
            if opened is None:
                raise NotHere
            yield opened

    def open_with_restricted(self, snapshot: Snapshot) -> AbstractContextManager[SnapshotReader]:
        """The snapshot with records that somebody restricted from this reader: for emergency access alone."""
        return self._open(snapshot, hidden=frozenset())

    def _open(
        self, snapshot: Snapshot, *, hidden: frozenset[str] | None = None
    ) -> AbstractContextManager[SnapshotReader]:
        cut_to = self.sight if self.actor.reader.needs_reason else None
        decided = self._decided  # what is left out is of one moment, and asked once
        disputed = decided.disputed if self.actor.account_id is not None else frozenset[str]()  # the house reads all
        return open_store(
            snapshot.serve_file,
            withdrawn=lambda: self.withdrawn,
            cut_to=cut_to,
            not_shared=self.actor.reader.not_shared,
            disputed=disputed,
            restricted=self._hidden_of(decided) if hidden is None else hidden,
            successors=self.successors,
        )

    def _hidden_of(self, decided: InForce) -> frozenset[str]:
        reader = self.actor.reader
        return frozenset(
            record_id
            for record_id, whose in decided.restricted.items()
            if not can_see(reader=reader, item=Visibility(*whose))
        )

    def of(self, actor: Actor) -> "ReaderSession":
        """The same for another reader, as where a page asks what a colleague may see: the same snapshot and trail."""
        other = copy(self)
        other.actor = actor
        vars(other).pop("sight", None)
        return other

    def as_house(self) -> "ReaderSession":
        """The same for what Sightline then works out by itself, and shows to nobody but by their own rights."""
        return self.of(as_house(self.actor))

    def taking_away(
        self, passing_on: Mapping[str, tuple[str, ...]] | None = None, *, purpose: str = ""
    ) -> "ReaderSession":
        """The same for what leaves in a file: without records that agreements do not let the reader's body pass on.

        `passing_on`: kinds that their agency lets this file have, and of which organisations. `purpose`: what the file
        is for.
        """
        return self.of(taking_away(self.actor, passing_on, purpose=purpose))

    def kept_here(
        self, passing_on: Mapping[str, tuple[str, ...]] | None = None, *, purpose: str = ""
    ) -> tuple[str, ...]:
        """The agencies of whose records some are shown and not in the reader's files, because of their agreements."""
        taken = taking_away(self.actor, passing_on, purpose=purpose)
        gone = set(taken.reader.not_shared.kinds) - set(self.actor.reader.not_shared.kinds)
        return tuple(sorted({kind.partition(" ")[0] for kind in gone}))

    def give_ground(self, ground: FileGround) -> None:
        """Say on which ground a file leaves, before its audit row is written and it is sent."""
        self.grounds.append(ground)

    def check_ground(self) -> None:
        """OurFault where a file would leave without a ground: its path asks for no purpose and no second person."""
        if not self.grounds:
            raise OurFault(
                _("Sightline made a file, and did not say on which ground it leaves."),
                code="no_ground",
                what_to_do=_("Send this to the people who look after Sightline."),
            )

    def change_snapshot(self) -> None:
        """Forget the snapshot: this session made another one current."""
        self._kept.pop("served", None)

    def close(self) -> None:
        """Close whatever was opened."""
        self._stack.close()


@contextmanager
def reader_session(actor: Actor, *, only_reads: bool) -> Iterator[ReaderSession]:
    """A session for one request."""
    session = ReaderSession(actor, only_reads=only_reads)
    try:
        yield session
    finally:
        session.close()


def request_session(request: HttpRequest) -> ReaderSession:
    """The session that the middleware opened for a request."""
    return cast(ReaderSession, request.reader_session)  # type: ignore[attr-defined]


def house_session() -> ReaderSession:
    """A session of Sightline itself, for work in the background that shows records to nobody."""
    return ReaderSession(house_actor())
