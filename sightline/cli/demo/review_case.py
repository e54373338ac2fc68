"""The demo of a learning review: the files of an invented case are imported, and a review of six children is opened.

`sightline demo --case review`. Information governance opens the review; the independent scrutineer is its author.
"""

import json
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.panel import Panel

from sightline.agreements.files import FOLDER
from sightline.cli.demo.people import fill_posts, make_people, print_people
from sightline.cli.demo.run import (
    CONTROL_ROOM,
    DEMO_FILE,
    go_live,
    prepare_folder,
    run,
    set_front_door,
    take_in,
)
from sightline.cli.demo.words import print_found, print_taken
from sightline.cli.output import err, out, print_table, progress_bar
from sightline.invented.case import CASE_FROM, CASE_TO, InventedCase, invent_case
from sightline.model.nouns import Agency, Role
from sightline.model.schema import SCHEMA_VERSION
from sightline.store.files import write_whole

if TYPE_CHECKING:
    from sightline.casework.core.session import ReaderSession

GOVERNANCE, SCRUTINEER = Role.INFORMATION_GOVERNANCE.value, Role.REVIEWER.value
TITLE: Final = "Six children, 2019 to 2025 (invented)"
ASKS: Final = (
    "What did each agency know about six children, on which day, and could all together have seen it earlier? "
    "Which chances to act were missed, and where did staff act well?"
)
WHY_CHILD: Final = "The safeguarding partners of this invented area named this child in the terms."
WHY_ADULT: Final = "Records of several agencies name this adult beside the children."
WHY_AUTHOR: Final = "Appointed by the invented partners; works for none of the agencies."
WHY_DRAFT: Final = "For the first meeting of the review panel of this invented partnership."
DISCOVERED_ON: Final = date(2024, 6, 18)
DISCOVERY: Final = "All six children were discussed together for the first time"


def run_review_case(folder: Path, *, reset: bool = False) -> None:
    """Invent the case, import and run it, open the review, and say who reads it and what to ask first."""
    from sightline.casework.core import clock

    wanted = {"case": "review", "as_at": clock.today().isoformat(), "tables": SCHEMA_VERSION}
    is_new = prepare_folder(folder, wanted, reset=reset)
    with progress_bar() as bar:
        made = invent_case(out=folder / "files", progress=bar)
    shutil.copytree(made.out / "map", folder / "map", dirs_exist_ok=True)
    if is_new:
        from sightline.casework.boot import open_workspace

        open_workspace(folder)
        passwords = make_people(made.school)
    else:
        passwords = _tell(folder, made)
        write_whole(folder / DEMO_FILE, json.dumps({**wanted, "told": True}))
    print_people(passwords)
    _print_first(made, folder)


def _tell(folder: Path, made: InventedCase) -> dict[str, str]:
    """Import the files, run them and open the review; the passwords of the people, by user name."""
    from sightline.casework.boot import make_workspace

    workspace = make_workspace(folder, two_step="optional", training=True, control_room=CONTROL_ROOM)
    shutil.copytree(made.out / FOLDER, workspace.root / FOLDER)
    taken = take_in(workspace, made.out)
    go_live()
    ran = run(workspace)
    set_front_door()
    passwords = make_people(made.school)
    fill_posts(made.school)
    write_report(open_case(made), folder)
    print_taken([taken])
    print_found(ran.counts)
    return passwords


def open_case(made: InventedCase) -> str:
    """Open the review with its six children, four adults and its author; the review's id."""
    from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind
    from sightline.casework.reviews.services.terms import add_to_terms, open_review

    session = _session(GOVERNANCE)
    new = NewReview(TITLE, ASKS, CASE_FROM, CASE_TO, tuple(Agency))
    review_id = open_review(session, review=new)
    acts = [
        ReviewAct(ReviewEntryKind.CHILD, person_id=person_id, words=WHY_CHILD)
        for person_id in find_people_of(session, made.girls)
    ]
    acts += [
        ReviewAct(ReviewEntryKind.ADULT, person_id=person_id, words=WHY_ADULT)
        for person_id in find_people_of(session, made.adults)
    ]
    acts += [
        ReviewAct(ReviewEntryKind.AUTHOR, username=SCRUTINEER, words=WHY_AUTHOR),
        ReviewAct(ReviewEntryKind.KEY_DATE, what=DISCOVERY, on_day=DISCOVERED_ON, words=DISCOVERY),
    ]
    for act in acts:
        add_to_terms(session, review_id=review_id, act=act)
    return review_id


def write_report(review_id: str, folder: Path) -> None:
    """Make the first draft of the report as its author, and write it into the demo's folder as Word and HTML."""
    from sightline.casework.review_reports.pages import ReportFileForm
    from sightline.casework.review_reports.services.drafts import make_report_draft
    from sightline.casework.review_reports.services.files import write_report_file

    session = _session(SCRUTINEER)
    with progress_bar() as bar:
        bar.stage("Making the draft report", total=1)
        draft_id = make_report_draft(session, review_id=review_id, why=WHY_DRAFT)
        for form in (ReportFileForm.WORD, ReportFileForm.HTML):
            file = write_report_file(session, review_id=review_id, draft_id=draft_id, form=form, purpose=WHY_DRAFT)
            (folder / f"draft-report.{form}").write_bytes(file.data)
        bar.advance(1)


def find_people_of(session: "ReaderSession", wanted: Iterable[tuple[str, date]]) -> list[str]:
    """The people of these names and birth dates, in that order: of each, the person with most entries."""
    from sightline.casework.people.pages.people import SearchTerms
    from sightline.casework.people.selectors import find_people

    found = []
    for name, born in wanted:
        people = find_people(session, terms=SearchTerms(name=name, birth_date=born)).people
        found.append(max(people, key=lambda person: person.entries).person_id)
    return found


def _session(username: str) -> "ReaderSession":
    from sightline.casework.core.actor import actor_for_username
    from sightline.casework.core.session import ReaderSession

    return ReaderSession(actor_for_username(username))


def _print_first(made: InventedCase, folder: Path) -> None:
    print_table(
        "The children of the review (invented people)",
        ["In the review", "Name", "Born"],
        [
            [f"Child {letter}", name, f"{born:%d/%m/%Y}"]
            for letter, (name, born) in zip("ABCDEF", made.girls, strict=True)
        ],
    )
    err.print()
    out.print(
        Panel(
            f"Sign in as [bold]{SCRUTINEER}[/bold], open Meetings, then Learning reviews, then “{TITLE}”. "
            "Read the chronology first: six years, six children, and no agency that saw it whole. "
            f"The first draft of the report is {folder / 'draft-report.docx'}. "
            "Everything here is invented.",
            title="Where to look first",
        )
    )
