"""Sets where a referral to children's services goes."""

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_accounts
from sightline.casework.core.session import ReaderSession
from sightline.casework.posts.models import FrontDoor
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _

CHANGED = "front_door_changed"
FEWEST_DIGITS = 3


def set_front_door(session: ReaderSession, *, name: str, phone: str, hours: str = "") -> None:
    """Set it; the operator and information governance may. Usage where it has no name or no number."""
    with audited(session, action="set_front_door") as trail:
        check_accounts(actor=session.actor)
        name, phone, hours = name.strip(), phone.strip(), hours.strip()
        if not name or sum(letter.isdigit() for letter in phone) < FEWEST_DIGITS:
            raise Usage(
                _("The front door needs a name and a telephone number."),
                code="no_front_door",
                what_to_do=_("Give both: --name 'Name of the team' --phone 'Number to call'."),
            )
        with transaction.atomic():
            said = {"name": name, "phone": phone, "hours": hours}
            FrontDoor.objects.update_or_create(id=1, defaults={**said, "changed_at": clock.now_at()})
            row = hash_chain.append(
                Decision, kind=CHANGED, by=session.actor.reader.username, os_name=session.actor.os_name, body=said
            )
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="set_front_door", trail=trail)
