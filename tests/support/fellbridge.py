"""An invented story of one town, March to August 2025: three girls, two men, one car, one house. Nobody puts it together.

Every name, number and event is made up. Each row has the day on which its own agency wrote it down, and those that a
test looks for have a name. The extracts repeat a record's car on every nominal's row, as real ones do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from support.small_partnership import uk

TOWN = "Fellbridge"
HOUSE = {"place": f"9 Tannery Yard, {TOWN}", "postcode": "ZZ6 4LM"}
CAR = {"VRM": "YE13 KZU", "Vehicle": "Grey estate"}
CONSTABLE = (
    "PC on nights. For the third week running the grey estate was outside the parade with two men in it and different girls "
    "getting in and out, all of school age. It is my belief that the men are working together and that the girls are being "
    "exploited. Nobody has spoken to any of them yet."
)
YOUTH_WORKER = (
    "B came to the bus on her own and did not want to go home. She talked about lifts and being bought food. "
    "I suspect that she is being sexually exploited by older men who pick her up by the bridge."
)
TOLD = "He locked the door and would not let me go home. He hit me when I said I would tell."


@dataclass(frozen=True)
class Row:
    """A row of a layout, the day on which it was recorded, and a name where a test looks for it."""

    on: date
    layout: str
    cells: dict[str, str]
    name: str = ""


@dataclass(frozen=True)
class Child:
    surname: str
    forename: str
    born: date
    home: str
    postcode: str
    nominal: str
    person: str
    upn: str
    nhs: str

    def police(self) -> dict[str, str]:
        return {"Nominal Ref": self.nominal, "Surname": self.surname.upper(), "Forenames": self.forename,
                "DOB": uk(self.born), "Sex": "F", "Home Address": self.home, "Home Postcode": self.postcode}  # fmt: skip

    def council(self) -> dict[str, str]:
        return {"Person ID": self.person, "Surname": self.surname, "Forename": self.forename, "DOB": uk(self.born),
                "Sex": "F", "Address": self.home, "Postcode": self.postcode, "UPN": self.upn}  # fmt: skip


MARA = Child("Tennick", "Mara", date(2010, 6, 17), f"12 Weaver Close, {TOWN}", "ZZ6 1TA", "FB4001", "C70001", "C999470015002", "9990000417")  # fmt: skip
ISLA = Child("Drewitt", "Isla", date(2011, 11, 2), f"4 Foundry Row, {TOWN}", "ZZ6 2QB", "FB4002", "C70002", "C999470016003", "9990000425")  # fmt: skip
BETHAN = Child("Penhale", "Bethan", date(2010, 1, 21), f"31 Oakhanger Street, {TOWN}", "ZZ6 3PW", "FB4003", "C70003", "C999470017004", "9990000433")  # fmt: skip
CHILDREN = (MARA, ISLA, BETHAN)
POLLITT = {"Surname": "POLLITT", "Forenames": "Gareth", "DOB": "14/08/1989", "Sex": "M"}
LIVES_AT_HOUSE = {"Home Address": HOUSE["place"], "Home Postcode": HOUSE["postcode"]}
STOBBART = {"Surname": "STOBBART", "Forenames": "Ryan", "DOB": "05/05/1992", "Sex": "M",
            "Home Address": f"2 Quarry Rise, {TOWN}", "Home Postcode": "ZZ6 5RN"}  # fmt: skip


def story() -> list[Row]:
    """Every row, those of the story and those of ordinary life, by the day of recording."""
    rows = [*_missing(), *_occurrences(), *_written(), *_ordinary()]
    return sorted(rows, key=lambda row: (row.on, row.layout, row.cells.get("Nominal Ref", "")))


def _missing() -> Iterator[Row]:
    """Episodes: Mara three times in ten weeks, Isla and Bethan once each; three of them end at one house."""
    for number, child, begun, ended, at_house, found_with in (
        ("FM25-011", MARA, date(2025, 3, 8), date(2025, 3, 9), True, "an older man who gave no name"),
        ("FM25-019", ISLA, date(2025, 4, 3), date(2025, 4, 4), True, "Gareth, in his thirties"),
        ("FM25-026", MARA, date(2025, 4, 25), date(2025, 4, 26), False, ""),
        ("FM25-034", MARA, date(2025, 5, 16), date(2025, 5, 17), False, ""),
        ("FM25-037", BETHAN, date(2025, 5, 23), date(2025, 5, 24), True, ""),
    ):
        cells = {
            "Misper Ref": number, "Missing From Date": uk(begun), "Missing From Time": "19:30", "Reported Date": uk(begun),
            "Reported Time": "22:15", "Reported By": "Mother", "Risk Grade": "MEDIUM", "Found Date": uk(ended),
            "Found Time": "01:20", "Found With": found_with, "Entered On": uk(ended + timedelta(days=1)),
        }  # fmt: skip
        place = {"Found Location": HOUSE["place"], "Found Postcode": HOUSE["postcode"]}
        yield Row(
            ended + timedelta(days=1), "police_missing", cells | child.police() | (place if at_house else {}), number
        )


def _occurrences() -> Iterator[Row]:
    """Five occurrences. One car is on every nominal's row of the record, the girls' too."""
    station = {"place": f"{TOWN} Station car park", "postcode": "ZZ6 9ST"}
    for number, day, place, people in (
        ("FO25-101", date(2025, 3, 16), station, ((MARA.police(), "NAMED"), (POLLITT | LIVES_AT_HOUSE, "FOUND WITH"))),
        ("FO25-118", date(2025, 4, 12), station, ((ISLA.police(), "NAMED"), (POLLITT | LIVES_AT_HOUSE, "FOUND WITH"))),
        ("FO25-140", date(2025, 5, 30), station, ((BETHAN.police(), "VICTIM"), (STOBBART, "SUSPECT"))),
        ("FO25-146", date(2025, 6, 8), HOUSE, ((MARA.police(), "NAMED"), (POLLITT | LIVES_AT_HOUSE, "SUSPECT"), (STOBBART, "SUSPECT"))),
        ("FO25-149", date(2025, 6, 13), HOUSE, ((ISLA.police(), "NAMED"), (BETHAN.police(), "NAMED"), (POLLITT | LIVES_AT_HOUSE, "SUSPECT"))),
    ):  # fmt: skip
        recorded = day + timedelta(days=2)
        for person, role in people:
            cells = {
                "Occurrence No": number, "Occurrence Type": "SUSPICIOUS CIRCUMSTANCES", "Reported Date": uk(day),
                "Reported Time": "23:40", "From Date": uk(day), "Location": place["place"],
                "Location Postcode": place["postcode"], "Summary": "Stopped and spoken to, details taken.", "Role": role,
                "Entered On": uk(recorded),
            }  # fmt: skip
            yield Row(recorded, "police_occurrences", cells | CAR | person, f"{number} {person['Forenames']}")


def _written() -> Iterator[Row]:
    """What was written down: the constable, the youth worker, a child's account, a teacher's notes."""
    day = date(2025, 4, 8)
    log = {"Log No": "FI25-0077", "Submitted On": uk(day), "Event Date": uk(date(2025, 4, 6)), "Source Evaluation": "2",
           "Intelligence Assessment": "B", "Handling": "P", "Text": CONSTABLE}  # fmt: skip
    yield Row(day, "police_intelligence", log, "constable")
    day = date(2025, 3, 18)  # the day on which the first occurrence was recorded too: his name without a birth date
    seen = {"Log No": "FI25-0051", "Submitted On": uk(day), "Event Date": uk(date(2025, 3, 15)), "Source Evaluation": "2",
            "Intelligence Assessment": "B", "Handling": "P", "Text": "Drives the car shown, often parked at the station.",
            "Surname": "POLLITT", "Forenames": "Gareth", "Address": HOUSE["place"], "Postcode": HOUSE["postcode"],
            "Role": "NAMED"} | CAR  # fmt: skip
    yield Row(day, "police_intelligence", seen, "pollitt without a birth date")
    day = date(2025, 5, 7)
    contact = {"Contact Ref": "FY25-031", "Date": uk(date(2025, 5, 6)), "Time": "20:40", "Place": "Youth bus, Bridge End",
               "Surname": BETHAN.surname, "Forename": BETHAN.forename, "DOB": uk(BETHAN.born), "Text": YOUTH_WORKER,
               "Worker": "L. Amory", "Entered On": uk(day)}  # fmt: skip
    yield Row(day, "youth_service_contacts", contact, "youth worker")
    day = date(2025, 4, 8)
    interview = {"Person ID": ISLA.person, "Surname": ISLA.surname, "Forename": ISLA.forename, "DOB": uk(ISLA.born),
                 "Misper Ref": "FM25-019", "Returned Date": uk(date(2025, 4, 4)), "Returned Time": "01:20",
                 "Offered On": uk(date(2025, 4, 4)), "Accepted": "Y", "Held Date": uk(date(2025, 4, 7)), "Held Time": "10:00",
                 "Independent": "Y", "Interview Text": "Seen alone at school.", "Child's Words": TOLD,
                 "Entered On": uk(day)}  # fmt: skip
    yield Row(day, "return_interviews", interview, "account")
    for number, day, text in (
        (
            "FS25-12",
            date(2025, 3, 25),
            "Asleep in the second lesson again; a new telephone that nobody at home bought.",
        ),
        ("FS25-17", date(2025, 4, 29), "Came in with new trainers, said a friend with a car gave them to her."),
    ):
        cells = {"Incident ID": number, "School": "Fell Edge School", "UPN": ISLA.upn, "Surname": ISLA.surname,
                 "Forename": ISLA.forename, "DOB": uk(ISLA.born), "Year": "8", "Categories": "Welfare",
                 "Incident Date": uk(day), "Logged On": uk(day), "Text": text, "DSL Informed": "Y"}  # fmt: skip
        yield Row(day, "school_concerns", cells, number)


ORDINARY = ("Ruby Calloway", "Toby Calloway", "Nina Thackray", "Cody Thackray", "Leah Amberson", "Finn Amberson", "Zara Holroyde", "Elis Garside")  # fmt: skip


def _ordinary() -> Iterator[Row]:
    """Ordinary work with other children, and with these three before anybody worried."""
    for number, name in enumerate(ORDINARY):
        forename, surname = name.split()
        day = date(2025, 3, 4) + timedelta(days=13 * number)
        cells = {"Person ID": f"C71{number:03}", "Surname": surname, "Forename": forename,
                 "DOB": uk(date(2008 + number % 6, 1 + number, 3 + number)), "Address": f"{number + 3} Mill Bank, {TOWN}",
                 "Postcode": "ZZ6 7MB", "Event Type": "CASE NOTE", "Event Date": uk(day), "Entered On": uk(day),
                 "Text": "Home visit about school lunches; all well."}  # fmt: skip
        yield Row(day, "childrens_services_events", cells)
    yield _interview_of_another_child()
    for number, child in enumerate(CHILDREN):
        day = date(2025, 3, 3 + number)
        cells = {"Event Type": "CONTACT", "Event Date": uk(day), "Event Time": "10:15", "Source": "School",
                 "Text": "Asked about a place at the holiday club.", "Outcome": "NFA", "Decision Date": uk(day),
                 "Entered On": uk(day)}  # fmt: skip
        yield Row(day, "childrens_services_events", child.council() | cells)


def _interview_of_another_child() -> Row:
    """A return interview held, shared and written down in July: by then the team's files reach past what fell due in April."""
    day = date(2025, 7, 22)
    cells = {"Person ID": "C71003", "Surname": "Thackray", "Forename": "Cody", "DOB": uk(date(2011, 4, 6)),
             "Misper Ref": "FM25-052", "Returned Date": uk(day - timedelta(days=1)), "Returned Time": "18:10",
             "Offered On": uk(day - timedelta(days=1)), "Accepted": "Y", "Held Date": uk(day), "Held Time": "10:00",
             "Independent": "Y", "Interview Text": "Was at a friend's and forgot the time.",
             "Shared With Police On": uk(day),
             "Entered On": uk(day)}  # fmt: skip
    return Row(day, "return_interviews", cells)
