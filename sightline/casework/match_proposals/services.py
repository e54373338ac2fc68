"""Keeps a proposal: that two people are one, or that a record of a person is about another person.

It changes nobody and connects nothing. It names two mentions, and the proposer may see the records of both.
"""

from sightline.casework.audit.trail import Trail
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import open_item
from sightline.casework.journal.draft import read_words
from sightline.casework.match_proposals.actions import candidate_of
from sightline.casework.match_proposals.kinds import ProposalKind
from sightline.casework.match_proposals.models import MatchProposal
from sightline.casework.match_proposals.outcomes import read_outcomes
from sightline.casework.match_proposals.rights import check_proposes
from sightline.casework.match_proposals.writer import PROPOSALS, ProposalDraft
from sightline.casework.pairing.services.pairs import find_naming
from sightline.casework.same_person.answer_history import check_pair
from sightline.model.errors import Refused
from sightline.model.judgements import PairAnswer
from sightline.model.nouns import Agency
from sightline.model.rows.records import ServedNamingInRecord
from sightline.translation.messages import lazy as _


def propose_one_person(session: ReaderSession, *, person_id: str, other_id: str, why: str) -> str:
    """Propose that two people are one; the proposal's id. NotHere where the account may not open both."""
    with PROPOSALS.hold(session, action="propose_match") as trail:
        check_proposes(actor=session.actor)
        words, sight = read_words(why, part="why"), session.sight
        trail.add("person", [person_id, other_id])
        with session.need_current() as (_snapshot, store):
            if person_id == other_id:
                raise NotHere
            one, other = (find_naming(store, person, sight) for person in (person_id, other_id))
            a, b = sorted((one["mention_id"], other["mention_id"]))
            check_pair(store, (a, b), PairAnswer.SAME, sight)
        return _keep(session, trail, ProposalKind.ONE_PERSON, (one, other), words)


def propose_another_person(session: ReaderSession, *, person_id: str, mention_id: str, why: str) -> str:
    """Propose that the record of a mention is about another person; the proposal's id."""
    with PROPOSALS.hold(session, action="propose_another_person") as trail:
        check_proposes(actor=session.actor)
        words = read_words(why, part="why")
        trail.add("person", [person_id])
        with session.need_current() as (_snapshot, store):
            namings = store.namings(person_id=person_id, sight=session.sight)
        said = next((row for row in namings if row["mention_id"] == mention_id), None)
        if said is None:
            raise NotHere
        others = [row for row in namings if row["record_id"] != said["record_id"]]
        if not others:
            raise Refused(
                _("This person has no other record that you may see."),
                code="only_record",
                what_to_do=_("Tell the agency that holds the record what is wrong."),
            )
        other = min(others, key=lambda row: (row["restricted"], row["mention_id"] != person_id, row["mention_id"]))
        return _keep(session, trail, ProposalKind.ANOTHER_PERSON, (said, other), words)


def _keep(
    session: ReaderSession,
    trail: Trail,
    kind: ProposalKind,
    two: tuple[ServedNamingInRecord, ServedNamingInRecord],
    words: str,
) -> str:
    """Write it and open its action; Refused where the same was proposed before and nobody has answered."""
    one, other = sorted(two, key=lambda row: row["mention_id"]) if kind is ProposalKind.ONE_PERSON else two
    mentions = {"mention_id": one["mention_id"], "other_mention_id": other["mention_id"]}
    before = list(MatchProposal.objects.filter(kind=kind, **mentions))
    if {each.entry_id for each in before} - read_outcomes(session, before).keys():
        raise Refused(
            _("This was proposed before. Nobody has answered yet."),
            code="proposed_before",
            what_to_do=_("Wait for the answer, or call the person who answers possible matches."),
        )
    reader = session.actor.reader
    draft = ProposalDraft(
        kind=kind,
        words=words,
        mention_id=one["mention_id"],
        other_mention_id=other["mention_id"],
        record_ids=(one["record_id"], other["record_id"]),
        agency=reader.agency if reader.agency in list(Agency) else Agency.PARTNERSHIP,
    )
    entry = PROPOSALS.write(session, subject=None, draft=draft, trail=trail)
    candidate = candidate_of(session, entry)
    open_item(session, candidate=candidate, opened_at=entry.at, now=entry.at)
    trail.add("item", [candidate.item_id])
    return entry.entry_id
