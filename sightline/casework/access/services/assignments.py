"""Ends an assignment of an agency's own list of lead workers: one decided here is ended on the child's page."""

from datetime import timedelta

from django.db.models import Q

from sightline.casework.access.rights import check_keeps_teams, may_keep_team_of
from sightline.casework.access.writer import ACCESS
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Assignment
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.journal.writer import append_decision
from sightline.casework.protection.free_text import keep_text


def end_listed_assignment(session: ReaderSession, *, number: int, why: str) -> None:
    """End it: it opens the child no longer from now on. NotHere where the account does not decide for that agency."""
    with ACCESS.hold(session, action="end_listed_assignment") as trail:
        check_keeps_teams(actor=session.actor)
        words, today = read_words(why, part="why"), clock.today()
        rows = Assignment.objects.select_for_update(of=("self",)).filter(Q(to_on=None) | Q(to_on__gte=today))
        row = rows.select_related("account").filter(pk=number).first()
        if row is None or not may_keep_team_of(actor=session.actor, agency=row.account.agency):
            raise NotHere
        row.to_on = today - timedelta(days=1)
        row.save()
        body = {
            "assignment": row.pk,
            "account": row.account_id,
            "mention_id": row.mention_id,
            "text_sha256": keep_text(words=words),
        }
        names = {"account": [str(row.account_id)]}
        append_decision(actor=session.actor, trail=trail, kind="listed_assignment_ended", body=body, names=names)
