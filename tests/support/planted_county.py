"""A planted county: children with one story each, and for each story the missed opportunities that are in it.

The planter knows the truth because it wrote the stories. Half of them have the same beginning and an action in time, or
no harm afterwards: what is found of those is false.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

TOLD = "She told me that he hit her and said he would do it again."
SUSPECT = "I suspect that she is being sexually exploited by older men."
PLAIN = (
    "Came with two friends and played pool.",
    "Attended as agreed. Nothing new.",
    "Talked about school and football.",
)
BEGINS, YEARS = date(2022, 1, 3), 3
Truth = tuple[str, str]  # the call, and the day from which its agency knew
Rows = list[dict[str, str]]


@dataclass
class Child:
    """One child with its rows and what is true of it."""

    number: int
    rows: Rows = field(default_factory=list)
    missed: set[Truth] = field(default_factory=set)

    @property
    def surname(self) -> str:
        """A name that no other child has."""
        return f"Planted{self.number:05}"

    def name(self, layout: str) -> dict[str, str]:
        """The columns that name the child."""
        forename = {"Forenames" if layout.startswith("police") else "Forename": "Kim"}
        return {"Surname": self.surname, "DOB": f"{1 + self.number % 28:02}/0{1 + self.number % 9}/2010", **forename}

    def tell(self, layout: str, **cells: str) -> None:
        """Add a row."""
        self.rows.append({"layout": layout, **self.name(layout), **cells})

    def event(self, kind: str, on: date, text: str = "", outcome: str = "") -> None:
        """An event of children's services, entered and decided on the day."""
        decided = {"Outcome": outcome, "Decision Date": uk(on)} if outcome else {}
        self.tell("childrens_services_events", **{"Person ID": f"P{self.number}", "Event Type": kind, "Event Date": uk(on),
                  "Entered On": uk(on), "Text": text, **decided})  # fmt: skip

    def school(self, on: date, text: str) -> None:
        """A concern of the school."""
        self.tell("school_concerns", **{"School": "Elm School", "Incident ID": f"S{self.number}-{on}", "Incident Date": uk(on),
                  "Logged On": uk(on), "Text": text})  # fmt: skip

    def youth(self, on: date, text: str) -> None:
        """A contact of the youth service."""
        self.tell("youth_service_contacts", **{"Contact Ref": f"Y{self.number}-{on}", "Date": uk(on), "Text": text, "Entered On": uk(on)})  # fmt: skip

    def health(self, on: date, outcome: str) -> None:
        """An appointment."""
        self.tell("health_attendances", **{"NHS Number": "", "Site": "Elm Surgery", "Service": "GP", "Attended Date": uk(on),
                  "Outcome": outcome, "Entered On": uk(on)})  # fmt: skip

    def missing(self, on: date) -> None:
        """An episode of a night, found in the morning and entered then."""
        found = uk(on + timedelta(days=1))
        self.tell("police_missing", **{"Misper Ref": f"M{self.number}-{on}", "Missing From Date": uk(on), "Missing From Time": "20:00",
                  "Found Date": found, "Found Time": "07:00", "Entered On": found})  # fmt: skip

    def interview(self, on: date, returned: date) -> None:
        """A return interview, offered and held on a day."""
        self.tell("return_interviews", **{"Person ID": f"P{self.number}", "Misper Ref": f"M{self.number}-{returned - timedelta(days=1)}",
                  "Returned Date": uk(returned), "Returned Time": "07:00", "Offered On": uk(on), "Accepted": "Y", "Held Date": uk(on),
                  "Held Time": "16:00", "Interview Text": "Held at home.", "Entered On": uk(on)})  # fmt: skip

    def victim(self, on: date) -> None:
        """A crime against the child, with an outcome that says why."""
        self.tell("police_occurrences", **{"Occurrence No": f"O{self.number}-{on}", "Occurrence Type": "ASSAULT", "Reported Date": uk(on),
                  "From Date": uk(on), "Role": "VICTIM", "Entered On": uk(on), "Outcome": "CHARGED", "Outcome Date": uk(on)})  # fmt: skip


def uk(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def weekday(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


Story = Callable[[Child, date, bool, bool], None]


def closed(child: Child, on: date, acts: bool, harmed: bool) -> None:
    """A contact that was closed, with a reason or none."""
    child.event("CONTACT", on, outcome="NFA: both parents agree to family support from the school" if acts else "NFA")
    end(child, on + timedelta(days=40), harmed and not acts, harmed, ("closed_without_reason/contact", on))


def undecided(child: Child, on: date, acts: bool, harmed: bool) -> None:
    """A referral on which nobody decided, or on which it was decided the same day to assess, and that was done."""
    child.event("REFERRAL", on, outcome="ASSESS" if acts else "")
    child.event("ASSESSMENT END", on + timedelta(days=20))
    end(child, on + timedelta(days=90), harmed and not acts, harmed, ("no_answer_in_time/referral_decision", on))


def account(child: Child, on: date, acts: bool, harmed: bool) -> None:
    """The school wrote down what the child told."""
    child.school(on, TOLD)
    if acts:
        child.event("CONTACT", weekday(on + timedelta(days=1)))
    end(child, on + timedelta(days=60), harmed and not acts, harmed, ("account_without_action/told_elsewhere", on))


def unshared(child: Child, on: date, acts: bool, harmed: bool) -> None:
    """The youth service held a suspicion, and the school wrote another."""
    child.youth(on - timedelta(days=70), SUSPECT)
    child.school(on, SUSPECT)
    if acts:
        child.event("CONTACT", weekday(on + timedelta(days=1)))
    end(child, on + timedelta(days=60), harmed and not acts, harmed, ("not_shared/sign", on))


def uncarried(child: Child, on: date, acts: bool, harmed: bool) -> None:
    """A social worker wrote that they suspect exploitation."""
    child.event("VISIT", on, text=SUSPECT)
    if acts:
        child.event("STRATEGY DISCUSSION", weekday(on + timedelta(days=1)))
    end(child, on + timedelta(days=60), harmed and not acts, harmed, ("not_carried_up/suspicion", on))


def interviewless(child: Child, on: date, acts: bool, harmed: bool) -> None:
    """The child came back from being missing."""
    child.missing(on - timedelta(days=1))
    if acts:
        child.interview(on + timedelta(days=1), on)
    both = (("guidance_step_skipped/interview_offered", on), ("guidance_step_skipped/interview_held", on))
    end(child, on + timedelta(days=12), harmed and not acts, harmed, *both)


def bounced(child: Child, on: date, acts: bool, harmed: bool) -> None:
    """Three contacts were closed, and nobody read them together."""
    days = (on - timedelta(days=140), on - timedelta(days=70), on)
    for day in days:
        child.event("CONTACT", weekday(day), outcome="NFA")
    reasonless = [("closed_without_reason/contact", weekday(day)) for day in days]
    if acts:
        child.event("ASSESSMENT START", weekday(on + timedelta(days=3)))
    same_again = reasonless[:2]  # the next contact is the same sign again
    child.missed.update((call, str(day)) for call, day in same_again)
    left = [("contacts_judged_alone/contacts", on), ("question_left/unanswered", on)]
    end(child, on + timedelta(days=60), harmed, harmed, reasonless[2], *(left if not acts else ()))


def unbrought(child: Child, on: date, acts: bool, harmed: bool) -> None:
    """The child was not brought to three appointments."""
    for days in (120, 60, 0):
        child.health(on - timedelta(days=days), "WAS NOT BROUGHT")
    if acts:
        child.event("CONTACT", weekday(on + timedelta(days=2)))
    if harmed:  # two weeks after the second, the records ask why; a contact does not answer that
        child.missed.add(("question_left/unanswered", str(on - timedelta(days=60 - 14))))
    end(child, on + timedelta(days=60), harmed and not acts, harmed, ("silence_unanswered/appointments", on))


def end(child: Child, on: date, missed: bool, harmed: bool, *truth: tuple[str, date]) -> None:
    """How a story ends: with harm or none. What is missed is true only with harm."""
    if harmed:
        child.victim(weekday(on))
    if missed:
        child.missed.update((call, str(day)) for call, day in truth)


STORIES: tuple[Story, ...] = (closed, undecided, account, unshared, uncarried, interviewless, bounced, unbrought)


def plant_county(*, children: int, seed: int) -> Iterator[Child]:
    """The children: one in two with a story, each as often with an action as without, with harm as without."""
    chance = random.Random(seed)
    for number in range(children):
        child = Child(number)
        on = weekday(BEGINS + timedelta(days=chance.randrange(200, YEARS * 365 - 200)))
        if number % 2:
            story = STORIES[number // 2 % len(STORIES)]
            story(child, on, number // 16 % 2 == 0, number // 32 % 2 == 0)
        for _ in range(chance.randrange(1, 4)):
            day = weekday(BEGINS + timedelta(days=chance.randrange(0, YEARS * 365)))
            (child.youth if chance.random() < 0.5 else child.school)(day, chance.choice(PLAIN))
        yield child
