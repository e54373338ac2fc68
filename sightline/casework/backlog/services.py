"""Sets the day on which an agency goes live with a layout: a decision that another may follow and none changes."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.backlog.plans import PLANNED
from sightline.casework.backlog.rights import check_sets
from sightline.casework.core import clock
from sightline.casework.core.models import Decision
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.go_live.decisions import EVERY_LAYOUT, SET
from sightline.casework.go_live.layouts import known_layouts
from sightline.casework.insiders.oversight import governance_accounts, lacks_other
from sightline.casework.papers.gate import is_for_real_data
from sightline.casework.posts.duty import UncoveredShift, needs_rota, uncovered_hours
from sightline.casework.posts.services.posts import read_holder
from sightline.escalation import check_words
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency
from sightline.model.when import london_time
from sightline.translation.dates import time_on_day
from sightline.translation.messages import lazy as _


def set_go_live(
    session: ReaderSession, *, agency: str, layout: str, day: date, reason: str, despite_uncovered: bool = False
) -> int:
    """Set the day for an agency and layout; the decision's number. An empty layout means every layout of the agency.

    What the agency recorded before that day is backlog from the next run on. Items that are open stay open. Refused
    where nobody is on duty in some hour for a post that must cover every hour, unless it is to be so all the same. And
    where nobody is information governance, or one of it looks at their own records and nobody would be told.
    """
    with audited(session, action="set_go_live") as trail:
        check_sets(actor=session.actor)
        words = check_words(reason, today=clock.today(), part="why")
        _check_agency(agency)
        _check_layout(session, agency, layout)
        if is_for_real_data(current_workspace()) and lacks_other():
            raise _nobody_oversees()
        uncovered = uncovered_hours(from_on=max(day, clock.today()), ladders=[agency]) if needs_rota(agency) else ()
        if uncovered and not despite_uncovered:
            raise _not_covered(uncovered)
        with transaction.atomic(durable=True):
            body = {"agency": agency, "layout": layout, "day": day.isoformat()}
            body |= {"uncovered_from": uncovered[0].from_at} if uncovered else {}
            row = hash_chain.append(
                Decision,
                kind=SET,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=words,
                body=body,
            )
            trail.details = dict(body)
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="set_go_live", trail=trail)
    return row.sequence


def _nobody_oversees() -> Refused:
    if not governance_accounts():
        return Refused(
            _("Nobody is information governance, so nobody would be told what people look at."),
            code="nobody_oversees",
            what_to_do=_("Invite two people with the role of information governance."),
        )
    return Refused(
        _("One person alone is information governance, so nobody would be told what they look at."),
        code="nobody_oversees",
        what_to_do=_("Name a data protection officer under Responsible people, or add a second person."),
    )


def _not_covered(uncovered: Sequence[UncoveredShift]) -> Refused:
    first, last = (time_on_day(london_time(when)) for when in (uncovered[0].from_at, uncovered[0].until_at))
    more = len(uncovered) - 1
    said = (
        _("No one is on duty first in this agency from %(first)s to %(last)s, and %(more)s more times.")
        if more
        else _("No one is on duty first in this agency from %(first)s to %(last)s.")
    )
    return Refused(
        said % {"first": first, "last": last, "more": more},
        code="hours_not_covered",
        what_to_do=_("Complete the rota ('sightline rota'), or set the day anyway with --despite-uncovered."),
    )


def set_backlog_plan(session: ReaderSession, *, agency: str, owner: str, finish_on: date, reason: str) -> int:
    """Say who owns an agency's backlog and by which day it is finished; the decision's number.

    What is not answered by then is escalated. A later decision replaces it, and every one is kept and shown.
    """
    with audited(session, action="set_backlog_plan") as trail:
        check_sets(actor=session.actor)
        words = check_words(reason, today=clock.today(), part="why")
        _check_agency(agency)
        account = read_holder(owner, part="owner")
        if account is None:
            raise Usage(
                _("The backlog needs an owner."), code="no_owner", what_to_do=_("Give the name of an open account.")
            )
        if finish_on < clock.today():
            raise Usage(_("The day is in the past."), code="bad_day", what_to_do=_("Enter today or a later day."))
        with transaction.atomic(durable=True):
            body = {"agency": agency, "owner": owner, "finish_on": finish_on.isoformat()}
            row = hash_chain.append(
                Decision,
                kind=PLANNED,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=words,
                body=body,
            )
            trail.details = {"agency": agency, "finish_on": finish_on.isoformat()}
            trail.add("account", [str(account.pk)])
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="set_backlog_plan", trail=trail)
    return row.sequence


def _check_agency(agency: str) -> None:
    if agency not in list(Agency):
        raise Usage(
            _("There is no such agency."),
            code="no_agency",
            what_to_do=_("Choose: %(choices)s.") % {"choices": ", ".join(Agency)},
        )


def _check_layout(session: ReaderSession, agency: str, layout: str) -> None:
    if layout == EVERY_LAYOUT:
        return
    known = known_layouts(session, agency)
    if layout not in known:
        raise Usage(
            _("This agency has no such file type."),
            code="no_layout",
            what_to_do=_("Choose: %(choices)s; or leave it out to mean every file type.")
            % {"choices": ", ".join(known)},
        )
