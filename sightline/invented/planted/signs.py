"""The signs of a planted story, each as one agency writes it, on a day, about one child of a group.

The child's own home is never the place of a sign, and an adult is named in full only where that agency would know the
name (police, housing, licensing); others write a street name or a description.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from sightline.invented.agencies.care import Informant, write_event, write_interview, write_meeting
from sightline.invented.agencies.police import (
    PoliceRole,
    WrittenOccurrence,
    write_intelligence,
    write_missing,
    write_occurrence,
)
from sightline.invented.agencies.services import school_of, write_attendance, write_concern
from sightline.invented.agencies.town import Licence, write_complaint, write_contact, write_licence
from sightline.invented.days import school_day
from sightline.invented.desk import Desk, Named, phone_id
from sightline.invented.planted.groups import PlantedGroup, PlantedTie
from sightline.invented.planted.story import Story, about_friend, about_vehicle, short_name

Sign = Callable[[Story, date], object]
LEVELS: Final = ("Emerging", "Moderate", "Significant")
OCCASIONS: Final = (
    ("CONCERN FOR SAFETY", "group_flat", "flat"), ("ASB", "group_flat", "flat"), ("ASB", "group_street", "takeaway"),
    ("STOP", "group_stop", "takeaway"),
)  # fmt: skip
COPIED_FROM: Final = (
    ("Teacher", "school", "the school"), ("Police officer", "police", "the police"),
    ("Youth worker", "youth_service", "the youth service"),
)  # fmt: skip
ACTIONS: Final = ("Map friends and places", "Disruption visit", "Safety plan", "Speak with parents together")


def at_school(kind: str, categories: str) -> Sign:
    """A concern logged at school."""

    def write(story: Story, on: date) -> int:
        friend = story.friend()
        is_near = friend is not None and school_of(story.desk, friend, on) == school_of(story.desk, story.child, on)
        return write_concern(
            desk=story.desk, child=story.child, on=on, categories=categories,
            text=story.tell(kind, **about_friend(friend)),
            words=story.quote(kind), linked=[friend] if friend and is_near else (),
            action=story.desk.chance.choice(("", "Mum telephoned", "DSL to review")),
        )  # fmt: skip

    return write


def with_youth_worker(story: Story, on: date) -> None:
    """A youth worker's contact."""
    friend = story.friend()
    others: list[Named] = [friend] if friend else []
    write_contact(
        desk=story.desk, child=story.child, on=on, place=story.group.corner,
        text=story.tell("group_youth", **about_friend(friend)),
        words=story.quote("group_youth"), others=[*others, story.group.nickname],
        shared_with=story.desk.chance.choice(("", "Safeguarding lead")),
    )  # fmt: skip


def missing(story: Story, on: date) -> None:
    """A missing episode, and mostly the interview that follows."""
    chance, group = story.desk.chance, story.group
    left = datetime.combine(on, time(chance.randint(16, 22), chance.randrange(0, 60, 5)))
    friend = story.friend()
    with_whom: list[Named] = [friend] if friend and chance.random() < 0.3 else ["unknown male"]
    found_at = chance.choice((group.corner, group.takeaway, None))
    about = {"place": short_name(found_at.text)} if found_at else {}
    episode = write_missing(
        desk=story.desk, child=story.child, left=left, hours=chance.choice((6, 9, 13, 15, 26)),
        circumstances=story.tell("group_missing", **about_friend(friend), **about), found_at=found_at,
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
    adult, vehicle = story.adult(), story.vehicle()
    people = [PoliceRole(adult, "SUBJECT", vehicle, chance.choice(group.phones)), PoliceRole(story.child, "SUBJECT")]
    text = story.tell("group_intelligence", adult_full=adult.name, **about_vehicle(vehicle))
    grade = chance.choice(("2B", "2D", "3E", "1A"))
    written = write_intelligence(desk=story.desk, on=on, text=text, people=people, grade=grade)
    group.ties.append(tie_of(people, written, counts=grade != "3E"))


def occurrence(story: Story, on: date) -> None:
    """An occurrence with the child there: in the flat, at the takeaway, or in a car that is stopped beside it."""
    group, chance, vehicle = story.group, story.desk.chance, story.vehicle()
    kind, note, place = chance.choice(OCCASIONS)
    where = group.flat if place == "flat" else group.takeaway
    people = [PoliceRole(story.child, chance.choice(("FOUND WITH", "NAMED"))),
              PoliceRole(story.adult(), chance.choice(("SUSPECT", "NAMED")), vehicle)]  # fmt: skip
    friend = story.friend()
    if friend and chance.random() < 0.3:
        people.append(PoliceRole(friend, "FOUND WITH"))
    summary = story.tell(note, place=short_name(where.text), **about_vehicle(vehicle), **about_friend(friend))
    written = write_occurrence(desk=story.desk, kind=kind, on=on, place=where, summary=summary, people=people,
                               outcome=chance.choice(("NFA", "REFERRED", "")))  # fmt: skip
    group.ties.append(tie_of(people, written, counts=True))


def at_the_takeaway(story: Story, on: date) -> None:
    """An occurrence that names an adult of the group beside the child at the takeaway."""
    group, vehicle = story.group, story.vehicle()
    people = [PoliceRole(story.child, "NAMED"), PoliceRole(group.adults[0], "NAMED", vehicle)]
    summary = story.tell("group_street", place=short_name(group.takeaway.text), **about_vehicle(vehicle))
    written = write_occurrence(
        desk=story.desk, kind="ASB", on=on, place=group.takeaway, summary=summary, people=people, outcome="NFA"
    )
    group.ties.append(tie_of(people, written, counts=True))


def tie_of(people: Sequence[PoliceRole], written: WrittenOccurrence, *, counts: bool) -> PlantedTie:
    """What a record of the police ties together."""
    young = [involved.person.true_id for involved in people if involved.person.is_young]
    things = [involved.person.true_id for involved in people if not involved.person.is_young]
    things += [involved.vehicle.true_id for involved in people if involved.vehicle]
    things += [phone_id(involved.phone) for involved in people if involved.phone]
    return PlantedTie(tuple(young), tuple(things), written.on, written.known_on, counts)


def at_the_flat(story: Story, on: date) -> None:
    """A housing complaint about the flat: no child is named."""
    group, chance = story.group, story.desk.chance
    vehicle = story.vehicle()
    write_complaint(desk=story.desk, on=on, premises=group.flat, tenant=group.tenant, action="Letter",
                    text=story.tell("group_housing", **about_vehicle(vehicle)),
                    vehicle=chance.choice((vehicle, None)))  # fmt: skip


def copied(story: Story, on: date) -> None:
    """Children's services note what another agency holds."""
    source, agency, words = story.desk.chance.choice(COPIED_FROM)
    write_event(desk=story.desk, child=story.child, kind="CONTACT", on=on, informant=Informant(source, agency),
                text=story.tell("group_copy", agency=words),
                outcome=story.desk.chance.choice(("NFA", "NFA", "SIGNPOST")))  # fmt: skip


def parents_worry(story: Story, on: date) -> None:
    """A parent's worry that is not acted on: no visit, assessment or meeting follows in ten working days."""
    desk, carer = story.desk, story.group.carers[story.child.true_id]
    row = write_event(desk=desk, child=story.child, kind="CONTACT", on=on, text=story.tell("group_parent"),
                      informant=Informant("Mother" if carer.sex == "F" else "Father"),
                      outcome="NFA", prompt=True)  # fmt: skip
    desk.sink.tell("missed", f"M{desk.next_number('missed'):05}", "worry_unanswered", story.child.true_id,
                   "childrens_services", "childrens_services_events.csv", row, on,
                   "A parent's worry was closed; nothing followed within ten working days.")  # fmt: skip


def account(story: Story, on: date) -> None:
    """The child tells somebody at school, and nothing is done by the next working day."""
    desk = story.desk
    on = school_day(on, desk.years)
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


def licensed_driver(desk: Desk, group: PlantedGroup) -> None:
    """One adult of the group holds a private hire licence, and there is a complaint about it."""
    driver, vehicle = group.adults[0], group.vehicles[0]
    licence = Licence(f"PHV{driver.serial:06}", "PRIVATE HIRE VEHICLE", driver, desk.years.day(date(2022, 5, 9)),
                      vehicle, operator="Kestrelway Cars", phone=group.phones[0])  # fmt: skip
    write_licence(desk=desk, licence=licence)
    story = Story(desk, group, group.children[0])
    write_licence(desk=desk, licence=licence, complaint_on=group.began_on + timedelta(days=132),
                  complaint=story.tell("group_licence", **about_vehicle(vehicle)))  # fmt: skip
