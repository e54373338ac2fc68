"""Asks the holder of a record to share it, where another agency must answer and may not be told of it.

That is a restricted record of an agency that tells nobody of these, or one whose agreement does not tell that agency.

Until the holder shares, the other agency gets no item. The holder's first post has one instead, with one working day.
A sealed identity and what is about a colleague keep their own ways to escalate.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sightline.agreements import ReadingBody
from sightline.casework.core.actor import shared_now
from sightline.casework.core.agreements_in_force import NotSharedNow
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import (
    CLOCK,
    SHARE,
    Candidate,
    close_by_fact,
    ladder_of_candidate,
    opening_moment,
)
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.escalation.rights import but_taken_back
from sightline.casework.posts.call_backs import agencies_untold
from sightline.escalation import CONDUCT, RESTRICTED_SHARE, Happening, read_escalation_rules
from sightline.escalation.states import ANSWERS, WAITS
from sightline.model.ids import make_id
from sightline.model.visibility import NotShared, Visibility
from sightline.translation.messages import lazy as _

ABOUT = _("Another agency must answer because of a restricted record of yours. Share it, or refuse with a reason.")


ABOUT_AGREED = _(
    "Another agency must answer because of a record that your agreement hides. Share it, or refuse with a reason."
)


class HolderBody(NamedTuple):
    """The body whose records are asked for: its agency, and which of its bodies."""

    agency: str
    which: str


@dataclass(frozen=True, slots=True)
class UntoldNow:
    """Of which records who may not be told: restricted ones of `agencies`, and by the agreements in force."""

    agencies: frozenset[str] = field(default_factory=agencies_untold)
    shared: NotSharedNow = field(default_factory=shared_now)
    _by_agency: dict[str, NotShared] = field(default_factory=dict)

    def hides(self, seen: Visibility, *, to: str) -> bool:
        """Whether an agency may not be told that there is such a record of another."""
        if seen.agency == to:
            return False
        return (seen.restricted and seen.agency in self.agencies) or self.withholds(seen, to=to)

    def holder_of(self, seen: Visibility) -> HolderBody:
        """The body of a record. Where nobody knows which of several it is, that is one of its own."""
        return HolderBody(seen.agency, self.shared.bodies.body_of(seen.agency, seen.organisation, layout=seen.layout))

    def is_taken_back(self, candidate: Candidate) -> bool:
        """Whether it rests on a record that no agreement shares any more: then nobody is newly asked by it."""
        gone = self.shared.for_readers
        return any(gone.hides(agency=row.seen.agency, layout=row.seen.layout) for row in candidate.basis)

    def withholds(self, seen: Visibility, *, to: str) -> bool:
        """Whether that is because of an agreement."""
        if to not in self._by_agency:
            self._by_agency[to] = self.shared.of_body(ReadingBody(to, ""))
        return self._by_agency[to].withholds(agency=seen.agency, layout=seen.layout)


def ask_holders(candidates: Iterable[Candidate], *, switched: dict[str, str]) -> list[Candidate]:
    """The candidates, with the holders' own in place of those that an agency may not be told of yet."""
    untold = UntoldNow()
    return [one for candidate in candidates for one in _ask(candidate, untold, switched)]


def holders_of(candidate: Candidate, untold: UntoldNow) -> tuple[HolderBody, ...]:
    """The bodies whose records it is based on, and of which the answering agency may not be told."""
    if candidate.about_professional or ladder_of_candidate(candidate) in CONDUCT:
        return ()
    if any(row.seen.sealed for row in candidate.basis):
        return ()
    hidden = (row.seen for row in candidate.basis if untold.hides(row.seen, to=candidate.agency))
    return tuple(sorted({untold.holder_of(seen) for seen in hidden}))


def share_of(candidate: Candidate, *, holder: HolderBody, untold: UntoldNow, at: str) -> Candidate:
    """What its holder is asked: one item a rule, record and holder, whichever agencies must answer.

    It names no clock or pattern: an answer to it is no answer to them. Its id follows from the first record of what
    must be answered, which stays the same as more records come. Each of several bodies of an agency has one of its own.
    """
    basis = tuple(row for row in candidate.basis if untold.holder_of(row.seen) == holder)
    is_own = any(row.record_id == candidate.record_id for row in basis)
    of_record = candidate.straight and candidate.source == CLOCK
    return Candidate(
        rule_id=RESTRICTED_SHARE,
        rule_version=read_escalation_rules()[RESTRICTED_SHARE].version,
        source=SHARE,
        due_at=at,
        about=ABOUT if any(row.seen.restricted for row in basis) else ABOUT_AGREED,
        agency=holder.agency,
        record_id=candidate.record_id if is_own else "",
        about_id="" if is_own else make_id(SHARE, candidate.record_id or candidate.about_id, *dict.fromkeys(holder)),
        mention_ids=() if of_record else candidate.mention_ids,
        basis=basis,
        person_id=candidate.person_id,
        organisation=basis[0].seen.organisation,
        urgent=True,
        always=True,
        nth=candidate.rule_id,
        straight=True,
        known_from=candidate.known_from,
        arrived_at=at,
        for_agency=candidate.agency,
    )


def shared_at(share: Candidate) -> str:
    """When its holder last said that they share it; empty where nobody has, or they refuse since."""
    said = ItemEvent.objects.filter(item__item_id=share.item_id, kind__in=[kind.value for kind in ANSWERS])
    last = said.order_by("-at", "-pk").first()
    return last.at if last is not None and last.kind == Happening.ACT else ""


def close_needless(session: ReaderSession, *, candidates: Iterable[Candidate], now: str) -> int:
    """Close what holders are asked and nobody must answer any more, by all candidates of now; how many.

    What stays open says which agencies must answer now, for the line of a refusal.
    """
    waiting = dict(Item.objects.open().filter(source=SHARE, state__in=WAITS).values_list("item_id", "for_agencies"))
    answering = _answering(candidates, at=now) if waiting else {}
    for item_id in answering.keys() & waiting.keys():
        if (agencies := sorted(answering[item_id])) != waiting[item_id]:
            Item.objects.filter(item_id=item_id).update(for_agencies=agencies)
    shared = but_taken_back(session, waiting.keys() - answering.keys())
    return sum(close_by_fact(session, item_id=item_id, record_id="", now=now) for item_id in shared)


def _answering(candidates: Iterable[Candidate], *, at: str) -> dict[str, set[str]]:
    """By the id of what a holder is asked, the agencies that must answer once it shares."""
    untold, found = UntoldNow(), dict[str, set[str]]()
    for one in candidates:
        for holder in holders_of(one, untold):
            share = share_of(one, holder=holder, untold=untold, at=at)
            found.setdefault(share.item_id, set()).update({one.agency} - {""})
    return found


def _ask(candidate: Candidate, untold: UntoldNow, switched: dict[str, str]) -> list[Candidate]:
    if untold.is_taken_back(candidate):
        return [candidate] if _is_open(candidate) else []
    holders = holders_of(candidate, untold)
    at = opening_moment(candidate, switched=switched) if holders else None
    if at is None or _is_open(candidate):
        return [candidate]
    shares = [share_of(candidate, holder=holder, untold=untold, at=at) for holder in holders]
    when = [shared_at(share) for share in shares]
    if all(when):
        return [replace(candidate, due_at=max(candidate.due_at, *when))]
    return [share for share, shared in zip(shares, when, strict=True) if not shared]


def _is_open(candidate: Candidate) -> bool:
    """Whether the agency was told of it before: then it stays told."""
    if candidate.straight and candidate.source == CLOCK:
        about = {"rule_id": candidate.rule_id, "record_id": candidate.record_id, "agency": candidate.agency}
        return Item.objects.filter(source=CLOCK, **about).exists()
    return Item.objects.filter(item_id=candidate.item_id).exists()
