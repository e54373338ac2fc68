"""Hands open proposals to escalation, and tells proposers what was answered."""

from collections.abc import Sequence

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import PROPOSED_MATCH, Candidate
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.match_proposals.actions import candidate_of
from sightline.casework.match_proposals.models import MatchProposal
from sightline.casework.match_proposals.outcomes import read_outcomes
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify


def open_proposals(session: ReaderSession, now: str) -> list[Candidate]:
    """Those that nobody has answered, or of which nobody could tell."""
    proposals = list(MatchProposal.objects.filter(at__lte=now).order_by("pk"))
    outcomes = read_outcomes(session, proposals) if proposals else {}
    waiting = [one for one in proposals if one.entry_id not in outcomes or not outcomes[one.entry_id].is_final]
    return [candidate_of(session, one) for one in waiting]


def tell_proposers(session: ReaderSession, *, now: str) -> int:
    """Tell each proposer of an answer, once. It closes nothing itself: what has an answer is not open any more."""
    proposals = list(MatchProposal.objects.order_by("pk"))
    outcomes = read_outcomes(session, proposals) if proposals else {}
    for one in proposals:
        outcome = outcomes.get(one.entry_id)
        if outcome and (outcome.decision is None or outcome.decision.by != one.by):
            occasion = outcome.decision.sequence if outcome.decision else 0
            notify(usernames=[one.by], kind=NoticeKind.PROPOSAL, about_id=one.entry_id, occasion=occasion, at=now)
    return 0


def own_proposals(session: ReaderSession, proposal_ids: Sequence[str]) -> set[str]:
    """Of these proposals the account's own: a notice of another's says nothing."""
    mine = MatchProposal.objects.filter(entry_id__in=list(proposal_ids), by=session.actor.reader.username)
    return set(mine.values_list("entry_id", flat=True))


SOURCE = EscalationSource(
    finders=(open_proposals,),
    closers=(tell_proposers,),
    still_so={PROPOSED_MATCH: open_proposals},
)
