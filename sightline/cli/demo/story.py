"""Three weeks of the demo: concerns entered, answered, disagreed with or left alone, up to the present moment.

Everything is done through the same services as on the pages, by the people on the posts, with the clock set to when
they did it; between their acts the tick works whatever nobody answered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from sightline.cli.demo.people import HOLDERS
from sightline.invented import worries
from sightline.invented.lately import KnownChild
from sightline.invented.worries import Worry
from sightline.model.nouns import Role
from sightline.model.when import london_day, moment, utc_text

if TYPE_CHECKING:
    from sightline.casework.core.session import ReaderSession

FRONT_DOOR, TEAM_MANAGER = Role.PRACTITIONER.value, Role.MANAGER.value
Act = tuple[str, Callable[[], object]]


@dataclass
class DemoStory:
    """The story while it is told: the present moment, the children that it is about, the concerns entered so far."""

    now: str
    children: tuple[KnownChild, ...]
    concerns: dict[Worry, str] = field(default_factory=dict)
    meetings: dict[Worry, str] = field(default_factory=dict)

    def days_ago(self, days: int, clock: str) -> str:
        """A London time of a day before the present one."""
        hours, minutes = clock.split(":")
        return moment(london_day(self.now) - timedelta(days=days), time(int(hours), int(minutes)))

    def hours_ago(self, hours: float) -> str:
        """So many hours before the present moment."""
        return utc_text(datetime.fromisoformat(self.now) - timedelta(hours=hours))

    def acts(self) -> list[Act]:
        """All that people do, in the order of time."""
        return sorted(self._acts(), key=lambda act: act[0])

    def _acts(self) -> Iterator[Act]:
        disclosed, left, plain = worries.DISCLOSED, worries.NOT_PROCEEDED, worries.SAME_ANSWER
        suspicion, account = "suspicion_answered", "account_followed_up"
        for worry in (*worries.ENTERED, *plain):
            yield self.days_ago(worry.days_ago, worry.at), partial(self.enter, worry)
        yield self.hours_ago(3), partial(self.enter, worries.THIS_MORNING)
        for worry in plain:
            yield (
                self.days_ago(worry.days_ago - 1, "11:20"),
                partial(self.not_proceed, worry, "in_a_plan", worries.PLAN),
            )
            yield self.days_ago(worry.days_ago - 2, "09:10"), partial(self.see, worry, suspicion)
        yield self.days_ago(9, "12:50"), partial(self.attach, disclosed)
        yield self.days_ago(9, "13:15"), partial(self.receive, disclosed)
        yield self.days_ago(9, "14:40"), partial(self.act_on, disclosed, account)
        yield self.days_ago(9, "15:05"), partial(self.meet, disclosed, self.days_ago(9, "16:00"))
        yield self.days_ago(9, "17:20"), partial(self.minute, disclosed)
        yield self.days_ago(8, "16:30"), partial(self.done, disclosed)
        yield self.days_ago(6, "15:00"), partial(self.tell_back, disclosed)
        yield self.days_ago(7, "17:00"), partial(self.not_proceed, left, "explained", worries.EXPLAINED)
        yield self.days_ago(6, "10:00"), partial(self.see, left, suspicion)
        yield self.hours_ago(84), partial(self.disagree, left)
        yield self.hours_ago(30), partial(self.in_hand, worries.UNANSWERED)
        yield self.hours_ago(2), partial(self.meet, worries.LAST_NIGHT, self.days_ago(-1, "10:00"))

    def enter(self, worry: Worry) -> None:
        """Somebody writes the concern page by page, and sends it."""
        from sightline.casework.concerns.pages.form_schema import PAGES
        from sightline.casework.concerns.services.drafts import DraftPageInput, FormOpening, begin_draft, finish_page
        from sightline.casework.concerns.services.submission import send_concern
        from sightline.casework.core import clock

        session = self.session(author_for(worry.ladder))
        draft = begin_draft(session)
        boxes = {"day": clock.today().isoformat(), "at": worry.at, **self.who(session, worry.child), **worry.boxes}
        for page, names in PAGES.items():
            within = {box: boxes[box] for box in names if box in boxes}
            typed = DraftPageInput(draft.number, page, within, FormOpening("demo", 0))
            draft = finish_page(session, typed=typed, next_page="check")
        self.concerns[worry] = send_concern(session, number=draft.number)

    def who(self, session: "ReaderSession", child: int | None) -> dict[str, str]:
        """The boxes that say whom it is about: found by name and birth date where the account may find them."""
        from sightline.casework.people.pages.people import SearchTerms
        from sightline.casework.people.selectors import find_people

        if child is None:
            return {"about": "new"}
        known = self.children[child]
        found = find_people(session, terms=SearchTerms(name=known.name, birth_date=known.born)).people
        best = max(found, key=lambda person: person.entries, default=None)
        day = {f"birth_date_{part}": str(getattr(known.born, part)) for part in ("day", "month", "year")}
        return {"name": known.name, **day, "about": best.person_id if best else "new"}

    def attach(self, worry: Worry) -> None:
        """Its author adds a document: what the school wrote that week."""
        from sightline.casework.attachments.services.documents import NewDocument, add_document

        data = worries.LOG.encode()
        document = NewDocument(worries.LOG_NAME, data, len(data))
        session, concern_id = self.session(author_for(worry.ladder)), self.concerns[worry]
        add_document(session, owner="concern", owner_id=concern_id, document=document)

    def receive(self, worry: Worry) -> None:
        """The front door says that it has the referral."""
        from sightline.casework.concerns.services.responses import receive_concern

        receive_concern(self.session(TEAM_MANAGER), concern_id=self.concerns[worry])

    def act_on(self, worry: Worry, rule_id: str) -> None:
        """The front door answers: what, who, by when."""
        what, who = worries.WILL_ACT
        by_when = london_day(self.days_ago(worry.days_ago - 3, "12:00")).isoformat()
        self.answer(worry, rule_id, {"form": "act", "what": what, "who": who, "by_when": by_when})

    def meet(self, worry: Worry, planned_at: str) -> None:
        """The team manager calls a strategy discussion about the child, and asks police, health and school."""
        from sightline.casework.concerns.selectors.concerns import read_concern
        from sightline.casework.meetings.pages.meetings import MeetingParty
        from sightline.casework.meetings.services.meetings import (
            ask_to_meeting,
        )
        from sightline.casework.meetings.services.opening import NewMeeting, open_meeting

        session = self.session(TEAM_MANAGER)
        page = read_concern(session, concern_id=self.concerns[worry])
        opening = NewMeeting(
            "strategy_discussion", (page.record_id,), planned_at, worries.WHY_MEET, page.person_id, chair=TEAM_MANAGER
        )
        self.meetings[worry] = meeting_id = open_meeting(session, opening=opening)
        school = Role.SCHOOL_LEAD.value if worry.ladder == "school" else HOLDERS["school"][0]
        for username in (author_for("police"), author_for("health"), school):
            ask_to_meeting(session, meeting_id=meeting_id, who=MeetingParty(username=username))

    def minute(self, worry: Worry) -> None:
        """Everybody came; what was decided, who does what, and the joint plan are written down."""
        from sightline.casework.meetings.pages.meetings import MeetingParty
        from sightline.casework.meetings.selectors.meetings import read_meeting
        from sightline.casework.meetings.services.meetings import (
            MeetingInput,
            keep_action,
            keep_attendance,
            keep_decision,
            keep_held,
            keep_plan,
        )

        session, meeting_id = self.session(TEAM_MANAGER), self.meetings[worry]
        asked = read_meeting(session, meeting_id=meeting_id).asked
        keep_attendance(session, meeting_id=meeting_id, words={one.entry_id: "came" for one in asked})
        keep_decision(session, meeting_id=meeting_id, said=MeetingInput(worries.DECIDED))
        today = london_day(self.days_ago(worry.days_ago, worry.at))
        for username, words, days in worries.ACTIONS:
            said = MeetingInput(words, who=MeetingParty(username=username), by_when=today + timedelta(days=days))
            keep_action(session, meeting_id=meeting_id, said=said)
        plan = MeetingInput(
            worries.JOINT_PLAN, who=MeetingParty(username=FRONT_DOOR), by_when=today + timedelta(days=28)
        )
        keep_plan(session, meeting_id=meeting_id, said=plan)
        keep_held(session, meeting_id=meeting_id, held_at=self.days_ago(worry.days_ago, "16:00"))

    def not_proceed(self, worry: Worry, reason: str, words: str) -> None:
        """The front door answers that it does not proceed, and why."""
        self.answer(worry, "suspicion_answered", {"form": "not_proceed", "reason": reason, "words": words})

    def answer(self, worry: Worry, rule_id: str, form: dict[str, str]) -> None:
        """Answer a clock of the concern, or the item that it has become."""
        from sightline.casework.escalation.services.responses import answer_clock, answer_item

        clock_id, item_id = self.of(worry, rule_id)
        session = self.session(FRONT_DOOR)
        if item_id:
            answer_item(session, item_id=item_id, form=form)
        else:
            answer_clock(session, clock_id=clock_id, form=form)

    def done(self, worry: Worry) -> None:
        """The first thing that the meeting asked for is done."""
        from sightline.casework.meetings.selectors.meetings import read_meeting
        from sightline.casework.meetings.services.meetings import (
            finish_meeting_action,
        )

        session, meeting_id = self.session(FRONT_DOOR), self.meetings[worry]
        actions = read_meeting(session, meeting_id=meeting_id).actions
        first = next(one.said for one in actions if one.said.who and one.said.who.me)
        finish_meeting_action(session, meeting_id=meeting_id, entry_id=first.entry_id, words=worries.DONE)

    def see(self, worry: Worry, rule_id: str) -> None:
        """The team manager has seen the answer, and agrees."""
        from sightline.casework.escalation.services.responses import see_answer

        see_answer(self.session(TEAM_MANAGER), item_id=self.of(worry, rule_id)[1], agrees=True)

    def in_hand(self, worry: Worry) -> None:
        """The director has read it. That wins no time."""
        from sightline.casework.escalation.services.responses import acknowledge_item

        item_id = self.of(worry, "suspicion_answered")[1]
        acknowledge_item(self.session(Role.SENIOR_OFFICER.value), item_id=item_id)

    def tell_back(self, worry: Worry) -> None:
        """The author is told what happened."""
        from sightline.casework.concerns.services.responses import keep_feedback

        keep_feedback(
            self.session(FRONT_DOOR), concern_id=self.concerns[worry], how="by_phone", words=worries.TELL_BACK
        )

    def disagree(self, worry: Worry) -> None:
        """Its author does not agree with what was decided."""
        from sightline.casework.escalation.services.disagreements import open_disagreement

        open_disagreement(
            self.session(author_for(worry.ladder)), about="item", about_id=self.of(worry, "suspicion_answered")[1],
            why=worries.DISAGREES,
        )  # fmt: skip

    def of(self, worry: Worry, rule_id: str) -> tuple[str, str]:
        """A clock of the concern, and the item that stands for it; empty where there is none yet."""
        from sightline.casework.escalation.models import LiveClock
        from sightline.casework.escalation.selectors import lines_about

        session = self.session(FRONT_DOOR)
        clock_id = LiveClock.objects.get(concern=self.concerns[worry], rule_id=rule_id).clock_id
        item = lines_about(session, about_ids=[clock_id]).get(clock_id)
        return clock_id, item.item_id if item else ""

    def session(self, username: str) -> "ReaderSession":
        """Somebody of the demo."""
        from sightline.casework.core.actor import actor_for_username
        from sightline.casework.core.session import ReaderSession

        return ReaderSession(actor_for_username(username))


def author_for(ladder: str) -> str:
    """The user name of who enters a concern for an agency: who holds its first post, or its school's lead."""
    return Role.SCHOOL_LEAD.value if ladder == "school" else HOLDERS[ladder][0]
