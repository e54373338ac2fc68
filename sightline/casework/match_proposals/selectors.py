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
from sightline.sharing import can_answer_same_person

MOST = 200


def list_proposals(session: ReaderSession) -> tuple[MatchProposalLine, ...]:
    """Proposals of which the account may see both records, open ones first, then the newest: to answer, or its own."""
    with audited(session, action="list_match_proposals") as trail:
        check_reads_proposals(actor=session.actor)
        found = MatchProposal.objects.newest_first()
        if not can_answer_same_person(reader=session.actor.reader):
            found = found.filter(by=session.actor.reader.username)
        lines = _make_lines(session, list(found))
        trail.add("match_proposal", [one.proposal_id for one in lines])
    return tuple(lines)


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
    """Those of which the reader may see both records, each with what became of it: open ones first, at most so many.

    However many proposals there are, it asks the snapshot twice.
    """
    if not rows:
        return []
    with session.need_current() as (_snapshot, store):
        seen = store.namings_of(mention_ids=_mentions_of(rows), sight=session.sight)
        visible = [one for one in rows if one.mention_id in seen and one.other_mention_id in seen]
        outcomes = read_outcomes(session, visible)
        shown = sorted(visible, key=lambda one: one.entry_id in outcomes and outcomes[one.entry_id].is_final)[:MOST]
        pairs = {key: pair_of(outcome.decision) for key, outcome in outcomes.items() if outcome.decision}
        answered = [mention for one in shown for mention in pairs.get(one.entry_id, ())]
        seen |= store.namings_of(mention_ids=sorted(set(answered)), sight=session.sight)
    texts = JournalLines[str](session, mention_ids=(), record_ids=(), shas=[one.text_sha for one in shown], seen={})
    return [
        _make_line(
            session, one, (seen[one.mention_id], seen[one.other_mention_id]), texts, outcomes.get(one.entry_id),
            all(mention in seen for mention in pairs.get(one.entry_id, ())),
        )
        for one in shown
    ]  # fmt: skip


def _mentions_of(rows: Sequence[MatchProposal]) -> list[str]:
    return sorted({mention for one in rows for mention in (one.mention_id, one.other_mention_id)})


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
