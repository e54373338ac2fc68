"""Reads concerns: one as it was sent, my own and what happened, those that wait for the front door, and new ones.

An author always reads what they sent, whatever the filter says, because a receipt that cannot be read is none.
Everybody else goes through the filter, before a run took the concern in and after.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from sightline.casework.accounts.governance_scope import bodies_known
from sightline.casework.audit.trail import audited
from sightline.casework.concerns.clocks import clocks_of
from sightline.casework.concerns.live_entries import may_see, mentions_of, visibility_of
from sightline.casework.concerns.models import Concern, ConcernReceipt, ReceiptKind, ReferrerFeedback
from sightline.casework.concerns.pages.concerns import (
    ConcernLine,
    ConcernLists,
    ConcernPage,
    FeedbackLine,
    SeenBy,
)
from sightline.casework.concerns.pages.form_schema import CATEGORIES, YES
from sightline.casework.concerns.receipts import note_receipt, receipt_line
from sightline.casework.concerns.rights import (
    answers_for,
    concerns_within,
    is_author,
    is_front_door,
    need_concern,
    openable_concerns,
    visible_concerns,
)
from sightline.casework.concerns.selectors.additions import additions_of
from sightline.casework.concerns.selectors.drafts import find_draft
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.selectors import may_open
from sightline.casework.posts.selectors.front_door import read_front_door
from sightline.casework.protection.selectors.current import redact_said
from sightline.model.nouns import Agency, Role
from sightline.model.visibility import Reader
from sightline.sharing import can_see, row_filter

MOST_LISTED, OTHERS_LISTED = 100, 30


def read_concern(session: ReaderSession, *, concern_id: str) -> ConcernPage:
    """One concern; NotHere where there is none that this reader may see. The first opening in an agency is noted."""
    with audited(session, action="read_concern") as trail:
        trail.add("concern", [concern_id])
        concern = need_concern(session, concern_id)
        trail.add("record", [concern.record_id])
        if not is_author(session.actor, concern):
            note_receipt(session.actor, concern, ReceiptKind.OPENED)
        page = _page(session, concern)
        trail.add("person", [page.person_id] if page.person_id else [])
    return page


def list_concerns(session: ReaderSession, *, before: int = 0) -> ConcernLists:
    """What I am writing, what I sent and what happened, what waits, and all that others sent and that I may see.

    Those of others are listed in parts, the newest first: `before` is where the part before this one ended.
    """
    with audited(session, action="list_concerns") as trail:
        check_people(actor=session.actor)
        mine = list(Concern.objects.of_account(session.actor.account_id).newest_first()[:MOST_LISTED])
        without_feedback = Concern.objects.filter(about_professional=True, referrerfeedback=None).oldest_first()
        waiting = answers_for(session, without_feedback) + (
            visible_concerns(session, waiting_referrals()) if is_front_door(session.actor.reader) else []
        )
        waiting = waiting[:MOST_LISTED]
        others, later = _of_others(session, before=before, leave={one.pk for one in waiting})
        lists = ConcernLists(
            draft=find_draft(actor=session.actor),
            mine=lines_of_concerns(session, mine),
            waiting=lines_of_concerns(session, waiting),
            others=lines_of_concerns(session, others),
            later=later,
            door=read_front_door(),
        )
        trail.add("concern", [one.concern_id for one in (*lists.mine, *lists.waiting, *lists.others)])
    return lists


def _of_others(session: ReaderSession, *, before: int, leave: Set[str]) -> tuple[list[Concern], int]:
    """A part of what others sent and the reader may see, and before which number the next goes on; 0 for nowhere."""
    rows = concerns_within(session).newest_first().exclude(pk__in=leave)
    rows = rows.exclude(account_id=session.actor.account_id) if session.actor.account_id is not None else rows
    found: list[Concern] = []
    while len(found) <= OTHERS_LISTED:
        part = list((rows.filter(sequence__lt=before) if before else rows)[:MOST_LISTED])
        found += openable_concerns(session, part)
        if len(part) < MOST_LISTED:
            break
        before = part[-1].sequence
    shown = found[:OTHERS_LISTED]
    return shown, shown[-1].sequence if len(found) > OTHERS_LISTED else 0


def concern_of_record(session: ReaderSession, *, record_id: str) -> str:
    """The concern that a record is of, which no run may have taken in yet; NotHere where there is none to see."""
    with audited(session, action="find_concern") as trail:
        trail.add("record", [record_id])
        concern = Concern.objects.of_record(record_id)
        if concern is None:
            raise NotHere
        return need_concern(session, concern.concern_id).concern_id


def waiting_referrals() -> Iterable[Concern]:
    """Referrals that children's services have not said that they have received, the oldest first."""
    received = ConcernReceipt.objects.filter(kind=ReceiptKind.RECEIVED, agency=Agency.CHILDRENS_SERVICES).values(
        "concern_id"
    )
    return Concern.objects.filter(referral=True).exclude(pk__in=received).oldest_first()


def _page(session: ReaderSession, concern: Concern) -> ConcernPage:
    (line,) = lines_of_concerns(session, [concern])
    first = Concern.objects.by_id(concern.corrects) if concern.corrects else None
    later = list(Concern.objects.filter(corrects=concern.pk).oldest_first())
    mine = is_author(session.actor, concern)
    has_received = any(
        one.kind == ReceiptKind.RECEIVED and one.agency == session.actor.reader.agency for one in line.received
    )
    return ConcernPage(
        line=line,
        record_id=concern.record_id,
        begun_at=concern.begun_at,
        said=redact_said(session, concern.said, mention_ids=mentions_of(concern)),
        person_id=_person_of(session, concern),
        clocks=clocks_of(session, concern, sight=session.sight),
        seen_by=_list_readers(session, concern),
        corrected_by=lines_of_concerns(
            session, [one for one in later if is_author(session.actor, one) or may_see(session, one)]
        ),
        corrects=lines_of_concerns(session, [first])[0] if first else None,
        door=read_front_door(),
        may_receive=concern.referral and is_front_door(session.actor.reader) and not mine and not has_received,
        may_give_feedback=not mine,
        additions=additions_of(session, [concern]).get(concern.record_id, ()),
    )


def _person_of(session: ReaderSession, concern: Concern) -> str:
    """The child's id as things stand, where the reader may open them."""
    sight = session.sight
    with session.open_current() as opened:
        if opened is None:
            return ""
        mentions = [one for one in (concern.mention_id, concern.about_mention_id) if one]
        people = opened[1].people_of(mention_ids=mentions)
        person_id = next((people[one] for one in mentions if one in people), "")
        is_open = (
            person_id and opened[1].said(person_ids=[person_id], sight=sight) and may_open(opened[1], person_id, sight)
        )
        return person_id if is_open else ""


def _list_readers(session: ReaderSession, concern: Concern) -> tuple[SeenBy, ...]:
    """Which roles may see it, and of which agencies, asked of the one filter itself."""
    item, found = visibility_of(session, concern), []
    own = bodies_known(actor=session.actor).own_records(concern.agency, concern.organisation)
    for role in Role:
        near = Reader("", role, concern.agency, concern.organisation, own=own)
        readers = {agency: near if agency == concern.agency else Reader("", role, agency, "") for agency in Agency}
        seen = [agency for agency, reader in readers.items() if can_see(reader=reader, item=item)]
        if seen:
            own_people = row_filter(reader=Reader("", role, concern.agency, "")).only_people_of is not None
            agencies = () if len(seen) == len(Agency) else tuple(map(str, seen))
            body = concern.organisation if own is not None and seen == [concern.agency] else ""
            found.append(SeenBy(str(role), agencies, own_people, body))
    return tuple(found)


def lines_of_concerns(session: ReaderSession, concerns: Sequence[Concern]) -> tuple[ConcernLine, ...]:
    """These concerns as lines: who received each, and what its author was told. Give none that may not be seen."""
    said = _said_about(session, concerns)
    return tuple(
        ConcernLine(
            concern_id=one.concern_id,
            entered_at=one.entered_at,
            agency=one.agency,
            organisation=one.organisation,
            author=one.author,
            is_mine=is_author(session.actor, one),
            referral=one.referral,
            about_professional=one.about_professional,
            restricted=one.restricted,
            categories=tuple(category for category in CATEGORIES if one.said[category] == YES),
            corrects=one.corrects,
            child=one.said["child"],
            received=tuple(receipt_line(row) for row in said[one.pk].receipts),
            feedback=tuple(
                FeedbackLine(row.at, row.by, row.how, redact_said(session, row.words, mention_ids=mentions_of(one)))
                for row in said[one.pk].feedback
            ),
        )
        for one in concerns
    )


@dataclass(frozen=True, slots=True)
class _SaidAbout:
    """Who received a concern, and what its author was told, each in order."""

    receipts: list[ConcernReceipt] = field(default_factory=list)
    feedback: list[ReferrerFeedback] = field(default_factory=list)


def _said_about(session: ReaderSession, concerns: Sequence[Concern]) -> dict[str, _SaidAbout]:
    """That of each of these, by its key; of none it is asked twice in a session that only reads."""
    kept: dict[str, _SaidAbout] = session.once("said_about_concerns", dict)
    missing = {one.pk: _SaidAbout() for one in concerns if one.pk not in kept}
    if missing:
        for receipt in ConcernReceipt.objects.filter(concern_id__in=list(missing)).order_by("at", "id"):
            missing[receipt.concern_id].receipts.append(receipt)
        for given in ReferrerFeedback.objects.filter(concern_id__in=list(missing)).order_by("at", "id"):
            missing[given.concern_id].feedback.append(given)
    kept.update(missing)
    return {one.pk: kept[one.pk] for one in concerns}
