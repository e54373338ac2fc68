"""A small invented partnership, written by hand: one girl whom five agencies know, and what nobody may be shown.

Every name, number and event is made up. The planted texts stand in rows that are restricted, sealed or protected; tests
look for them in every answer.
"""

import csv
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from support import warm
from support.agreed import agree

from sightline.rulebook.files import read_toml

ROOT = Path(__file__).parents[2]
SHARED = "SIGHTLINE_TESTS_SHARED"  # the environment's word for the folder below
ELSEWHERE = ("SIGHTLINE_WORKSPACE", "SIGHTLINE_DATABASE_URL", "DJANGO_SETTINGS_MODULE")
RESTRICTED_HEALTH = "Planted restricted words of a clinic"
RESTRICTED_POLICE = "Planted restricted words of police"
SEALED = "Planted sealed words"
SEALED_NAME = "Sealedperson"
PROTECTED = "77 Planted Refuge Row"
SCHOOL, OTHER_SCHOOL = "Northfield School", "Southfield School"
CHILD, CHILD_BORN = "Wren Ashdown", date(2010, 3, 27)
PERHAPS_TWINS = ("Ada", "Ivy")
UPN = "C999400015002"
LIVE_ON, LIVE_WHY = "2024-12-01", "Files before this day are history."
PERSON_TABS = (
    "person", "person_chronology", "person_patterns", "person_deadlines", "person_identity", "person_timeline",
    "person_family", "person_shared_events",
)  # fmt: skip
PASSWORD = "three-plain-made-up-words"
TYPED = f"{PASSWORD}\n"  # for a command with --as
ROLES = {
    "practitioner": ("childrens_services", ""),
    "school_lead": ("school", SCHOOL),
    "analyst": ("police", ""),
    "manager": ("childrens_services", ""),
    "senior_officer": ("police", ""),
    "partnership_executive": ("childrens_services", ""),
    "reviewer": ("partnership", ""),
    "elected_member": ("", ""),
    "information_governance": ("", ""),
    "operator": ("", ""),
}
# A role for each rule of reading. The others read as one of these does, or are refused: they come with `make soak`.
RULES_OF_READING = ("practitioner", "school_lead", "analyst", "reviewer", "information_governance")
READING = [role if role in RULES_OF_READING else pytest.param(role, marks=pytest.mark.soak) for role in ROLES]


CONCERN_ID = "Concern ID"


def layout_headings(layout: str) -> list[str]:
    """The headings of a shipped layout without their remarks, and the marking that any row may carry."""
    columns = read_toml("agencies", f"{layout}.toml")["columns"].values()
    headings = [column if isinstance(column, str) else column["heading"] for column in columns]
    headings += [CONCERN_ID] if layout == "sightline_concerns" else []
    return [heading.partition(" (")[0] for heading in headings] + ["Sightline Marking"]


def sheet(path: Path, rows: Iterable[dict[str, str]]) -> None:
    """A CSV file in the layout of its name."""
    kept = list(rows)
    headings = layout_headings(path.stem)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, headings, restval="")
        writer.writeheader()
        writer.writerows(kept)


def uk(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def write_files(folder: Path) -> None:
    """The agencies' extracts."""
    folder.mkdir(parents=True)
    sheet(folder / "childrens_services_events.csv", childrens_services())
    sheet(folder / "police_missing.csv", police_missing())
    sheet(folder / "police_intelligence.csv", police_intelligence())
    sheet(folder / "return_interviews.csv", return_interviews())
    sheet(folder / "school_concerns.csv", school_concerns())
    sheet(folder / "health_attendances.csv", health())
    sheet(folder / "housing_complaints.csv", housing())


def childrens_services() -> list[dict[str, str]]:
    wren = {
        "Person ID": "P1001", "NHS Number": "9990000018", "Surname": "Ashdown", "Forename": "Wren",
        "UPN": UPN, "Known As": "Wrennie", "DOB": uk(CHILD_BORN), "Sex": "F", "Address": "4 Alder Road", "Postcode": "ZZ1 1AA",
    }  # fmt: skip
    rows = [
        wren | {"Event Type": "CONTACT", "Event Date": uk(date(2024, 2, 6)), "Event Time": "10:15", "Source": "School",
                "Text": "School rang: often late, tired, a new phone.", "Outcome": "NFA", "Entered On": uk(date(2024, 2, 6))},
        wren | {"Event Type": "VISIT", "Event Date": uk(date(2024, 9, 12)), "Event Time": "16:00", "Child Seen": "Y",
                "Child Seen Alone": "Y", "Text": "Seen at home in the kitchen, then alone in the garden.",
                "Child's Words": "I like it when somebody asks and then waits.\nMost don’t wait.",
                "Entered On": uk(date(2024, 9, 13))},
    ]  # fmt: skip
    for week in range(50):
        day = date(2023, 1, 9) + timedelta(days=14 * week)
        rows.append(wren | {"Event Type": "CASE NOTE", "Event Date": uk(day), "Text": f"Note {week + 1}: call to mother.",
                            "Entered On": uk(day)})  # fmt: skip
    rows.append(
        {"Person ID": "P2002", "Surname": SEALED_NAME, "Forename": "Robin", "DOB": "01/05/2012", "Event Type": "CASE NOTE",
         "Event Date": uk(date(2024, 3, 1)), "Text": SEALED, "Entered On": uk(date(2024, 3, 1)),
         "Sightline Marking": "SEALED IDENTITY"}
    )  # fmt: skip
    rows.append(
        {"Person ID": "P3003", "Surname": "Birchall", "Forename": "Dana", "DOB": "02/06/1988", "Event Type": "CASE NOTE",
         "Event Date": uk(date(2024, 3, 2)), "Address": PROTECTED, "Postcode": "ZZ9 9ZZ",
         "Text": f"Moved to {PROTECTED} at night.", "Entered On": uk(date(2024, 3, 2)),
         "Sightline Marking": "PROTECTED ADDRESS"}
    )  # fmt: skip
    return rows


def police_missing() -> list[dict[str, str]]:
    wren = {"Nominal Ref": "N55501", "Surname": "ASHDOWN", "Forenames": "Wren", "DOB": "27/03/2010", "Sex": "F",
            "Home Address": "4 Alder Rd", "Home Postcode": "ZZ1 1AA"}  # fmt: skip
    return [
        wren | {"Misper Ref": "M24-1", "Missing From Date": uk(date(2024, 4, 19)), "Missing From Time": "18:30",
                "Reported Date": uk(date(2024, 4, 19)), "Reported Time": "21:05", "Reported By": "Mother",
                "Found Date": uk(date(2024, 4, 20)), "Found Time": "02:40", "Found Location": "Station forecourt",
                "Found With": "Jay Coleman", "Circumstances": "Did not come home after school.",
                "Entered On": uk(date(2024, 4, 20))},
        wren | {"Misper Ref": "M24-2", "Missing From Date": uk(date(2024, 6, 7)), "Missing From Time": "17:00",
                "Reported Date": uk(date(2024, 6, 8)), "Found Date": uk(date(2024, 6, 8)), "Found Time": "11:00",
                "Circumstances": "Went to a friend and did not return.", "Entered On": uk(date(2024, 6, 10))},
    ]  # fmt: skip


def police_intelligence() -> list[dict[str, str]]:
    wren = {"Nominal Ref": "N55501", "Surname": "ASHDOWN", "Forenames": "Wren", "DOB": "27/03/2010"}
    return [
        wren | {"Log No": "L1", "Submitted On": uk(date(2024, 6, 14)), "Event Date": uk(date(2024, 6, 1)),
                "Event Date Precision": "MONTH", "Source Evaluation": "2", "Intelligence Assessment": "B", "Handling": "P",
                "Text": "Seen with older people in a blue car.", "VRM": "ZZ10 AAA", "Role": "NAMED"},
        wren | {"Log No": "L2", "Submitted On": uk(date(2024, 6, 20)), "Event Date": uk(date(2024, 6, 18)),
                "Source Evaluation": "2", "Intelligence Assessment": "C", "Handling": "C", "Text": RESTRICTED_POLICE,
                "Role": "NAMED", "Sightline Marking": "RESTRICTED"},
    ]  # fmt: skip


def return_interviews() -> list[dict[str, str]]:
    return [
        {"Person ID": "P1001", "NHS Number": "9990000018", "Surname": "Ashdown", "Forename": "Wren", "DOB": uk(CHILD_BORN),
         "Misper Ref": "M24-1", "Returned Date": uk(date(2024, 4, 20)), "Returned Time": "02:40",
         "Offered On": uk(date(2024, 4, 20)), "Accepted": "Y", "Held Date": uk(date(2024, 4, 22)), "Held Time": "16:30",
         "Interviewer": "K. Adeyemi", "Independent": "Y", "Interview Text": "Talked on a walk.",
         "Child's Words": "He is not my boyfriend. He just drives.", "Entered On": uk(date(2024, 4, 24))}
    ]  # fmt: skip


def school_concerns() -> list[dict[str, str]]:
    wren = {"School": SCHOOL, "UPN": UPN, "Surname": "Ashdown", "Forename": "Wren", "DOB": uk(CHILD_BORN),
            "Year": "9"}  # fmt: skip
    return [
        wren | {"Incident ID": "S1", "Categories": "Attendance", "Incident Date": uk(date(2024, 2, 5)),
                "Incident Time": "08:55", "Logged On": uk(date(2024, 2, 5)), "Text": "Late for the fourth time this term.",
                "Action": "Rang home", "Author": "Form tutor", "DSL Informed": "Y"},
        wren | {"Incident ID": "S2", "DOB": "17/03/2010", "Categories": "Peer", "Incident Date": uk(date(2024, 5, 17)),
                "Logged On": uk(date(2024, 5, 20)), "Text": "Upset after lunch; two phones in her bag.",
                "Child's Words": "One is for work.", "Author": "Form tutor", "DSL Informed": "Y"},
        {"Incident ID": "S3", "School": OTHER_SCHOOL, "UPN": "A999000000002", "Surname": "Elmore", "Forename": "Noor",
         "DOB": "11/11/2011", "Year": "8", "Categories": "Other", "Incident Date": uk(date(2024, 5, 2)),
         "Logged On": uk(date(2024, 5, 2)), "Text": "Wants to move seats.", "Author": "Form tutor", "DSL Informed": "N"},
    ]  # fmt: skip


def health() -> list[dict[str, str]]:
    wren = {"NHS Number": "9990000018", "Surname": "Ashdown", "Forename": "Wren", "DOB": uk(CHILD_BORN), "Sex": "F",
            "Address": "4 Alder Road", "Postcode": "ZZ1 1AA"}  # fmt: skip
    return [
        wren | {"Site": "Royal Infirmary", "Service": "ED", "Attended Date": uk(date(2024, 6, 9)), "Attended Time": "01:20",
                "Complaint": "Sprained wrist", "Accompanied By": "Adult male, said to be a cousin",
                "Text": "Did not want to say how.", "Safeguarding Concern": "Y", "Outcome": "DISCHARGED",
                "Restricted": "N", "Entered On": uk(date(2024, 6, 9))},
        wren | {"Site": "Park Clinic", "Service": "SEXUAL HEALTH", "Attended Date": uk(date(2024, 7, 3)),
                "Text": RESTRICTED_HEALTH, "Restricted": "Y", "Entered On": uk(date(2024, 7, 3))},
        *(linden(forename) for forename in PERHAPS_TWINS),
    ]  # fmt: skip


def linden(forename: str) -> dict[str, str]:
    """One of two with one surname, birth date and home: somebody is asked whether they are one."""
    return {"Surname": "Linden", "Forename": forename, "DOB": "05/08/2012", "Sex": "F", "Address": "9 Quarry Lane",
            "Postcode": "ZZ3 3CC", "Site": "Royal Infirmary", "Service": "ED", "Attended Date": uk(date(2024, 5, 6)),
            "Text": "Fell from a swing.", "Outcome": "DISCHARGED", "Restricted": "N",
            "Entered On": uk(date(2024, 5, 6))}  # fmt: skip


def housing() -> list[dict[str, str]]:
    return [
        {"Complaint No": "H1", "Received Date": uk(date(2024, 6, 3)), "Premises": "12 Mill Court", "Postcode": "ZZ2 2BB",
         "Tenant Surname": "Coleman", "Tenant Forename": "Jay", "Tenant DOB": "09/09/1995", "Telephone": "07700 900123",
         "VRM": "ZZ10 AAA", "Text": "Young people coming and going at night.", "Action": "Letter sent",
         "Entered On": uk(date(2024, 6, 4))},
        {"Complaint No": "", "Received Date": "not a date", "Premises": "12 Mill Court", "Text": "No number."},
    ]  # fmt: skip


def let_each_choose_a_second_step(workspace: Path) -> None:
    """As in the demo: the people of tests sign in by a password, save where a test is about the second step."""
    path = workspace / "sightline.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('two_step = "required"', 'two_step = "optional"'), encoding="utf-8")


def username(role: str) -> str:
    """The account of a role; `operator` itself is the command line's name."""
    return f"the_{role}"


def elsewhere_removed() -> dict[str, str]:
    """This process's environment without what would lead the command to another workspace or database."""
    return {name: value for name, value in os.environ.items() if name not in ELSEWHERE}


def sightline(*arguments: str | Path, typed: str = "") -> str:
    """Run the command line; 3 means that some rows were not taken, which is planned here."""
    return run_python("-m", "sightline", *arguments, typed=typed)


def run_python(*arguments: str | Path, typed: str = "") -> str:
    """What a Python of its own says; it ends with 0, or with the command line's 3."""
    done = warm.run([str(each) for each in arguments], env=elsewhere_removed(), typed=typed)
    assert done.returncode in (0, 3), f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build_workspace(folder: Path, *, roles: Iterable[str] = ROLES) -> Path:
    """A workspace with these files taken in, a run, and an account of each of `roles` at least, through the command line.

    `folder` is one of pytest's temporary folders. Such workspaces are built once a test run, without accounts and with
    one of every role, and copied: a workspace stands wherever it is put.
    """
    built = built_once(folder.parent, "peopled", make_peopled) if list(roles) else plain_once(folder.parent)
    shutil.copytree(built, folder, dirs_exist_ok=True)
    return folder / "workspace"


def plain_once(folder: Path) -> Path:
    """The workspace before there are accounts, and its files."""
    return built_once(folder, "plain", lambda begun, _: take_in_and_run(begun))


def make_peopled(begun: Path, folder: Path) -> None:
    """The same with an account of each role."""
    shutil.copytree(plain_once(folder), begun, dirs_exist_ok=True)
    make_accounts(begun / "workspace", list(ROLES))


def built_once(folder: Path, name: str, make: Callable[[Path, Path], None]) -> Path:
    """What is made once a test run. Of several workers the first makes it, the others wait."""
    built = shared_folder(folder) / f"small-partnership-{name}"
    with built.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            begun = built.with_suffix(".partial")
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            make(begun, folder)
            begun.rename(built)
    return built


def shared_folder(folder: Path) -> Path:
    """One of pytest's temporary folders that all workers share: each worker has a folder of its own in it.

    Tests that are begun by a test are told of its folder.
    """
    told = os.environ.get(SHARED)
    if told:
        return Path(told)
    return folder.parent if folder.name.startswith("popen-") else folder


def take_in_and_run(folder: Path) -> None:
    """The files, and a workspace that they are taken into."""
    write_files(folder / "files")
    workspace = folder / "workspace"
    sightline("init", workspace)
    agree(workspace)
    let_each_choose_a_second_step(workspace)
    sightline("-w", workspace, "ingest", folder / "files", "--received", "2024-12-01")
    set_go_lives(workspace, day=LIVE_ON, why=LIVE_WHY)
    sightline("-w", workspace, "run", "--as-at", "2024-12-02")


def set_go_lives(workspace: Path, *, day: str, why: str) -> None:
    """A go-live day for every agency, in a workspace that has no accounts yet."""
    run_python(Path(__file__).with_name("go_lives.py"), workspace, day, why)


def begin(workspace: Path, files: Path, *, received: str, as_at: str) -> None:
    """A workspace into which these files are taken, and a run, all by one process."""
    here = ["-w", str(workspace)]
    sightline("init", workspace)
    let_each_choose_a_second_step(workspace)
    agree(workspace)
    run_commands([
        [*here, "ingest", str(files), "--received", received], [*here, "run", "--as-at", as_at]
    ])  # fmt: skip


def make_accounts(workspace: Path, roles: Iterable[str]) -> None:
    """An account of each role, all by one process."""
    commands = [
        ["-w", str(workspace), "account", username(role), "--role", role, "--agency", ROLES[role][0],
         "--organisation", ROLES[role][1]]
        for role in roles
    ]  # fmt: skip
    run_commands(commands, typed=f"{PASSWORD}\n" * len(commands))


def run_commands(commands: list[list[str]], *, typed: str = "") -> str:
    """Several commands of the command line for one workspace, by one process: what they say."""
    return run_python(Path(__file__).with_name("several_commands.py"), json.dumps(commands), typed=typed)
