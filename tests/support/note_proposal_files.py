"""Two children's notes that name one man by a street name and a part of a plate, and the police's record of his car."""

from collections.abc import Iterable
from pathlib import Path

from support import kept
from support.sessions import session_of
from support.small_partnership import sheet

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.data.ingest import ingest_files
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace

MANAGER = Actor(Reader("mara", Role.MANAGER, "childrens_services"), "web")
ANALYST = Actor(Reader("ana", Role.ANALYST, "police"), "web")
RESTRICTED = "Planted restricted words of police"
CAR = {
    "Log No": "L1", "Submitted On": "01/02/2024", "Event Date": "01/02/2024", "Nominal Ref": "N1", "Surname": "Moss",
    "Forenames": "Daniel", "Alias": "Big Dan", "DOB": "01/02/1980", "VRM": "LD14 KXB", "Vehicle": "Insignia grey",
    "Role": "SUBJECT", "Text": RESTRICTED,
}  # fmt: skip
NOTES = (
    ("Tia", "Marlow", "01/03/2024", "Quiet today. A male known as 'Ginge' was driving her. Home by six."),
    ("Zara", "Holm", "09/03/2024", "She says 'Ginge' picks her up. A male known as 'Ginge' waits. Reg ending KXB."),
)


THIRD = ("Noor", "Saidi", "12/03/2024", "A male known as 'Ginge' rang her twice.")


def note(forename: str, surname: str, day: str, text: str, **more: str) -> dict[str, str]:
    """A contact of children's services with a note."""
    return {"Person ID": forename, "Surname": surname, "Forename": forename, "DOB": "01/02/2010", "Sex": "F",
            "Event Type": "CONTACT", "Event Date": day, "Source": "School", "Text": text, "Entered On": day} | more  # fmt: skip


def take_in(
    workspace: Workspace,
    folder: Path,
    *,
    marking: str = "",
    notes: Iterable[tuple[str, ...]] = NOTES,
    notes_marking: str = "",
) -> None:
    """Take the rows in and run; `marking` stands in the police's row, `notes_marking` in each note's."""
    write_files(folder, marking=marking, notes=notes, notes_marking=notes_marking)
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
    run(workspace)


def write_files(
    folder: Path, *, marking: str = "", notes: Iterable[tuple[str, ...]] = NOTES, notes_marking: str = ""
) -> None:
    """The two agencies' extracts."""
    folder.mkdir(exist_ok=True)
    more = {"Sightline Marking": notes_marking} if notes_marking else {}
    sheet(folder / "childrens_services_events.csv", [note(*one) | more for one in notes])
    sheet(folder / "police_intelligence.csv", [CAR | {"Sightline Marking": marking}])


def run(workspace: Workspace) -> None:
    """Run."""
    kept.run(workspace)
