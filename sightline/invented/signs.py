"""The signs of a planted story, each as one agency writes it, on a day, about one child of a group.

A newcomer would get this wrong: the child's own home is never the place of a sign, and an adult is named in full only
where that agency would know the name (police, housing, licensing); others write a street name or a description.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from sightline.invented.care import Told, write_event, write_interview, write_meeting
from sightline.invented.desk import Desk, Named, phone_id
from sightline.invented.groups import Group, Tie
from sightline.invented.narration import quote, tell
from sightline.invented.people import Person
from sightline.invented.police import Episode, Involved, Written, write_intelligence, write_missing, write_occurrence
from sightline.invented.services import school_of, write_attendance, write_concern
from sightline.invented.town import Licence, write_complaint, write_contact, write_licence


@dataclass(slots=True)
class Story:
    """One child's part of a group's story, as it is being written."""

    desk: Desk
    group: Group
    child: Person
    episodes: list[Episode] = field(default_factory=list)

    def tell(self, kind: str) -> str:
        """A note of that kind, with this story's names and things."""
        return tell(kind, chance=self.desk.chance, child=self.child, **self.slots())

    def quote(self, kind: str) -> str:
        """The child's words for it."""
        return quote(kind, chance=self.desk.chance, child=self.child, **self.slots())

    def friend(self) -> Person | None:
        """Another child of the group."""
        others = [child for child in self.group.children if child is not self.child]
        return self.desk.chance.choice(others) if others else None

    def slots(self) -> dict[str, str]:
        """Names and things that a note may speak of."""
        chance, friend = self.desk.chance, self.friend()
        vehicle, carer = chance.choice(self.group.vehicles), self.group.carers[self.child.true_id]
        relation = "Mother" if carer.sex == "F" else "Father"
        return {
            "adult": self.group.street_name, "adult_full": self.adult().name, "car": vehicle.described,
            "mark": vehicle.mark, "place": chance.choice((self.group.takeaway, self.group.corner)).text.split(",")[0],
            "friend": friend.forename if friend else "a friend", "relation": relation,
            "relation_lower": relation.lower(), "agency": chance.choice(("school", "police", "the youth service")),
        }  # fmt: skip

    def adult(self) -> Person:
        """An adult of the group."""
        return self.desk.chance.choice(self.group.adults)


Sign = Callable[[Story, date], object]
LEVELS: Final = ("Emerging", "Moderate", "Significant")
ACTIONS: Final = ("Map friends and places", "Disruption visit", "Safety plan", "Speak with parents together")


def at_school(kind: str, categories: str) -> Sign:
    """A concern logged at school."""

    def write(story: Story, on: date) -> int:
        friend = story.friend()
        is_near = friend is not None and school_of(story.desk, friend, on) == school_of(story.desk, story.child, on)
        return write_concern(
            desk=story.desk, child=story.child, on=on, categories=categories, text=story.tell(kind),
            words=story.quote(kind), linked=[friend] if friend and is_near else (),
            action=story.desk.chance.choice(("", "Mum telephoned", "DSL to review")),
        )  # fmt: skip

    return write


def with_youth_worker(story: Story, on: date) -> None:
    """A youth worker's contact."""
    friend = story.friend()
    others: list[Named] = [friend] if friend else []
    write_contact(
        desk=story.desk, child=story.child, on=on, place=story.group.corner, text=story.tell("group_youth"),
        words=story.quote("group_youth"), others=[*others, story.group.nickname],
        shared_with=story.desk.chance.choice(("", "Safeguarding lead")),
    )  # fmt: skip


def missing(story: Story, on: date) -> None:
    """A missing episode, and mostly the interview that follows."""
    chance, group = story.desk.chance, story.group
    left = datetime.combine(on, time(chance.randint(16, 22), chance.randrange(0, 60, 5)))
    friend = story.friend()
    with_whom: list[Named] = [friend] if friend and chance.random() < 0.3 else ["unknown male"]
    episode = write_missing(
        desk=story.desk, child=story.child, left=left, hours=chance.choice((6, 9, 13, 15, 26)),
        circumstances=story.tell("group_missing"), found_at=chance.choice((group.corner, group.takeaway, None)),
        found_with=with_whom, grade=chance.choice(("Medium", "Medium", "High")),
    )  # fmt: skip
    story.episodes.append(episode)
    if chance.random() < 0.6:
        write_interview(desk=story.desk, child=story.child, episode=episode, text=story.tell("group_interview"),
                        words=story.quote("group_interview"), shared=chance.random() < 0.5)  # fmt: skip
    else:
        story.desk.sink.tell(
            "missed", f"M{story.desk.next_number('missed'):05}", "interview_not_offered", story.child.true_id,
            "childrens_services", "police_missing.csv", episode.row, episode.found.date(),
            "No return interview was offered after this episode.",
        )  # fmt: skip


def at_hospital(story: Story, on: date) -> None:
    """An emergency attendance."""
    write_attendance(
        desk=story.desk, person=story.child, on=on, service=story.desk.chance.choice(("ED", "UTC", "AMBULANCE")),
        complaint="Unwell", text=story.tell("group_ed"), words=story.quote("group_ed"), outcome="DISCHARGED",
        accompanied_by=story.desk.chance.choice(("unknown male", "friend", "alone")), concern=True,
        follow_up="School nurse", clock=story.desk.clock(0, 5),
    )  # fmt: skip


def at_clinic(story: Story, on: date) -> None:
    """A visit to the sexual health clinic: always restricted."""
    write_attendance(
        desk=story.desk, person=story.child, on=on, service="SEXUAL HEALTH", complaint="Advice",
        text=story.tell("group_clinic"), words=story.quote("group_clinic"), outcome="FOLLOW UP", concern=True,
        marking="RESTRICTED",
    )  # fmt: skip


def not_brought(story: Story, on: date) -> None:
    """An appointment to which the child was not brought."""
    write_attendance(desk=story.desk, person=story.child, on=on, service="CAMHS", complaint="Appointment",
                     text=story.tell("not_brought"), outcome="WAS NOT BROUGHT")  # fmt: skip


def intelligence(story: Story, on: date) -> None:
    """A log of an adult of the group and the child."""
    group, chance = story.group, story.desk.chance
    adult = story.adult()
    people = [Involved(adult, "SUBJECT", chance.choice(group.vehicles), chance.choice(group.phones)),
              Involved(story.child, "SUBJECT")]  # fmt: skip
    grade = chance.choice(("2B", "2D", "3E", "1A"))
    written = write_intelligence(desk=story.desk, on=on, text=story.tell("group_intelligence"), people=people,
                                 grade=grade)  # fmt: skip
    group.ties.append(tie_of(people, written, counts=grade != "3E"))


def occurrence(story: Story, on: date) -> None:
    """An occurrence at the flat or the takeaway with the child there."""
    group, chance = story.group, story.desk.chance
    people = [Involved(story.child, chance.choice(("FOUND WITH", "NAMED"))),
              Involved(story.adult(), chance.choice(("SUSPECT", "NAMED")), chance.choice(group.vehicles))]  # fmt: skip
    friend = story.friend()
    if friend and chance.random() < 0.3:
        people.append(Involved(friend, "FOUND WITH"))
    written = write_occurrence(
        desk=story.desk, kind=chance.choice(("CONCERN FOR SAFETY", "ASB", "STOP")), on=on,
        place=chance.choice((group.flat, group.takeaway)), summary=story.tell("group_occurrence"), people=people,
        outcome=chance.choice(("NFA", "REFERRED", "")),
    )  # fmt: skip
    group.ties.append(tie_of(people, written, counts=True))


def tie_of(people: Sequence[Involved], written: Written, *, counts: bool) -> Tie:
    """What a record of the police ties together."""
    young = [involved.person.true_id for involved in people if involved.person.is_young]
    things = [involved.person.true_id for involved in people if not involved.person.is_young]
    things += [involved.vehicle.true_id for involved in people if involved.vehicle]
    things += [phone_id(involved.phone) for involved in people if involved.phone]
    return Tie(tuple(young), tuple(things), written.on, written.known_on, counts)


def at_the_flat(story: Story, on: date) -> None:
    """A housing complaint about the flat: no child is named."""
    group, chance = story.group, story.desk.chance
    write_complaint(desk=story.desk, on=on, premises=group.flat, tenant=group.tenant, text=story.tell("group_housing"),
                    action="Letter", vehicle=chance.choice((*group.vehicles, None)))  # fmt: skip


def copied(story: Story, on: date) -> None:
    """Children's services note what another agency holds."""
    source, agency = story.desk.chance.choice((("Teacher", "school"), ("Police officer", "police"),
                                               ("Youth worker", "youth_service")))  # fmt: skip
    write_event(desk=story.desk, child=story.child, kind="CONTACT", on=on, text=story.tell("group_copy"),
                told=Told(source, agency), outcome=story.desk.chance.choice(("NFA", "NFA", "SIGNPOST")))  # fmt: skip


def parents_worry(story: Story, on: date) -> None:
    """A parent's worry that is not acted on: no visit, assessment or meeting follows in ten working days."""
    desk, carer = story.desk, story.group.carers[story.child.true_id]
    row = write_event(desk=desk, child=story.child, kind="CONTACT", on=on, text=story.tell("group_parent"),
                      told=Told("Mother" if carer.sex == "F" else "Father"), outcome="NFA", prompt=True)  # fmt: skip
    desk.sink.tell("missed", f"M{desk.next_number('missed'):05}", "worry_unanswered", story.child.true_id,
                   "childrens_services", "childrens_services_events.csv", row, on,
                   "A parent's worry was closed; nothing followed within ten working days.")  # fmt: skip


def account(story: Story, on: date) -> None:
    """The child tells somebody at school, and nothing is done by the next working day."""
    desk = story.desk
    row = write_concern(desk=desk, child=story.child, on=on, categories="Child protection",
                        text=story.tell("group_account"), words=story.quote("group_account"),
                        action="Rang front door, left message")  # fmt: skip
    desk.sink.tell("missed", f"M{desk.next_number('missed'):05}", "account_no_action", story.child.true_id, "school",
                   "school_concerns.csv", row, on,
                   "The child told of harm; nothing that answers it by the end of the next working day.")  # fmt: skip


def strategy(story: Story, on: date) -> None:
    """At last: a strategy discussion, and a section 47 enquiry."""
    desk = story.desk
    write_event(desk=desk, child=story.child, kind="STRATEGY DISCUSSION", on=on, text=story.tell("group_strategy"),
                marking="RESTRICTED", prompt=True)  # fmt: skip
    write_event(desk=desk, child=story.child, kind="S47 START", on=on + timedelta(days=1), alone=True,
                text=story.tell("group_visit"), words=story.quote("group_visit"), factors="10A;16A")  # fmt: skip


def visited(story: Story, on: date) -> None:
    """A social worker's visit."""
    write_event(desk=story.desk, child=story.child, kind="VISIT", on=on, text=story.tell("group_visit"),
                words=story.quote("group_visit"))  # fmt: skip


def meeting(story: Story, on: date) -> None:
    """A line of the exploitation meeting's tracker."""
    group = story.group
    write_meeting(
        desk=story.desk, child=story.child, on=on, level=story.desk.chance.choice(LEVELS),
        concerning=[group.adults[-1], group.nickname], places=[group.takeaway, group.corner],
        decision=story.tell("group_meeting"), action=story.desk.chance.choice(ACTIONS),
        done=story.desk.chance.random() < 0.5,
    )  # fmt: skip


def licensed_driver(desk: Desk, group: Group) -> None:
    """One adult of the group holds a private hire licence, and there is a complaint about it."""
    driver, vehicle = group.adults[0], group.vehicles[0]
    licence = Licence(f"PHV{driver.serial:06}", "PRIVATE HIRE VEHICLE", driver, date(2022, 5, 9), vehicle,
                      operator="Kestrelway Cars", phone=group.phones[0])  # fmt: skip
    write_licence(desk=desk, licence=licence)
    story = Story(desk, group, group.children[0])
    write_licence(desk=desk, licence=licence, complaint_on=group.began_on + timedelta(days=132),
                  complaint=story.tell("group_licence"))  # fmt: skip
