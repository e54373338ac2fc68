"""Reads what became of proposals: from the answers in force, and from who is who in the snapshot that is served."""

from collections.abc import Callable, Iterable, Mapping
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
    by_pair = _last_by(given, lambda mention: mention)
    by_people = _last_by(given, lambda mention: who.get(mention, mention))
    outcomes = ((one.entry_id, _outcome(one, by_pair, by_people, who)) for one in proposals)
    return {entry_id: outcome for entry_id, outcome in outcomes if outcome}


def _last_by(given: Iterable[Decision], name: Callable[[str], str]) -> dict[frozenset[str], Decision]:
    """The last answer about each two: by mention, or by whoever each mention is."""
    ordered = sorted(given, key=lambda each: each.sequence)
    return {frozenset(map(name, pair_of(each))): each for each in ordered}


def _outcome(
    one: MatchProposal,
    by_pair: Mapping[frozenset[str], Decision],
    by_people: Mapping[frozenset[str], Decision],
    who: Mapping[str, str],
) -> Outcome | None:
    pair = frozenset({one.mention_id, one.other_mention_id})
    people = frozenset(who.get(mention, mention) for mention in pair)
    of_people = by_people.get(people) if len(people) > 1 else None
    later = [each for each in (by_pair.get(pair), of_people) if each and each.sequence > one.decision]
    if later:
        return Outcome(PairAnswer(later[0].body["answer"]), later[0])
    if one.kind == ProposalKind.ONE_PERSON and len(people) == 1:
        return Outcome(PairAnswer.SAME)
    if one.kind == ProposalKind.ANOTHER_PERSON and len(people) > 1:
        return Outcome(PairAnswer.NOT_SAME)
    return None
