"""Opens meetings: about a child, a group, a place or a record; alone, or as the answer to an item.

Opening a meeting closes nothing. Where it answers an item, it is the answer "act": the item waits until the meeting was
held, and goes up again when its day has passed without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sightline.casework.audit.trail import Trail, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, account_of
from sightline.casework.core.models import Account
from sightline.casework.core.moments import read_moment
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.rights import basis_of
from sightline.casework.escalation.services.responses import OF_ITEMS, give_answer, holding
from sightline.casework.journal.draft import MOST_RECORDS, read_records, read_words
from sightline.casework.journal.writer import all_or_none
from sightline.casework.meetings.models import Meeting
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind, MeetingTopic
from sightline.casework.meetings.pages.kinds import MeetingKind, read_meeting_kinds
from sightline.casework.meetings.rights import seen_records
from sightline.casework.meetings.subjects import (
    MeetingSubject,
    list_choices_on_record,
    name_child,
    name_group,
    name_place,
)
from sightline.casework.meetings.writer import MEETINGS, MeetingEntryDraft, read_participant
from sightline.casework.protection.free_text import keep_text
from sightline.escalation import ResponseKind, check_answer
from sightline.model.errors import Refused, Usage
from sightline.model.ids import make_id
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What is needed to open a meeting. One of `person_id`, `group_id` and `mention_id`, a place on a record, or none.

    `planned_at` is a moment in UTC; `chair` an account's name, whoever opens it where empty; `item_id` the item that it
    answers.
    """

    kind: str
    record_ids: tuple[str, ...]
    planned_at: str
    why: str = field(repr=False)
    person_id: str = ""
    mention_id: str = ""
    group_id: str = ""
    chair: str = field(default="", repr=False)
    item_id: str = ""


def open_meeting(session: ReaderSession, *, opening: NewMeeting) -> str:
    """Open a meeting, and answer the item where it was opened from one; the meeting's id. Opening it twice is once."""
    with audited(session, action="open_meeting") as trail:
        check_people(actor=session.actor)
        account = _own_account(session.actor)
        kind = _read_kind(opening.kind)
        why = read_words(opening.why)
        named = _name(session, opening)
        records = _check_records(session, [named.record_id, *opening.record_ids])
        _check_planned(opening.planned_at)
        chair = read_participant(opening.chair) if opening.chair else account
        with all_or_none(actor=session.actor, action="open_meeting", trail=trail):
            meeting, is_new = _create(session.actor, trail, account, opening, named, records, keep_text(words=why))
            if is_new:
                draft = MeetingEntryDraft(
                    MeetingEntryKind.CHAIR, agency=chair.agency, organisation=chair.organisation, account=chair
                )
                MEETINGS.write(session, subject=meeting, draft=draft, trail=trail)
                if opening.item_id:
                    _answer_item(session, meeting, kind, chair, trail)
    return meeting.meeting_id


def _own_account(actor: Actor) -> Account:
    account = account_of(actor=actor)
    if account is None:
        raise Refused(
            _("To open a meeting, you need an account."),
            code="no_account",
            what_to_do=_("Sign in with your own account."),
        )
    return account


def _read_kind(kind: str) -> MeetingKind:
    try:
        return read_meeting_kinds()[kind]
    except KeyError:
        raise Usage(
            _("There is no such kind of meeting."),
            code="no_kind",
            what_to_do=_("Choose one of %(choices)s.") % {"choices": ", ".join(read_meeting_kinds())},
        ) from None


def _name(session: ReaderSession, opening: NewMeeting) -> MeetingSubject:
    if opening.person_id:
        return name_child(session, person_id=opening.person_id)
    if opening.group_id:
        return name_group(session, group_id=opening.group_id)
    if not opening.record_ids:
        raise Usage(
            _("The meeting does not say who or what it is about."),
            code="no_about",
            what_to_do=_("Choose a child, place or record."),
        )
    if opening.mention_id:
        return name_place(session, record_ids=opening.record_ids, mention_id=opening.mention_id)
    if any(one.about == MeetingTopic.CHILD for one in list_choices_on_record(session, record_id=opening.record_ids[0])):
        raise Usage(
            _("You can see the person named in this record, so the meeting must name them."),
            code="choose_about",
            what_to_do=_("Choose who it is about."),
        )
    return MeetingSubject(MeetingTopic.RECORD, (), opening.record_ids[0])


def _check_records(session: ReaderSession, record_ids: Sequence[str]) -> tuple[str, ...]:
    if len(set(record_ids)) > MOST_RECORDS:
        raise Usage(
            _("You chose too many records."),
            code="too_many",
            what_to_do=_("Choose %(most_records)s at most; add more later.") % {"most_records": MOST_RECORDS},
        )
    return read_records(record_ids, seen=seen_records(session, record_ids=record_ids))


def _check_planned(planned_at: str) -> None:
    try:
        read_moment(planned_at)
    except ValueError:
        raise Usage(
            _("The day or time of the meeting is missing."), code="no_time", what_to_do=_("Give the day and the time.")
        ) from None


def _create(
    actor: Actor,
    trail: Trail,
    account: Account,
    opening: NewMeeting,
    named: MeetingSubject,
    records: tuple[str, ...],
    text: str,
) -> tuple[Meeting, bool]:
    now = clock.now_at()
    parts = (opening.kind, *named.mention_ids, *records, opening.planned_at, now, actor.reader.username)
    says = {
        "kind": opening.kind,
        "about": named.about.value,
        "mention_ids": list(named.mention_ids),
        "record_ids": list(records),
        "item_id": opening.item_id,
        "planned_at": opening.planned_at,
    }
    return MEETINGS.open(
        actor=actor,
        trail=trail,
        subject_id=make_id("meeting", *parts),
        says=says,
        decided={"text_sha256": text},
        kept={"opened_at": now, "account": account, "text_sha": text},
    )


def _answer_item(session: ReaderSession, meeting: Meeting, kind: MeetingKind, chair: Account, trail: Trail) -> None:
    """Answer the item: the meeting is what will be done, its chair who does it, its day by when."""
    form = {
        "form": ResponseKind.ACT.value,
        "what": f"Hold a meeting of the agencies ({kind.rule.label}), and record what it decides",
        "who": chair.username,
        "by_when": london_day(meeting.planned_at),
    }
    checked = check_answer(form, today=clock.today(), forms=OF_ITEMS)
    with holding(session, item_id=meeting.item_id, trail=trail) as held:
        if not {row.record_id for row in basis_of(session, held.item)} <= set(meeting.record_ids):
            raise Usage(
                _("The meeting leaves out a record that the action is based on."),
                code="not_its_basis",
                what_to_do=_("Open the meeting from the action’s page."),
            )
        held.action = "answer_item"
        give_answer(session, held, checked)
