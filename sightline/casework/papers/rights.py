"""Who records papers: information governance, or the operator. The papers on holds let records be erased.

So a named person records those: at the command line with a password.
"""

from sightline.casework.accounts.rights import check_named_person
from sightline.casework.core.actor import Actor
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.papers.requirements import erasure_papers
from sightline.translation.messages import lazy as _

RECORDS = (Role.INFORMATION_GOVERNANCE, Role.OPERATOR)


def check_records_papers(*, actor: Actor) -> None:
    """Refused where the role has nothing to do with papers."""
    if actor.reader.role not in RECORDS:
        raise Refused(
            _("Only information governance or the operator can see and record papers."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def needs_named_person(paper_id: str) -> bool:
    """Whether a named person records it: it is one of the papers without which nothing is erased."""
    return paper_id in {rule.id for rule in erasure_papers()}


def check_records_paper(*, actor: Actor, paper_id: str, password: str) -> None:
    """Refused where the role has nothing to do with papers, or nobody is named for a paper on holds."""
    check_records_papers(actor=actor)
    if needs_named_person(paper_id):
        check_named_person(actor=actor, password=password)
