"""Whoever the chair asked to a meeting has a reason to open its children, for some working days round the meeting.

A meeting that was called off gives none, and one far ahead none yet. Nor does an invitation that came before the
account moved to other work: it was for the work that it had then.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from sightline.casework.accounts.moves import last_move
from sightline.casework.core.sight_decisions import GroundsAsked
from sightline.casework.meetings.models import MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind
from sightline.casework.meetings.rights import name_of
from sightline.casework.posts.services.posts import posts_with_reasons
from sightline.model.calendar import end_of_day
from sightline.model.when import london_day
from sightline.rulebook.calendar import read_calendar
from sightline.sharing.need_to_know import AccessReason, Ground, need_to_know_value

LONGEST_OF_A_WORKING_DAY = 5  # days from one working day to the next, over Christmas or Easter


def invited_grounds(asked: GroundsAsked) -> Iterator[Ground]:
    """The children of the meetings to which somebody else asked the account, or a post that it answers for."""
    account, at = asked.account, asked.at
    today, calendar = london_day(at), read_calendar()
    theirs = Q(account=account, decision__gt=last_move(account.pk).decision)
    for post in posts_with_reasons(asked):
        theirs |= Q(post=name_of(post), organisation=post.organisation)
    invitations = MeetingEntry.objects.filter(theirs, kind=MeetingEntryKind.ASKED)
    called_off = MeetingEntry.objects.filter(kind=MeetingEntryKind.CALLED_OFF).values("meeting")
    before, after = (need_to_know_value(f"invited_working_days_{side}", on=today) for side in ("before", "after"))
    rows = invitations.exclude(by=account.username).exclude(meeting__in=called_off)
    for mention_ids, planned_at in rows.values_list("meeting__mention_ids", "meeting__planned_at"):
        day = london_day(planned_at)
        if today - day > timedelta(days=LONGEST_OF_A_WORKING_DAY * (after + 1)):
            continue  # so long ago that no calendar needs to say so
        if not mention_ids or day > calendar.add_working_days(today, before):
            continue
        until_at = end_of_day(calendar.add_working_days(day, after))
        if at <= until_at:
            yield Ground(AccessReason.INVITED, tuple(mention_ids), until_at)
