"""The demo: an invented partnership taken through everything, with one account a role and a place to look first.

A newcomer would get this wrong: the demo's workspace is made anew each time its seed or size changes, and gone on with
where it was interrupted otherwise. Everything in it is invented.
"""

import json
import secrets
import shutil
from pathlib import Path

from rich.panel import Panel

from sightline.cli.printing import err, out, print_table, progress_bar
from sightline.invented import Invented, invent
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.store import Workspace
from sightline.store.files import write_whole
from sightline.store.workspace import SETTINGS_FILE

DEMO_MARK = "demo.json"
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
FRONT_DOOR = {
    "name": "Marshbridge front door (invented)",
    "phone": "01632 960 123",
    "hours": "at any hour; nights and weekends on the same number",
}
WORKS_FOR = {
    Role.PRACTITIONER: ("childrens_services", "Social worker"),
    Role.SCHOOL_LEAD: ("school", "Designated safeguarding lead"),
    Role.ANALYST: ("police", "Partnership analyst"),
    Role.MANAGER: ("childrens_services", "Team manager, front door"),
    Role.SENIOR_OFFICER: ("police", "Detective superintendent"),
    Role.PARTNERSHIP_EXECUTIVE: ("childrens_services", "Lead safeguarding partner"),
    Role.REVIEWER: ("partnership", "Independent reviewer"),
    Role.ELECTED_MEMBER: ("", "Lead member for children"),
    Role.INFORMATION_GOVERNANCE: ("", "Information governance lead"),
}


def run_demo(folder: Path, *, children: int, seed: int) -> None:
    """Invent, take in, run, make accounts, and say where to look first."""
    wanted = {"children": children, "seed": seed}
    prepare_folder(folder, wanted)
    from sightline.casework.boot import make_workspace, open_workspace

    with progress_bar() as bar:
        made = invent(children=children, seed=seed, out=folder / "files", progress=bar)
    workspace = Workspace(folder)
    if (folder / SETTINGS_FILE).is_file():
        open_workspace(folder)
    else:
        workspace = make_workspace(folder)
    write_whole(folder / DEMO_MARK, json.dumps(wanted))
    take_through(workspace, made)
    set_front_door()
    print_accounts(made)
    print_where_to_look(made)


def prepare_folder(folder: Path, wanted: dict[str, int]) -> None:
    """Keep a demo of the same seed and size; remove another; refuse a folder that is no demo."""
    mark = folder / DEMO_MARK
    if mark.is_file():
        if json.loads(mark.read_text(encoding="utf-8")) != wanted:
            shutil.rmtree(folder)
    elif folder.exists() and any(folder.iterdir()) and not (folder / "files" / "truth").is_dir():
        raise Refused(
            f"{folder} is not empty and is not a demo.", code="not_a_demo", what_to_do="Name another folder with --dir."
        )
    folder.mkdir(parents=True, exist_ok=True)


def take_through(workspace: Workspace, made: Invented) -> None:
    """Ingest and run, and print the sums."""
    from sightline.casework import services
    from sightline.casework.actors import operator_actor

    with progress_bar() as bar:
        report = services.ingest_files(
            actor=operator_actor(), workspace=workspace, paths=[made.out], agency="", organisation="", mapping=None,
            received_on=None, progress=bar,
        )  # fmt: skip
        ran = services.run_pipeline(
            actor=operator_actor(), workspace=workspace, as_at=None, progress=bar, explain=False
        )
    print_table(
        "Taken in",
        ["File", "Rows read", "Taken", "Rejected", "Unchanged"],
        [[r.source_file, str(r.rows_read), str(r.rows_taken), str(r.rows_rejected), str(r.rows_unchanged)]
         for r in report.receipts],
    )  # fmt: skip
    print_table("Found", ["What", "How many"], [[name, str(rows)] for name, rows in ran.counts.items()])


def set_front_door() -> None:
    """An invented front door; its number is one of those kept for drama, and rings nowhere."""
    from sightline.casework import services
    from sightline.casework.actors import operator_actor

    services.set_front_door(actor=operator_actor(), **FRONT_DOOR)


def print_accounts(made: Invented) -> None:
    """One practitioner a role; passwords are made anew and printed, never kept in words."""
    from sightline.casework import services
    from sightline.casework.actors import operator_actor

    rows = []
    for role, (agency, post) in WORKS_FOR.items():
        password = "-".join(secrets.token_hex(3) for _ in range(3))
        organisation = made.look_first.school if role is Role.SCHOOL_LEAD else ""
        services.create_account(
            actor=operator_actor(), username=role.value, role=role.value, agency=agency, organisation=organisation,
            post=post, password=password, replace=True,
        )  # fmt: skip
        rows.append([role.value, password, post])
    print_table("Sign in as (invented people; passwords are new each time)", ["User name", "Password", "Post"], rows)


def print_where_to_look(made: Invented) -> None:
    """Say which child to open first."""
    look = made.look_first
    err.print()
    out.print(
        Panel(
            f"Sign in as practitioner, then find and open [bold]{look.name}[/bold]: "
            f"{in_words(look.agencies)} agencies, {in_words(look.months)} months. "
            "No agency saw it whole. Everything here is invented.",
            title="Where to look first",
        )
    )


def in_words(number: int) -> str:
    """A small number as a word."""
    return WORDS[number] if number < len(WORDS) else str(number)
