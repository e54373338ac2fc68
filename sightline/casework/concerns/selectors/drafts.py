"""Reads what somebody is writing and has not sent yet. Only its author reads it, so a reading is not audited."""

from sightline.casework.concerns.models import ConcernDraft
from sightline.casework.concerns.pages.concerns import Draft
from sightline.casework.concerns.rights import check_enters
from sightline.casework.core.actor import Actor
from sightline.sharing import can_enter_concerns


def read_draft(*, actor: Actor) -> Draft | None:
    """What this account is writing; None where it is nothing."""
    found = ConcernDraft.objects.filter(account_id=check_enters(actor=actor)).first()
    return as_draft(found) if found else None


def is_draft(*, number: str) -> bool:
    """Whether anybody is writing under that number: nothing is parked for a number that somebody made up."""
    return ConcernDraft.objects.filter(number=number).exists()


def find_draft(*, actor: Actor) -> Draft | None:
    """The same for a page that everybody opens: nothing where the role enters no concerns."""
    return read_draft(actor=actor) if actor.account_id and can_enter_concerns(reader=actor.reader) else None


def as_draft(draft: ConcernDraft) -> Draft:
    """A draft as pages read it."""
    written = {page: said["written"] for page, said in draft.pages.items()}
    finished = frozenset(page for page, said in draft.pages.items() if said.get("finished"))
    return Draft(
        draft.number, draft.corrects, draft.page, draft.begun_at, draft.saved_at, draft.boxes, written, finished
    )
