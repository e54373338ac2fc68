"""Sets the day on which an agency goes live with a layout: a decision that another may follow and none changes."""

from datetime import date

from django.db import transaction

from sightline.casework import chain, clock
from sightline.casework.actors import Actor
from sightline.casework.audit import append_entry, audited
from sightline.casework.go_live.decisions import EVERY_LAYOUT, SET
from sightline.casework.go_live.layouts import known_layouts
from sightline.casework.go_live.rights import check_sets
from sightline.casework.models import Decision
from sightline.escalation import check_words
from sightline.model.errors import Usage
from sightline.model.nouns import Agency


def set_go_live(*, actor: Actor, agency: str, layout: str, day: date, reason: str) -> int:
    """Set the day for an agency and layout; the decision's number. An empty layout means every layout of the agency.

    What the agency recorded before that day is backlog from the next run on. Items that are open stay open.
    """
    with audited(actor=actor, action="set_go_live") as trail:
        check_sets(actor=actor)
        words = check_words(reason, today=clock.today(), part="why")
        _check_agency(agency)
        _check_layout(agency, layout)
        with transaction.atomic(durable=True):
            body = {"agency": agency, "layout": layout, "day": day.isoformat()}
            row = chain.append(
                Decision, kind=SET, by=actor.reader.username, os_name=actor.os_name, why=words, body=body
            )
            trail.details = dict(body)
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=actor, action="set_go_live", trail=trail)
    return row.sequence


def _check_agency(agency: str) -> None:
    if agency not in list(Agency):
        raise Usage("There is no such agency.", code="no_agency", what_to_do=f"Choose: {', '.join(Agency)}.")


def _check_layout(agency: str, layout: str) -> None:
    if layout == EVERY_LAYOUT:
        return
    known = known_layouts(agency)
    if layout not in known:
        raise Usage(
            "This agency has no such layout.",
            code="no_layout",
            what_to_do=f"Choose: {', '.join(known)}; or leave it out to mean every layout.",
        )
