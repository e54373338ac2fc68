"""Puts a model of any kind in force by the named decision of a person, or goes back to the shipped one.

The next update uses it. Until then, what the model before made stays.
"""

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.models import Decision
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.model_kinds import LINKAGE, NOTES, ModelKind
from sightline.casework.learning.model_store import Files
from sightline.escalation import check_words
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _

SHIPPED = "shipped"


def choose_note_model(session: ReaderSession, *, version: str, why: str) -> int:
    """Put a model of notes in force; the number of the decision."""
    return choose_model(session, kind=NOTES, version=version, why=why)


def choose_linkage_model(session: ReaderSession, *, version: str, why: str) -> int:
    """Put a matching model in force; the number of the decision."""
    return choose_model(session, kind=LINKAGE, version=version, why=why)


def choose_model(session: ReaderSession, *, kind: ModelKind[Files], version: str, why: str) -> int:
    """Put a model in force, or go back to the shipped one, saying why; the number of the decision.

    Usage where the model is damaged or in force already; NotHere where there is none of that version.
    """
    act = f"choose_{kind.noun}"
    with audited(session, action=act) as trail:
        kind.check_chooses(session.actor)
        said = check_words(why, today=clock.today(), part="why")
        workspace = current_workspace()
        files = None if version == SHIPPED else kind.files_of(workspace, version)
        before = kind.in_force(workspace)
        if files == before:
            raise Usage(_("This model is in force already."), code="in_force_already", what_to_do=_("Choose another."))
        if files and kind.damage_of(files):
            raise Usage(
                _("The files of this model are damaged."), code=f"{kind.noun}_damaged", what_to_do=_("Train it again.")
            )
        body = {
            "version": files.version if files else "",
            "sha256": files.sha256 if files else "",
            "before": before.version if before else "",
        }
        with transaction.atomic(durable=True):
            by = session.actor.reader.username
            row = hash_chain.append(
                Decision, kind=kind.chosen, by=by, os_name=session.actor.os_name, why=said, body=body
            )
            trail.details = body
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action=act, trail=trail)
    return row.sequence
