"""Every path that writes a file gives its ground, and asks for a second person where the file names many people.

The paths are found in the source, by the names of their acts: a new one without an entry here fails.
"""

import ast
import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from support import agreed, held, worried
from support import meeting as made
from support import small_partnership as small
from support import subject_files as files
from support.climbing import set_clock
from support.reviewed import WHY, author, governance, review_of
from support.sessions import session_of
from support.trials import everybody_is_invented

from sightline.casework.audit.pages import AuditQuestion
from sightline.casework.audit.trail import audited
from sightline.casework.bulk_exports import services
from sightline.casework.bulk_exports.audit_files import export_audit, export_entries
from sightline.casework.bulk_exports.services import leave_picture
from sightline.casework.chronology.selectors.chronology import read_chronology
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.pages import FileGround
from sightline.casework.core.session import ReaderSession, request_session
from sightline.casework.data.exports import export_table
from sightline.casework.disruption.selectors import export_ledger, export_register
from sightline.casework.earlier_knowledge.selectors.closures import write_schedule
from sightline.casework.earlier_knowledge.selectors.earliest import read_earliest
from sightline.casework.earlier_knowledge.selectors.knowledge import read_knowledge
from sightline.casework.earlier_knowledge.selectors.opportunities import read_opportunities
from sightline.casework.ledger.pages import SharingQuestion
from sightline.casework.ledger.services import export_sharing
from sightline.casework.ledger.writer import LEAVES
from sightline.casework.networks.selectors.exports import export_network
from sightline.casework.networks.selectors.whole_export import export_picture
from sightline.casework.readership.pages import ReadershipQuestion
from sightline.casework.readership.services import export_readership
from sightline.casework.review_reports.pages import AnonymousAsk, CodedDocument, CodedFile, InquiryAsk, ReportFileForm
from sightline.casework.review_reports.services.anonymous_files import write_anonymous_file
from sightline.casework.review_reports.services.drafts import make_report_draft
from sightline.casework.review_reports.services.files import write_report_file
from sightline.casework.review_reports.services.inquiry_files import write_inquiry_file
from sightline.casework.review_reports.services.restored_files import restore_file
from sightline.casework.reviews.pages.terms import ReviewFileForm
from sightline.casework.reviews.services.chronology_files import write_review_file
from sightline.model.errors import OurFault, Refused, SightlineError, Usage
from sightline.store import Workspace
from sightline.web.core import doorway
from sightline.web.networks.presenters import WORDS_OF_FILES

pytestmark = pytest.mark.django_db(transaction=True)
CASEWORK = Path(services.__file__).parents[1]
ENTERED = "2026-12-22T16:30:00Z"
# The acts of which no second person is asked, and on which ground their files leave.
WITHOUT_SECOND_PERSON = {
    "download_calendar": FileGround.NAMES_NOBODY,
    "export_published_review": FileGround.NAMES_NOBODY,
    "print_paper": FileGround.NAMES_NOBODY,
    "print_page": FileGround.PAPER,
    "open_document": FileGround.ONE_DOCUMENT,
    "export_access_bundle": FileGround.OWN_DATA,
    "export_access_bundle_file": FileGround.OWN_DATA,
}


def constants_of(tree: ast.Module) -> dict[str, set[str]]:
    """The words that each name of a module may have, also where one of two is chosen."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            parts = (node.value.body, node.value.orelse) if isinstance(node.value, ast.IfExp) else (node.value,)
            said = {one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str)}
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, set()).update(said)
    return found


def leaving_acts() -> dict[str, set[str]]:
    """The acts that write files, by the names that `audited` is given in the source, with the grounds of their module."""
    found: dict[str, set[str]] = {}
    for path in CASEWORK.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        named = constants_of(tree)
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "audited"):
                continue
            for one in node.keywords:
                if one.arg != "action":
                    continue
                own = str(getattr(one.value, "value", ""))
                for act in {own, *named.get(getattr(one.value, "id", ""), set())}:
                    if act.startswith(LEAVES):
                        found[act] = {str(each) for each in FileGround if f"FileGround.{each.name}" in text}
    return found


class World:
    """What the paths are asked of: the workspace and a review."""

    def __init__(self, workspace: Workspace) -> None:
        held.serve_snapshot(workspace)
        agreed.write_agreements(workspace.root, more=("review_chronology",))
        self.workspace, self.out = workspace, workspace.root / "file.csv"
        self.review_id = review_of([held.AOIFE], agencies=("police", "school", "health"))
        self.draft_id = make_report_draft(session_of(author()), review_id=self.review_id, why=WHY)
        self.ana = worried.actor("ana", "analyst", "police")
        self.coded = write_anonymous_file(session_of(author()), review_id=self.review_id, ask=self.ask).data

    @property
    def ask(self) -> AnonymousAsk:
        return AnonymousAsk(CodedDocument.CHRONOLOGY, ReviewFileForm.WORD, WHY)


Act = Callable[[World], object]
AsTable = dict[str, Any]
PATHS: dict[str, Act] = {
    "export": lambda w: export_table(session_of(w.ana), workspace=w.workspace, table="records", out=w.out),
    "export_audit": lambda w: export_audit(session_of(governance()), name="audit", path=w.out)[0],
    "export_sharing": lambda _: export_sharing(session_of(governance()), question=SharingQuestion()),
    "export_network_picture": lambda w: export_picture(
        session_of(w.ana), which="all", format="csv", words=WORDS_OF_FILES
    ),
    "export_review_inquiry": lambda w: write_inquiry_file(
        session_of(governance()), review_id=w.review_id, ask=InquiryAsk(WHY)
    ),
    "export_network": lambda w: export_network(
        session_of(w.ana), kind="person", node_id=held.AOIFE, format="csv", words=WORDS_OF_FILES, purpose="case"
    ),
    "export_picture": lambda w: leave_picture(
        session_of(w.ana), picture="family", purpose="case", draw=lambda _session: Drawn()
    ),
    "export_readership": lambda _: export_readership(
        session_of(governance()), person_id=held.AOIFE, question=ReadershipQuestion(), purpose="oversight"
    ),
    "export_working_files": lambda w: export_register(session_of(w.ana), purpose="practice"),
    "export_disruption_ledger": lambda w: export_ledger(session_of(w.ana), purpose="practice"),
    "write_chronology": lambda w: read_chronology(session_of(w.ana), person_id=held.AOIFE, purpose="case"),
    "export_closed_decisions": lambda w: write_schedule(session_of(author()), review_id=w.review_id, purpose=WHY),
    "export_report_draft": lambda w: write_report_file(
        session_of(author()), review_id=w.review_id, draft_id=w.draft_id, form=ReportFileForm.HTML, purpose=WHY
    ),
    "export_review_chronology": lambda w: write_review_file(
        session_of(author()), review_id=w.review_id, form=ReviewFileForm.HTML, purpose=WHY
    ),
    "export_audit_entries": lambda _: export_entries(
        session_of(governance()), question=AuditQuestion(), purpose="oversight"
    ),
    "export_knowledge": lambda w: read_knowledge(
        session_of(author()), person="A", review_id=w.review_id, on=date(2024, 6, 1), why=WHY
    ),
    "export_earliest": lambda w: read_earliest(session_of(author()), person="A", review_id=w.review_id, why=WHY),
    "export_opportunities": lambda w: read_opportunities(
        session_of(author()), person="A", review_id=w.review_id, why=WHY
    ),
    "export_anonymised_review": lambda w: write_anonymous_file(session_of(author()), review_id=w.review_id, ask=w.ask),
    "restore_review_names": lambda w: restore_file(
        session_of(author()), review_id=w.review_id, file=CodedFile(w.coded, WHY)
    ),
}


class Drawn:
    people = 1


@pytest.fixture
def world(workspace: Workspace) -> World:
    return World(workspace)


def test_every_act_that_writes_a_file_is_one_of_these_paths_or_says_its_ground() -> None:
    acts = leaving_acts()
    assert len(acts) > 20 and set(acts) == {*PATHS, *WITHOUT_SECOND_PERSON}
    for act, ground in WITHOUT_SECOND_PERSON.items():
        assert ground in acts[act], act


@pytest.mark.parametrize("act", sorted(PATHS))
def test_each_path_asks_for_a_second_person_where_a_file_names_many(
    world: World, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MANY_PEOPLE", 0)
    with pytest.raises(Refused) as refused:
        PATHS[act](world)
    assert refused.value.code == "second_person" and not world.out.exists()
    assert AuditEntry.objects.filter(action=act, outcome="done").count() == (act == "export_anonymised_review")
    everybody_is_invented()
    PATHS[act](world)
    assert AuditEntry.objects.filter(action=act).latest("sequence").outcome == "done"


def first_said(made: object, out: Path) -> Iterator[str]:
    """What comes first in each file that an act made; of a page's file the label that its first line has."""
    label = getattr(made, "label", None)
    if isinstance(label, str):
        yield label
    elif isinstance(made, bytes) and zipfile.is_zipfile(io.BytesIO(made)):
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            names = package.namelist()
            tables = [one for one in names if one.endswith((".csv", ".txt", ".md"))]
            for one in tables:
                yield package.read(one).decode().partition("\n")[0]
            if not tables:  # a document: its header or first cell
                yield "".join(package.read(one).decode() for one in names if one.endswith((".xml", ".html")))
    elif isinstance(made, bytes | str):
        text = made.decode() if isinstance(made, bytes) else made
        yield text if text.lstrip().startswith("<") else text.partition("\n")[0]
    elif isinstance(made, tuple):
        yield str(made[-1])
    elif is_dataclass(made) and (bodies := [getattr(made, one.name) for one in fields(made)]):
        for one in bodies:
            if isinstance(one, bytes):
                yield from first_said(one, out)
    if out.exists():
        yield out.read_text(encoding="utf-8").partition("\n")[0]


@pytest.mark.parametrize("act", sorted(PATHS))
def test_each_file_of_each_path_says_first_whose_it_is(world: World, act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole list has its label from the request to which a second person agreed: here from nobody's."""
    everybody_is_invented()
    for name, module in list(sys.modules.items()):
        if name.startswith("sightline.casework.") and hasattr(module, "label_file"):
            monkeypatch.setattr(module, "label_file", lambda session, _request: f"Exported by {session.actor.via}")
    said = list(first_said(PATHS[act](world), world.out))
    assert said and all("Exported by " in one for one in said), act


def test_answers_of_a_review_leave_without_what_may_not_be_passed_on(world: World) -> None:
    asked: dict[str, Any] = {"person": "A", "review_id": world.review_id, "on": date(2024, 12, 31)}

    def agencies(why: str | None) -> set[str]:
        return {one.agency for one in read_knowledge(session_of(author()), **asked, why=why).facts}

    assert "school" in agencies(WHY)
    file = world.workspace.root / "agreements" / "school.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('onward = "same purpose"', 'onward = "no"'), "utf-8")
    assert "school" in agencies(None) and "school" not in agencies(WHY)


def test_lines_of_a_command_begin_with_who_wrote_them(world: World) -> None:
    page, label = export_entries(session_of(governance()), question=AuditQuestion(), purpose="oversight")
    assert page.lines and label.startswith("Exported by ig_all on ") and "check of how records are used" in label
    with pytest.raises(Usage, match="needs a purpose"):
        export_entries(session_of(governance()), question=AuditQuestion(), purpose="")
    with pytest.raises(SightlineError):
        read_earliest(session_of(author()), person="A", review_id=world.review_id, why="")


def test_a_file_without_a_ground_is_not_written(world: World) -> None:
    session = session_of(world.ana)
    with pytest.raises(OurFault, match="on which ground"), audited(session, action="export_something_new"):
        pass
    assert not AuditEntry.objects.filter(action="export_something_new").exists()
    session.give_ground(FileGround.NAMES_NOBODY)
    with audited(session, action="export_something_new"):
        pass


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_page_that_sends_a_file_without_a_ground_sends_nothing(
    world: World, rf: Any, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends = HttpResponse("Wren", headers={"Content-Disposition": 'attachment; filename="new.csv"'})

    @doorway.page("GET", "POST")
    def view(request: HttpRequest, session: ReaderSession) -> HttpResponse:
        if request.headers.get("With-Ground"):
            session.give_ground(FileGround.NAMES_NOBODY)
        return sends

    monkeypatch.setattr(doorway, "error_page", lambda _request, error: HttpResponse(str(error.code), status=500))
    answers = []
    for headers in ({}, {"HTTP_WITH_GROUND": "1"}):
        request = rf.generic(method, "/new/", **headers)
        request.user = worried.account("ana", "analyst", "police")
        request.reader_session = ReaderSession(world.ana, only_reads=method == "GET")
        assert request_session(request).grounds == []
        answers.append(view(request).content.decode())
    assert answers == ["no_ground", "Wren"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("grounds"), roles=())


@pytest.fixture
def partnership(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, ENTERED)
    for other in (made.officer, files.social_worker):
        other()
    return copy


def named_on(workspace: Workspace, record_ids: set[str]) -> set[str]:
    listed = ", ".join(f"'{one}'" for one in sorted(record_ids))
    sql = (
        "SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id) "
        f"WHERE record_id IN ({listed}) AND person_id IS NOT NULL"
    )
    return set(made.ask(workspace, sql))


def people_of(act: str) -> int:
    return int(AuditEntry.objects.filter(action=act).latest("sequence").details["people"])


def test_a_chronology_counts_everybody_whom_its_records_name(partnership: Workspace) -> None:
    who, wren = made.manager(), made.wren(partnership)
    whole = read_chronology(session_of(who), person_id=wren, purpose="case")
    named = named_on(partnership, {one.record_id for one in whole.entries})
    assert people_of("write_chronology") == len(named | {wren}) > 1


def test_working_files_count_people_and_not_files(partnership: Workspace) -> None:
    who = made.manager()
    files.open_on_man(who, partnership)
    files.open_on_thing(who, partnership, "place")
    named = named_on(partnership, {files.complaint(partnership)}) | {files.man(partnership)}
    for act, export in (("export_working_files", export_register), ("export_disruption_ledger", export_ledger)):
        export(session_of(who), purpose="practice")
        assert people_of(act) == len(named), act


def test_files_of_a_review_count_the_people_of_their_records(partnership: Workspace) -> None:
    wren = made.wren(partnership)
    review_id = review_of([wren], from_on=date(2020, 1, 1), to_on=date(2026, 12, 1))
    session = session_of(author())
    write_review_file(session, review_id=review_id, form=ReviewFileForm.HTML, purpose=WHY)
    row = AuditEntry.objects.filter(action="export_review_chronology").latest("sequence")
    assert row.details["people"] > 1, "the records of one child name others"
    draft_id = make_report_draft(session, review_id=review_id, why=WHY)
    write_report_file(session, review_id=review_id, draft_id=draft_id, form=ReportFileForm.HTML, purpose=WHY)
    assert people_of("export_report_draft") > 1
