"""Whoever the chair of a meeting asked to it has a reason to open its children, until some days after the meeting."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from sightline.casework.core.models import Account
from sightline.casework.meetings.models import MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind
from sightline.casework.meetings.rights import name_of
from sightline.casework.posts.services.posts import posts_of_account
from sightline.model.calendar import end_of_day
from sightline.model.when import london_day
from sightline.sharing.need_to_know import AccessReason, Ground, need_to_know_value


def invited_grounds(account: Account, at: str) -> Iterator[Ground]:
    """The children of the meetings to which somebody else asked the account, or a post that it answers for."""
    today = london_day(at)
    posts = {name_of(post) for post in posts_of_account(account_id=account.pk, on=today)}
    asked = MeetingEntry.objects.filter(Q(account=account) | Q(post__in=posts), kind=MeetingEntryKind.ASKED)
    days = timedelta(days=need_to_know_value("invited_days_after", on=today))
    rows = asked.exclude(by=account.username).values_list("meeting__mention_ids", "meeting__planned_at")
    for mention_ids, planned_at in rows:
        until_at = end_of_day(london_day(planned_at) + days)
        if mention_ids and at <= until_at:
            yield Ground(AccessReason.INVITED, tuple(mention_ids), until_at)
