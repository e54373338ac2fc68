"""Reads meetings: my meetings and actions, and one meeting with all that this reader may see of it.

Whoever was given an action reads its words, whatever records they speak of: the meeting said them to that person. The
records themselves are shown to nobody who may not see them.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.house_reader import people_of
from sightline.casework.core.models import DependantKind, LookAgain
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.dependants.patterns import MEETING, pattern_reviews_of
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.selectors import read_item
from sightline.casework.meetings.escalates import MEETING_ACTION
from sightline.casework.meetings.lines import MeetingLineBuilder
from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind, MeetingTopic
from sightline.casework.meetings.pages.kinds import Theme, read_meeting_kinds
from sightline.casework.meetings.pages.meetings import (
    ActionLine,
    MeetingLine,
    MeetingPage,
    MeetingsPage,
    MeetingSubjectView,
)
from sightline.casework.meetings.rights import (
    Opened,
    Participation,
    find_part,
    is_meant,
    name_of,
    need_meeting,
    open_for,
    records_named,
    seen_records,
)
from sightline.casework.meetings.services.meetings import list_missing_answers
from sightline.casework.meetings.state import MeetingState, load_state, states_of
from sightline.casework.meetings.subjects import subjects_of
from sightline.casework.posts.services.posts import HeldPost, posts_held

MOST_LISTED, MOST_LOOKED_AT = 100, 1_000


def list_meetings(session: ReaderSession) -> MeetingsPage:
    """The meetings in which the account has a part, the next first; and the actions that are not done."""
    with audited(session, action="list_meetings") as trail:
        check_people(actor=session.actor)
        held = posts_held(session, on=clock.today())
        mine = list_own(session, held)
        over = [one for one in mine if one[1].held or one[1].called_off]
        coming = _lines(session, sorted((one for one in mine if one not in over), key=_place)[:MOST_LISTED])
        earlier = _lines(session, sorted(over, key=_place, reverse=True)[:MOST_LISTED])
        actions, chaired = _open_actions(session, mine, held)
        lines = (*coming, *earlier, *(one.meeting for one in (*actions, *chaired) if one.meeting))
        trail.add("meeting", [one.meeting_id for one in lines])
        trail.add("person", [one.subject.person.person_id for one in lines if one.subject.person])
    return MeetingsPage(coming, earlier, actions, chaired, clock.now_at())


def list_meetings_about(session: ReaderSession, *, person_id: str) -> tuple[MeetingLine, ...]:
    """The meetings about a person, or a group with them, in which the account has a part, the newest first."""
    with audited(session, action="list_meetings_about") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        chosen = Q(about__in=[MeetingTopic.CHILD, MeetingTopic.GROUP])
        mine = list_own(session, posts_held(session, on=clock.today()), chosen, person_id)
        lines = [one for one in _lines(session, mine) if one.subject.person or one.subject.people]
        trail.add("meeting", [one.meeting_id for one in lines])
        return tuple(sorted(lines, key=_planned, reverse=True))


def is_soon_discussed(session: ReaderSession, *, person_id: str) -> bool:
    """Whether a meeting about a person, in which the account has a part, is planned for these days."""
    now = clock.now_at()
    return any(one.is_soon(now) for one in list_meetings_about(session, person_id=person_id))


def list_meetings_of_item(session: ReaderSession, *, item_id: str) -> tuple[MeetingLine, ...]:
    """The meetings that were opened to answer an item, or gave the action that it is about, where one has a part."""
    with audited(session, action="list_meetings_of_item") as trail:
        trail.add("item", [item_id])
        about = Item.objects.filter(item_id=item_id, source=MEETING_ACTION).values("about_id")
        gave = MeetingEntry.objects.filter(entry_id__in=about).values("meeting")
        chosen = Q(item_id=item_id) | Q(pk__in=gave)
        mine = list_own(session, posts_held(session, on=clock.today()), chosen)
        lines = _lines(session, mine)
        trail.add("meeting", [one.meeting_id for one in lines])
        return lines


def read_action_of_item(session: ReaderSession, *, item_id: str) -> ActionLine | None:
    """The action that an item is about, for whoever answers it and may see all that it is based on; None for others."""
    line = read_item(session, item_id=item_id).line
    with audited(session, action="read_action_of_item") as trail:
        trail.add("item", [item_id])
        item = Item.objects.get(item_id=item_id)
        entry = MeetingEntry.objects.filter(entry_id=item.about_id).select_related("meeting").first()
        if entry is None or not line.shown:
            return None
        state = load_state(entry.meeting)
        action = next(one for one in state.of(MeetingEntryKind.ACTION) if one.entry_id == entry.entry_id)
        seen = seen_records(session, record_ids=records_named(state))
        opened = open_for(session, entry.meeting, state, Participation(takes_part=False, minutes=False), seen)
        made = MeetingLineBuilder(session, opened, posts_held(session, on=clock.today()))
        trail.add("record", action.now.record_ids)
        return made.action(action) if made.is_read(action.now) else None


def read_meeting(session: ReaderSession, *, meeting_id: str) -> MeetingPage:
    """One meeting; NotHere where there is none in which the account has a part."""
    with audited(session, action="read_meeting") as trail:
        trail.add("meeting", [meeting_id])
        opened = need_meeting(session, meeting_id=meeting_id)
        page = _page(session, opened)
        trail.add("record", opened.seen)
        trail.add("person", [page.line.subject.person.person_id] if page.line.subject.person else [])
        return page


def list_own(
    session: ReaderSession, held: Sequence[HeldPost], chosen: Q | None = None, person_id: str = ""
) -> list[tuple[Meeting, MeetingState]]:
    """The meetings in which the account takes part, newest first; of one person where given. For an audited selector.

    Who only looks after the data has none of its own.
    """
    meant = Q(account_id=session.actor.account_id) | Q(post__in=[name_of(post) for post in held])
    named = MeetingEntry.objects.filter(meant).values("meeting")
    found = Meeting.objects.filter(Q(account_id=session.actor.account_id) | Q(pk__in=named)).filter(chosen or Q())
    meetings = list(found.order_by("-planned_at", "-pk")[:MOST_LOOKED_AT])
    if person_id:
        people = people_of(session, [mention for one in meetings for mention in one.mention_ids])
        meetings = [one for one in meetings if person_id in {people.get(mention) for mention in one.mention_ids}]
    states = states_of(meetings)
    parts = ((one, find_part(actor=session.actor, meeting=one, state=states[one.pk], held=held)) for one in meetings)
    return [(one, states[one.pk]) for one, part in parts if part is not None and part.takes_part]


def _lines(session: ReaderSession, mine: Sequence[tuple[Meeting, MeetingState]]) -> tuple[MeetingLine, ...]:
    subjects = subjects_of(session, meetings=[meeting for meeting, _ in mine])
    return tuple(line_of(meeting, state, subjects[meeting.pk]) for meeting, state in mine)


def line_of(meeting: Meeting, state: MeetingState, subject: MeetingSubjectView) -> MeetingLine:
    """One line of a list."""
    chair = state.chair
    return MeetingLine(
        meeting_id=meeting.meeting_id,
        kind=meeting.kind,
        kind_label=read_meeting_kinds()[meeting.kind].rule.label,
        subject=subject,
        planned_at=meeting.planned_at,
        held_at=(state.held.moment or "") if state.held else "",
        called_off=state.called_off is not None,
        chair=MeetingLineBuilder.who_in_words(chair) if chair else "",
    )


def _open_actions(
    session: ReaderSession, mine: Sequence[tuple[Meeting, MeetingState]], held: Sequence[HeldPost]
) -> tuple[tuple[ActionLine, ...], tuple[ActionLine, ...]]:
    """Actions that nobody calls done, the earliest day first: mine, and, of meetings that I chair, those of others."""
    waiting = [
        one for one in mine if any(not one[1].is_done(action) for action in one[1].of(MeetingEntryKind.ACTION))
    ][:MOST_LISTED]  # fmt: skip
    spoken = [action for _, state in waiting for action in state.of(MeetingEntryKind.ACTION)]
    records = [record_id for one in spoken for row in (*one.before, one.now) for record_id in row.record_ids]
    seen = seen_records(session, record_ids=records)
    lines = {one.meeting_id: one for one in _lines(session, waiting)}
    own, chaired = list[ActionLine](), list[ActionLine]()
    for meeting, state in waiting:
        part = find_part(actor=session.actor, meeting=meeting, state=state, held=held)
        made = MeetingLineBuilder(session, open_for(session, meeting, state, part, seen), held) if part else None
        for action in state.of(MeetingEntryKind.ACTION) if made else ():
            if state.is_done(action) or made is None or not made.is_read(action.now):
                continue
            line = made.action(action, meeting=lines[meeting.meeting_id])
            if is_meant(actor=session.actor, entry=action.now, held=held):
                own.append(line)
            elif state.chair and is_meant(actor=session.actor, entry=state.chair, held=held):
                chaired.append(line)
    return _by_day(own), _by_day(chaired)


def _by_day(lines: Iterable[ActionLine]) -> tuple[ActionLine, ...]:
    return tuple(sorted(lines, key=lambda one: (one.said.on_day is None, one.said.on_day, one.said.entry_id)))


def _page(session: ReaderSession, opened: Opened) -> MeetingPage:
    meeting, state = opened.meeting, opened.state
    made = MeetingLineBuilder(session, opened, posts_held(session, on=clock.today()))
    subject = subjects_of(session, meetings=[meeting])[meeting.pk]
    agenda = {theme: tuple(one for one in made.kept(MeetingEntryKind.AGENDA) if one.theme == theme) for theme in Theme}
    asked = tuple(made.asked(one) for one in state.asked)
    agencies = {one.who.agency for one in asked}
    plans = [made.plain(plan) for plan in state.plans if made.is_read(plan)]
    plan_read = state.plan is not None and made.is_read(state.plan)
    return MeetingPage(
        line=line_of(meeting, state, subject),
        opened_at=meeting.opened_at,
        opened_by=meeting.opened_by,
        why=made.why if opened.shows(meeting.record_ids) else "",
        asked=asked,
        not_asked=tuple(one for one in read_meeting_kinds()[meeting.kind].asked if one not in agencies),
        agenda=tuple((theme.value, lines) for theme, lines in agenda.items()),
        records=tuple(opened.seen[one] for one in state.record_ids if one in opened.seen),
        decisions=made.kept(MeetingEntryKind.DECISION),
        actions=tuple(made.action(one) for one in state.of(MeetingEntryKind.ACTION) if made.is_read(one.now)),
        dissents=made.kept(MeetingEntryKind.DISSENT),
        plan=plans[-1] if plan_read else None,
        plans_before=tuple(plans[:-1] if plan_read else plans),
        called_off_because=(
            made.plain(state.called_off).words if state.called_off and made.is_read(state.called_off) else ""
        ),
        something_hidden=any(one not in opened.seen for one in records_named(state)) or not subject.shown,
        takes_part=opened.part.takes_part,
        minutes=opened.part.minutes and state.called_off is None,
        item_id=meeting.item_id,
        missing=tuple(one.says for one in list_missing_answers(opened, clock.now_at())) if opened.part.minutes else (),
        look_again=subject.shown and _is_to_be_looked_at(meeting),
        pattern_reviews=pattern_reviews_of(session, kind=MEETING, key=meeting.meeting_id) if subject.shown else (),
        now=clock.now_at(),
    )


def _is_to_be_looked_at(meeting: Meeting) -> bool:
    return LookAgain.objects.filter(kind=DependantKind.MEETING, key=meeting.meeting_id, decision=None).exists()


def _place(one: tuple[Meeting, MeetingState]) -> tuple[str, str]:
    meeting, state = one
    held_at = state.held.moment if state.held else None
    return held_at or meeting.planned_at, meeting.meeting_id


def _planned(line: MeetingLine) -> tuple[str, str]:
    return line.held_at or line.planned_at, line.meeting_id
