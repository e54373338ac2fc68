"""Reads proposals: an account's own, and all of which somebody who answers possible matches may see both records."""

from collections.abc import Sequence

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.lines import JournalLines
from sightline.casework.match_proposals.kinds import ProposalKind
from sightline.casework.match_proposals.models import MatchProposal
from sightline.casework.match_proposals.outcomes import Outcome, read_outcomes
from sightline.casework.match_proposals.pages import MatchProposalLine, MatchProposalPage, OtherPersonPage
from sightline.casework.match_proposals.rights import check_proposes, check_reads_proposals
from sightline.casework.pairing.effects import find_effects
from sightline.casework.pairing.pages import SplitPage
from sightline.casework.pairing.services.pairs import compare_people
from sightline.casework.pairing.services.splits import find_parts
from sightline.casework.protection.selectors.current import redact_said
from sightline.casework.same_person.answer_history import pair_of
from sightline.model.rows.records import ServedRecordNaming
from sightline.model.visibility import RowFilter
from sightline.sharing import can_answer_same_person
from sightline.store.snapshot_reader import SnapshotReader

MOST = 200


def list_proposals(session: ReaderSession) -> tuple[MatchProposalLine, ...]:
    """The newest proposals, open ones first: those to answer, or the account's own."""
    with audited(session, action="list_match_proposals") as trail:
        check_reads_proposals(actor=session.actor)
        found = MatchProposal.objects.newest_first()
        if not can_answer_same_person(reader=session.actor.reader):
            found = found.filter(by=session.actor.reader.username)
        lines = _make_lines(session, list(found[:MOST]))
        trail.add("match_proposal", [one.proposal_id for one in lines])
    return tuple(sorted(lines, key=lambda one: not one.is_open))


def read_proposal(session: ReaderSession, *, proposal_id: str) -> MatchProposalPage:
    """One proposal; NotHere where the account may not see the records of both sides, or it is somebody else's."""
    with audited(session, action="read_match_proposal") as trail:
        check_reads_proposals(actor=session.actor)
        trail.add("match_proposal", [proposal_id])
        answers = can_answer_same_person(reader=session.actor.reader)
        rows = list(MatchProposal.objects.filter(entry_id=proposal_id))
        if rows and not answers and rows[0].by != session.actor.reader.username:
            raise NotHere
        lines = _make_lines(session, rows)
        if not lines:
            raise NotHere
    (line,) = lines
    one, other = line.people
    pair = compare_people(session, person_id=one, other_id=other) if one != other else None
    return MatchProposalPage(line, answers and line.is_open, pair)


def list_records_to_part(session: ReaderSession, *, person_id: str) -> SplitPage:
    """The records of a person, to choose the one that is about another person."""
    with audited(session, action="list_records_to_part") as trail:
        check_proposes(actor=session.actor)
        trail.add("person", [person_id])
        with session.need_current() as (_snapshot, store):
            page, _namings = find_parts(session, store, person_id)
        trail.add("record", [part.record_id for part in page.parts])
    return page


def preview_another_person(session: ReaderSession, *, person_id: str, mention_id: str) -> OtherPersonPage:
    """What hangs on it if a record is about another person, as far as the proposer may see; writes nothing."""
    with audited(session, action="preview_another_person") as trail:
        check_people(actor=session.actor)
        check_proposes(actor=session.actor)
        trail.add("person", [person_id])
        with session.need_current() as (_snapshot, store):
            page, _namings = find_parts(session, store, person_id)
            part = next((one for one in page.parts if one.part_id == mention_id), None)
            if part is None:
                raise NotHere
            effects = find_effects(
                session, store=store, people=[person_id], records=part.records, keeps_page=None, trail=trail
            )
        trail.add("record", [part.record_id])
    return OtherPersonPage(page.person, part, effects)


def _make_lines(session: ReaderSession, rows: Sequence[MatchProposal]) -> list[MatchProposalLine]:
    """Those of which the reader may see both records, each with what became of it."""
    if not rows:
        return []
    outcomes, sight = read_outcomes(session, rows), session.sight
    texts = JournalLines[str](session, mention_ids=(), record_ids=(), shas=[one.text_sha for one in rows], seen={})
    lines = []
    with session.need_current() as (_snapshot, store):
        for one in rows:
            outcome = outcomes.get(one.entry_id)
            namings = _namings(store, (one.mention_id, one.other_mention_id), sight)
            answered = pair_of(outcome.decision) if outcome and outcome.decision else ()
            is_shown = len(_namings(store, answered, sight)) == len(answered)
            if len(namings) == 2:
                lines.append(_make_line(session, one, namings, texts, outcome, is_shown))
    return lines


def _namings(store: SnapshotReader, mention_ids: Sequence[str], sight: RowFilter) -> list[ServedRecordNaming]:
    """Of these mentions those that the reader may see."""
    found = (store.naming(mention_id=one, sight=sight) for one in mention_ids)
    return [one for one in found if one]


def _make_line(
    session: ReaderSession,
    one: MatchProposal,
    namings: Sequence[ServedRecordNaming],
    texts: JournalLines[str],
    outcome: Outcome | None,
    is_shown: bool,
) -> MatchProposalLine:
    """`is_shown`: whether the reader may see the records that the answer names, and so who said what."""
    mentions = (one.mention_id, one.other_mention_id)
    decision = outcome.decision if outcome and is_shown else None
    return MatchProposalLine(
        proposal_id=one.entry_id,
        kind=ProposalKind(one.kind),
        at=one.at,
        by=one.by,
        why=texts.text(one.text_sha, one.record_ids, mention_ids=mentions).words,
        names=(namings[0]["text"], namings[1]["text"]),
        people=(namings[0]["person_id"], namings[1]["person_id"]),
        mention_ids=mentions,
        answer=str(outcome.answer) if outcome else "",
        answered_by=decision.by if decision else "",
        answered_at=decision.at if decision else "",
        answer_why=redact_said(session, decision.why, mention_ids=mentions, record_ids=()) if decision else "",
    )
