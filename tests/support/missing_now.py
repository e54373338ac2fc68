"""An invented girl who has been missing since yesterday evening, and what children's services have not done since."""

from datetime import date, datetime, timedelta
from pathlib import Path

from support.agreed import agree
from support.small_partnership import (
    let_each_choose_a_second_step,
    make_accounts,
    run_commands,
    set_go_lives,
    sheet,
    sightline,
    uk,
)

from sightline.casework.core import clock
from sightline.model.nouns import Agency

NAME, ROLES = "Marnie Holloway", ("practitioner", "manager", "school_lead")
SAID = "Left in a taxi that nobody at home had booked."
MORE_SAID = "Phone off since half past eight."
WORKER, SCHOOL, CARER = "D. Whitlock", "Tarrowby Northfield Academy", "Rhona Holloway"
HOME, SAFE, AVOID = (
    "58 Cobble Row, Tarrowby",
    "At the club, Thursdays after five",
    "Do not ring the mobile; he reads it",
)
OTHERS = 2


def build_workspace(folder: Path) -> Path:
    """A workspace of which files came three weeks ago and this morning; she went missing at 20:15 yesterday."""
    today, workspace = clock.today(), folder / "workspace"
    before = today - timedelta(days=20)
    for name, days in (("before", (before, date.min)), ("today", (today, before))):
        (folder / name).mkdir(parents=True)
        write_files(folder / name, today, recorded=days)
    (folder / "entered").mkdir()
    sheet(folder / "entered" / "sightline_concerns.csv", entered(today))
    here = ["-w", str(workspace)]
    run_commands([["init", str(workspace)]])
    agree(workspace)
    let_each_choose_a_second_step(workspace)
    sightline(*here, "ingest", folder / "before", "--received", before.isoformat())
    live_on = (today - timedelta(days=90)).isoformat()
    set_go_lives(workspace, day=live_on, why="What agencies recorded before this day is history.")
    run_commands([[*here, "ingest", str(folder / "today"), "--received", today.isoformat()],
                  [*here, "ingest", str(folder / "entered"), "--agency", Agency.YOUTH_SERVICE, "--received", today.isoformat()],
                  [*here, "run", "--as-at", today.isoformat()]])  # fmt: skip
    make_accounts(workspace, ROLES)
    return workspace


def write_files(files: Path, today: date, *, recorded: tuple[date, date]) -> None:
    """What each agency recorded of her up to the first of these days and after the second."""
    until, after = recorded
    sheets = {
        "police_missing": missing(today),
        "childrens_services_events": events(today),
        "school_concerns": concerns(today),
        "return_interviews": interviews(today),
    }
    for layout, rows in sheets.items():
        days = [datetime.strptime(row.get("Entered On") or row["Logged On"], "%d/%m/%Y").date() for row in rows]  # noqa: DTZ007
        sheet(files / f"{layout}.csv", [row for row, day in zip(rows, days, strict=True) if after < day <= until])
    sheet(files / "childrens_services_family.csv", family())


def missing(today: date) -> list[dict[str, str]]:
    """Missing and found three weeks ago; missing since yesterday."""
    her = {"Nominal Ref": "N70001", "Surname": "HOLLOWAY", "Forenames": "Marnie", "DOB": "14/05/2011", "Sex": "F",
           "Home Address": HOME, "Home Postcode": "ZZ4 4DD"}  # fmt: skip
    before, back, yesterday = (today - timedelta(days=days) for days in (22, 21, 1))
    return [
        her | {"Misper Ref": "M1", "Missing From Date": uk(before), "Missing From Time": "21:00",
               "Reported Date": uk(before), "Reported Time": "23:00", "Risk Grade": "Medium", "Found Date": uk(back),
               "Found Time": "03:00", "Circumstances": "Came home alone.", "Entered On": uk(back)},
        her | {"Misper Ref": "M2", "Missing From Date": uk(yesterday), "Missing From Time": "20:15",
               "Reported Date": uk(yesterday), "Reported Time": "21:15", "Risk Grade": "High", "Circumstances": f"{SAID} {MORE_SAID}",
               "Entered On": uk(yesterday)},
    ]  # fmt: skip


def events(today: date) -> list[dict[str, str]]:
    """A plan, a visit, and others of her name, each with a birth date and a home of her own."""
    her = {"Person ID": "P70", "Surname": "Holloway", "Forename": "Marnie", "DOB": "14/05/2011", "Sex": "F",
           "Address": HOME, "Postcode": "ZZ4 4DD", "Worker": WORKER, "Team": "Assessment"}  # fmt: skip
    begun, visit, yesterday = (uk(today - timedelta(days=days)) for days in (80, 30, 1))
    others = [
        {"Person ID": f"P7{number}", "Surname": "Holloway", "Forename": "Marnie", "DOB": f"0{number}/09/200{number}",
         "Address": f"{number} Elsewhere Road", "Postcode": "ZZ5 5EE", "Event Type": "CONTACT", "Event Date": begun,
         "Text": "Somebody else of this name.", "Entered On": begun}
        for number in range(1, OTHERS + 1)
    ]  # fmt: skip
    return [
        her | {"Event Type": "PLAN START", "Event Date": begun, "Text": "Plan agreed.", "Entered On": begun},
        her | {"Event Type": "VISIT", "Event Date": visit, "Child Seen": "Y", "Child Seen Alone": "Y",
               "Text": "Seen at home, then in the garden.", "Child's Words": "He waits in his car.", "Entered On": visit},
        her | {"Event Type": "CASE NOTE", "Event Date": yesterday, "Text": "Mother rang the duty desk.",
               "Entered On": yesterday},
        *others,
    ]  # fmt: skip


def interviews(today: date) -> list[dict[str, str]]:
    """An interview of somebody else: interviews held up to yesterday have arrived, and hers is not among them."""
    day = uk(today - timedelta(days=1))
    return [
        {"Person ID": "P90", "Surname": "Aldous", "Forename": "Kit", "DOB": "09/09/2010", "Misper Ref": "M90",
         "Returned Date": day, "Returned Time": "01:00", "Held Date": day, "Held Time": "15:00", "Interviewer": "K. Adeyemi",
         "Interview Text": "Came home by bus.", "Entered On": day}
    ]  # fmt: skip


def family() -> list[dict[str, str]]:
    """Her mother."""
    return [
        {"Person ID": "P70", "Related Person ID": "P71F", "Related Surname": "Holloway", "Related Forename": "Rhona",
         "Related DOB": "02/02/1984", "Relationship": "Mother", "From": "14/05/2011"}
    ]  # fmt: skip


def concerns(today: date) -> list[dict[str, str]]:
    """What her school wrote last week."""
    day = uk(today - timedelta(days=8))
    return [
        {"Incident ID": "S70", "School": SCHOOL, "UPN": "C999400015010", "Surname": "Holloway", "Forename": "Marnie",
         "DOB": "14/05/2011", "Year": "10", "Categories": "Peer", "Incident Date": day, "Logged On": day,
         "Text": "Tired, and a second phone in her bag.", "Author": "Form tutor", "DSL Informed": "Y"}
    ]  # fmt: skip


def entered(today: date) -> list[dict[str, str]]:
    """A concern that a club entered two weeks ago: how to be in touch with her safely."""
    day = uk(today - timedelta(days=14))
    return [
        {"Concern ID": "C70", "Kind": "Concern", "Entered At": f"{day} 16:40", "Begun At": f"{day} 16:30", "Author": "A club leader",
         "Child": "Marnie Holloway", "Birth Date": "14/05/2011", "Happened On": day,
         "Where": "Bus station", "Seen and Heard": "Same grey car as the last two Fridays. Three of them got in.",
         "Suspicion of Exploitation": "N", "A Child Has Told": "N", "A Parent Is Worried": "N",
         "Referral to Children's Services": "N", "Safe Way to Be in Touch": SAFE, "What to Avoid": AVOID}
    ]  # fmt: skip
