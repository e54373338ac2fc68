"""The action that a proposal opens: a role that answers possible matches, and a deadline."""

from collections.abc import Mapping

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.candidates import visibility_of_records
from sightline.casework.escalation.engine import PROPOSED_MATCH, Basis, Candidate, calendar
from sightline.casework.match_proposals.models import MatchProposal
from sightline.escalation import PROPOSED, Stage, read_escalation_rules, unowned_from
from sightline.model.visibility import Visibility
from sightline.translation.messages import lazy as _

ABOUT = _("A colleague proposes who these records are about. Answer the proposal.")


def candidate_of(session: ReaderSession, one: MatchProposal) -> Candidate:
    """The action of a proposal, which begins with the team manager of the proposer's agency."""
    return _candidate(one, visibility_of_records(session, one.record_ids))


def _candidate(one: MatchProposal, seen: Mapping[str, Visibility]) -> Candidate:
    return Candidate(
        rule_id=PROPOSED,
        rule_version=read_escalation_rules()[PROPOSED].version,
        source=PROPOSED_MATCH,
        due_at=one.at,
        about=ABOUT,
        agency=one.agency,
        mention_ids=(one.mention_id, one.other_mention_id),
        basis=tuple(Basis(record_id, seen[record_id]) for record_id in one.record_ids if record_id in seen),
        about_id=one.entry_id,
        begins=Stage.TEAM_MANAGER,
        always=True,
        opened_by=one.by,
        deadline_at=unowned_from(from_at=one.at, calendar=calendar(), rule_id=PROPOSED),
    )
