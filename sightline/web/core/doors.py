"""Which doors are open to somebody: what they may see and do, by their role, for the menu and for templates."""

from typing import Any

from sightline.casework.access.rights import can_read_access, may_keep_teams
from sightline.casework.accounts.rights import can_list
from sightline.casework.audit.rights import can_read_audit
from sightline.casework.blind_questions.rights import may_ask as may_ask_blindly
from sightline.casework.blind_questions.rights import may_govern as may_govern_asked
from sightline.casework.core.actor import Actor
from sightline.casework.core.rights import READ_NO_COUNTS
from sightline.casework.emergency_access.rights import may_open as may_open_in_emergency
from sightline.casework.learning.rights import can_read_linkage
from sightline.casework.papers.rights import RECORDS
from sightline.casework.readership.rights import may_ask_readership
from sightline.casework.reviews.rights import sets_terms
from sightline.casework.rule_switches.rights import OWNERS
from sightline.casework.rules.services.confirmations import can_confirm
from sightline.casework.two_officers.rights import has_role as is_officer
from sightline.casework.two_officers.rights import may_govern as may_govern_officers
from sightline.model.nouns import Role
from sightline.sharing import (
    can_answer_same_person,
    can_enter_concerns,
    can_propose_same_person,
    can_see_files,
    can_see_people,
    counts_wording_of,
    gives_sight_of,
    part_in_subject_files,
    row_filter,
)


def doors_of(actor: Actor) -> dict[str, Any]:
    """Who is signed in, and by each door whether it is open to them."""
    reader = actor.reader
    return {
        "signed_in": True,
        "username": reader.username,
        "role": reader.role,
        "agency": reader.agency,
        "organisation": reader.organisation,
        "works": reader.role != Role.ELECTED_MEMBER,
        "people": can_see_people(reader=reader),
        "files": can_see_files(reader=reader),
        "networks": can_see_people(reader=reader) and row_filter(reader=reader).only_people_of is None,
        "matching": can_read_linkage(actor=actor),
        "answers": can_answer_same_person(reader=reader),
        "proposes": can_propose_same_person(reader=reader),
        "enters": can_enter_concerns(reader=reader),
        "working_files": part_in_subject_files(reader=reader) != "none",
        "opens_files": part_in_subject_files(reader=reader) == "decides",
        "switches": reader.role in OWNERS,
        "confirms": can_confirm(actor=actor),
        "audits": can_read_audit(actor=actor),
        "asks_readership": may_ask_readership(actor=actor),
        "accounts": can_list(actor=actor),
        "papers": reader.role in RECORDS,
        "access": can_read_access(actor=actor),
        "needs_reason": reader.needs_reason,
        "assigns": may_keep_teams(actor=actor),
        "asks_blindly": may_ask_blindly(actor=actor) or may_govern_asked(actor=actor),
        "two_officers": is_officer(actor=actor) or may_govern_officers(actor=actor),
        "opens_in_emergency": may_open_in_emergency(actor=actor),
        "reviews": sets_terms(actor=actor) or reader.role is Role.REVIEWER,
        "counts": reader.role not in READ_NO_COUNTS,
        "gives_sight": gives_sight_of(reader=reader) != "none",
        "wording": counts_wording_of(reader=reader) != "none",
    }
