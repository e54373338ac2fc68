"""Referrals that children's services have not acknowledged, of those that the reader may see, for a first page."""

from collections.abc import Sequence
from dataclasses import replace

from sightline.casework.concerns.clocks import tell_referrer_by
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.pages.concerns import ConcernLine
from sightline.casework.concerns.rights import is_author, visible_concerns
from sightline.casework.concerns.selectors.concerns import waiting_referrals
from sightline.casework.home.panels import SHOWN, HomeDesk, concern_lines


def list_unacknowledged(desk: HomeDesk) -> tuple[tuple[ConcernLine, ...], int]:
    """The oldest of them, each with when its referrer must be told; and how many there are."""
    waiting = list(waiting_referrals())
    may = {one.pk for one in visible_concerns(desk.session, waiting)}
    seen = [one for one in waiting if one.pk in may or is_author(desk.session.actor, one)]
    return _with_deadlines(desk, seen[:SHOWN]), len(seen)


def _with_deadlines(desk: HomeDesk, concerns: Sequence[Concern]) -> tuple[ConcernLine, ...]:
    by_id = {one.concern_id: one for one in concerns}
    lines = concern_lines(desk, concerns)
    return tuple(replace(one, tell_by=tell_referrer_by(desk.session, by_id[one.concern_id])) for one in lines)
