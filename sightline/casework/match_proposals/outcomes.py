"""Reads what became of proposals: from the answers in force, and from who is who in the snapshot that is served."""

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.casework.core.house_reader import people_of
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.match_proposals.kinds import ProposalKind
from sightline.casework.match_proposals.models import MatchProposal
from sightline.casework.same_person.answer_history import pair_of, read_answers
from sightline.model.judgements import PairAnswer


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer, and the decision that gave it; none where an update made it so."""

    answer: PairAnswer
    decision: Decision | None = None

    @property
    def is_final(self) -> bool:
        """Whether nothing is left to answer."""
        return self.answer is not PairAnswer.CANNOT_TELL


def read_outcomes(session: ReaderSession, found: Iterable[MatchProposal]) -> dict[str, Outcome]:
    """What became of these proposals, by id; nothing of those that wait.

    The answer about the very two mentions counts first. An answer about two people counts whatever mentions it names.
    """
    proposals, given = list(found), list(read_answers().in_force().values())
    mentions = [one for each in proposals for one in (each.mention_id, each.other_mention_id)]
    who = people_of(session, [*mentions, *(mention for one in given for mention in pair_of(one))])
    outcomes = ((one.entry_id, _outcome(one, given, who)) for one in proposals)
    return {entry_id: outcome for entry_id, outcome in outcomes if outcome}


def _outcome(one: MatchProposal, given: Iterable[Decision], who: dict[str, str]) -> Outcome | None:
    pair = {one.mention_id, one.other_mention_id}
    people = {who.get(mention, mention) for mention in pair}
    later = [each for each in given if each.sequence > one.decision]
    direct = [each for each in later if set(pair_of(each)) == pair]
    of_people = [each for each in later if len(people) > 1 and {who.get(m, m) for m in pair_of(each)} == people]
    if answered := max(direct or of_people, key=lambda each: each.sequence, default=None):
        return Outcome(PairAnswer(answered.body["answer"]), answered)
    if one.kind == ProposalKind.ONE_PERSON and len(people) == 1:
        return Outcome(PairAnswer.SAME)
    if one.kind == ProposalKind.ANOTHER_PERSON and len(people) > 1:
        return Outcome(PairAnswer.NOT_SAME)
    return None
