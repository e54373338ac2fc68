"""An account's notices: what came to it, and which of that it has read.

A notice gives no right. Each is shown, counted and sent only if its account may still know of what it is about, and
items are told to be of one child only where the account may see that they are.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from django.db.models import Exists, OuterRef, QuerySet

from sightline.casework.accounts.services.recovery import own_recoveries
from sightline.casework.audit.trail import audited
from sightline.casework.blind_questions.selectors import own_signals
from sightline.casework.ceilings.selectors import own_overloads
from sightline.casework.comments.selectors import own_commented
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.rights import is_author
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.rights import refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.selectors import own_corrections
from sightline.casework.disputed_conclusions.selectors import own_disputed_conclusions
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.escalation.scopes import REACHED, in_scope
from sightline.casework.escalation.selectors import lines_of
from sightline.casework.finding.selectors import own_watched
from sightline.casework.inbox.pages import NoticeLine, NoticesPage
from sightline.casework.insiders.selectors import own_insider_notices
from sightline.casework.ledger.selectors import own_refused_reasons
from sightline.casework.match_proposals.escalates import own_proposals
from sightline.casework.meetings.notices import own_meetings
from sightline.casework.notices.models import Notice, NoticeKind
from sightline.casework.notices.pages import NoticeCounts
from sightline.casework.notices.record import COMMENT_NOTICES
from sightline.casework.owners.models import OwnerKind
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.recertification.notices import own_endings
from sightline.casework.reviews.selectors.holders import own_review_notices
from sightline.casework.subject_files.notices import breached_files, own_files
from sightline.casework.two_officers.selectors import own_requests
from sightline.casework.worklist.selectors.day_list import own_day_lists
from sightline.escalation import State, Urgency
from sightline.escalation.states import WAITS
from sightline.sharing import can_see_people

MOST, MOST_COUNTED = 200, 100
TO_SEE = "to_see"
Shown = Callable[[ReaderSession, Sequence[str]], set[str]]


def list_notices(session: ReaderSession) -> NoticesPage:
    """The newest notices of the account, one line a matter."""
    with audited(session, action="list_notices") as trail:
        refuse_elected(session.actor)
        rows = list(own_notices(session.actor).order_by("-pk")[: MOST + 1])
        lines = lines_for(session, notices=rows[:MOST])
        trail.add("item", [line.item.item_id for line in lines if line.item])
    return NoticesPage(
        lines=lines,
        unread=sum(not line.is_read for line in lines),
        through=rows[0].pk if rows else 0,
        is_whole=len(rows) <= MOST,
        account_number=session.actor.account_id or 0,
    )


def count_unread(session: ReaderSession) -> int:
    """How many matters the account has not read that still wait, of its newest notices; for the head of each page.

    A count alone, made for a page that is audited by its own selector.
    """
    rows = newest_unread(session)
    return sum(not line.is_read for line in lines_for(session, notices=rows)) if rows else 0


def newest_unread(session: ReaderSession) -> list[Notice]:
    """The account's newest notices that it has not read, `MOST_COUNTED` at most: asked once for a page."""
    unread = own_notices(session.actor).filter(read_at=None).order_by("-pk")
    return session.once("newest_unread", lambda: list(unread[:MOST_COUNTED]))


def lines_for(session: ReaderSession, *, notices: Sequence[Notice]) -> tuple[NoticeLine, ...]:
    """One line a matter, in the order of the notices, of those that the account may know of."""
    items = _items(session, {notice.about_id for notice in notices if notice.kind == NoticeKind.CAME})
    about: dict[str, list[str]] = {}
    for notice in notices:
        about.setdefault(notice.kind, []).append(notice.about_id)
    others = {kind: SHOWN[kind](session, ids) for kind, ids in about.items() if kind in SHOWN}
    found: dict[tuple[str, str], NoticeLine] = {}
    members: dict[tuple[str, str], set[str]] = {}
    for notice in notices:
        item = items.get(notice.about_id) if notice.kind == NoticeKind.CAME else None
        if item is None and notice.about_id not in others.get(notice.kind, ()):
            continue
        key = ("child", item.person_id) if item and item.person_id else (notice.kind, notice.about_id)
        line = _make_notice_line(notice, item)
        found[key] = _together(found[key], line) if key in found else line
        members.setdefault(key, set()).update({notice.about_id} if line.waits else ())
    return tuple(replace(line, others=len(members[key] - {line.about_id})) for key, line in found.items())


def count_notices(session: ReaderSession, *, notices: Sequence[Notice]) -> NoticeCounts:
    """What a message says of these notices to their account."""
    return count_matters(lines_for(session, notices=notices))


def count_matters(lines: Iterable[NoticeLine]) -> NoticeCounts:
    """What a message says of these lines: those alone that still wait."""
    waiting = [line for line in lines if line.waits]
    kinds = [line.kind for line in waiting]
    return NoticeCounts(
        came=kinds.count(NoticeKind.CAME),
        to_see=kinds.count(TO_SEE),
        feedback=kinds.count(NoticeKind.FEEDBACK),
        meeting=kinds.count(NoticeKind.MEETING),
        working_file=kinds.count(NoticeKind.FILE),
        breach=kinds.count(NoticeKind.BREACH),
        account=kinds.count(NoticeKind.ACCOUNT),
        day_list=min(kinds.count(NoticeKind.DAY_LIST), 1),
        over_ceiling=kinds.count(NoticeKind.OVER),
        watched=kinds.count(NoticeKind.WATCHED),
        proposal=kinds.count(NoticeKind.PROPOSAL),
        call_asked=kinds.count(NoticeKind.CALL_ASKED),
        officer=kinds.count(NoticeKind.OFFICER),
        correction=kinds.count(NoticeKind.CORRECTION),
        disputed=kinds.count(NoticeKind.DISPUTED),
        refused_reason=kinds.count(NoticeKind.REFUSED_REASON),
        access_ends=kinds.count(NoticeKind.ACCESS_ENDS),
        insider=kinds.count(NoticeKind.INSIDER),
        learning_review=kinds.count(NoticeKind.REVIEW),
        comments=sum(map(kinds.count, COMMENT_NOTICES.values())),
        urgent=sum(line.urgent for line in waiting),
    )


def own_notices(actor: Actor) -> QuerySet[Notice]:
    """The notices of an account."""
    return Notice.objects.of_account(actor.account_id)


def _items(session: ReaderSession, item_ids: set[str]) -> dict[str, ItemLine]:
    """The items that the account may know of; `mine` where one of its posts must still do something."""
    if not item_ids:
        return {}
    held = posts_held(session, on=clock.today())
    came = in_scope(actor=session.actor, scope=REACHED, held=held).filter(pk=OuterRef("pk"))
    came = came.exclude(state=State.TO_BE_SEEN, answered_by=session.actor.reader.username)
    items = list(Item.objects.filter(item_id__in=item_ids).annotate(is_theirs=Exists(came)))
    theirs = {item.item_id for item in items if vars(item)["is_theirs"]}
    lines = lines_of(session, items=items, held=held)
    return {line.item_id: replace(line, mine=line.item_id in theirs and _waits(line)) for line in lines}


def _waits(item: ItemLine) -> bool:
    """Whether nobody has answered, or it is the reader's turn to see the answer.

    What somebody promised waits for nobody until its day, and then comes as another step. Nobody sees their own answer.
    """
    return item.state in WAITS or (item.mine and item.state == State.TO_BE_SEEN)


def _make_notice_line(notice: Notice, item: ItemLine | None) -> NoticeLine:
    """How it stands now: what came to be answered may be answered, and then to be seen.

    A notice of correction waits until it is answered: then it is shown no more.
    """
    waits = item.mine if item else notice.kind == NoticeKind.CORRECTION or not notice.read_at
    return NoticeLine(
        number=notice.pk,
        kind=TO_SEE if item and item.state == State.TO_BE_SEEN else notice.kind,
        about_id=notice.about_id,
        at=notice.at,
        is_read=bool(notice.read_at) or not waits,
        waits=waits,
        urgent=item is not None and item.urgency == Urgency.URGENT,
        item=item,
    )


def _together(first: NoticeLine, further: NoticeLine) -> NoticeLine:
    """Two notices of one matter: the newer stands for it, unless only the other still waits."""
    stands = further if further.waits and not first.waits else first
    return replace(
        stands,
        is_read=first.is_read and further.is_read,
        waits=first.waits or further.waits,
        urgent=(first.urgent and first.waits) or (further.urgent and further.waits),
    )


def _own_concerns(session: ReaderSession, concern_ids: Sequence[str]) -> set[str]:
    """The concerns that the account sent."""
    if not concern_ids or not can_see_people(reader=session.actor.reader):
        return set()
    return {
        one.concern_id for one in Concern.objects.filter(concern_id__in=concern_ids) if is_author(session.actor, one)
    }


def _commented(owner: OwnerKind, session: ReaderSession, owner_ids: Sequence[str]) -> set[str]:
    """Those on which a comment mentions the account, that it may open."""
    return own_commented(session, owner=owner, owner_ids=owner_ids)


# Which of these may the account open? By kind of notice, for what is no item.
SHOWN: dict[str, Shown] = {
    NoticeKind.FEEDBACK: _own_concerns,
    NoticeKind.MEETING: own_meetings,
    NoticeKind.FILE: own_files,
    NoticeKind.BREACH: breached_files,
    NoticeKind.ACCOUNT: own_recoveries,
    NoticeKind.DAY_LIST: own_day_lists,
    NoticeKind.OVER: own_overloads,
    NoticeKind.WATCHED: own_watched,
    NoticeKind.PROPOSAL: own_proposals,
    NoticeKind.CALL_ASKED: own_signals,
    NoticeKind.OFFICER: own_requests,
    NoticeKind.CORRECTION: own_corrections,
    NoticeKind.DISPUTED: own_disputed_conclusions,
    NoticeKind.REFUSED_REASON: own_refused_reasons,
    NoticeKind.ACCESS_ENDS: own_endings,
    NoticeKind.INSIDER: own_insider_notices,
    NoticeKind.REVIEW: own_review_notices,
    **{COMMENT_NOTICES[owner.value]: partial(_commented, owner) for owner in OwnerKind},
}
