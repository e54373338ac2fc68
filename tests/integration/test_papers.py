"""Papers before real data: a workspace for real data imports no file until a named person has recorded each."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.urls import reverse
from support import worried
from support.exports import write_export
from support.sessions import session_of

from sightline.casework.access.services.teams import start_need_to_know
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.clock import today
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.selectors.whole_snapshots import OlderSnapshot
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.ingest import ingest_files
from sightline.casework.operations.checks import report_papers
from sightline.casework.papers.gate import ask_where_empty, is_to_be_asked, missing_since, needs_papers
from sightline.casework.papers.governance_work import (
    count_changed_papers,
    count_missing_papers,
    count_need_to_know_off,
)
from sightline.casework.papers.pages import NewPaper
from sightline.casework.papers.selectors import read_papers, read_prints
from sightline.casework.papers.services import print_paper, record_paper, withdraw_paper
from sightline.documents.report_files import write_report
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.papers import PaperKind
from sightline.papers.requirements import paper_rules
from sightline.store import Workspace
from sightline.store.batches import first_received_at, list_parts
from sightline.store.workspace import DEMO_FILE, PAPERS_FILE, TRIAL_FILE

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "The assessment is out of date since a school joined the partnership."
STARTED = "Agreed by the executive on Monday; every team is entered."
ASKED_AT = "2026-11-20T09:00:00+00:00"
ROW = {"Surname": "Oak", "Forename": "Mia", "DOB": "05/03/2012", "Attended Date": "14/09/2024"}
IDS = [rule.id for rule in paper_rules()]


def session(role: Role = Role.INFORMATION_GOVERNANCE) -> ReaderSession:
    return ReaderSession(house_actor() if role is Role.OPERATOR else Actor(Reader("iris", role, "police"), "cli"))


def paper(paper_id: str, **said: object) -> NewPaper:
    kept = {"signed_by": "Ann Price", "post": "Data protection officer", "signed_on": date(2024, 11, 1)}
    return NewPaper(paper_id, **(kept | {"kept_at": "Legal register 3"} | said))  # type: ignore[arg-type]


@pytest.fixture
def real(workspace: Workspace) -> Workspace:
    """A workspace as `init` makes it for real data."""
    workspace.ask_for_papers(now=ASKED_AT)
    return workspace


def start() -> None:
    """Need to know is in force, as information governance starts it on its page before any file is there."""
    start_need_to_know(session_of(worried.actor("iris", "information_governance", "")), from_on=today(), why=STARTED)


def take(workspace: Workspace, folder: Path) -> int:
    file = write_export(folder / "health.csv", "health_attendances", ROW)
    return len(ingest_files(session(Role.OPERATOR), workspace=workspace, paths=[file]).receipts)


def test_no_file_is_read_or_kept_until_every_paper_is_recorded(real: Workspace, tmp_path: Path) -> None:
    for done, paper_id in enumerate(IDS):
        with pytest.raises(Refused) as refused:
            take(real, tmp_path)
        assert (refused.value.code, refused.value.exit_code) == ("no_papers", 4)
        said = str(refused.value.what)
        assert all(each in said for each in IDS[done:]) and not any(each in said for each in IDS[:done])
        assert list_parts(real) == [] and list(real.received.iterdir()) == [] and list(real.batches.iterdir()) == []
        record_paper(session(), paper=paper(paper_id))
    start()
    assert take(real, tmp_path) == 1
    assert AuditEntry.objects.filter(action="ingest", outcome="refused: no_papers").count() == len(IDS)


def test_a_withdrawn_paper_is_missing_again_and_its_record_stays(real: Workspace, tmp_path: Path) -> None:
    for paper_id in IDS:
        record_paper(session(), paper=paper(paper_id))
    withdraw_paper(session(), paper_id="dpia", reason=WHY)
    with pytest.raises(Refused, match="missing: dpia"):
        take(real, tmp_path)
    page = read_papers(session(), workspace=real)
    assert [line.rule.id for line in page.missing] == ["dpia"] and page.refuses
    newest, *_, first = page.decisions
    assert (newest.is_withdrawal, newest.why, newest.by) == (True, WHY, "iris")
    assert (first.signed_by, first.post, first.kept_at) == ("Ann Price", "Data protection officer", "Legal register 3")
    assert Decision.objects.filter(kind="paper_recorded").count() == len(IDS)
    with pytest.raises(Refused, match="not recorded"):
        withdraw_paper(session(), paper_id="dpia", reason=WHY)
    record_paper(session(), paper=paper("dpia"))
    start()
    assert take(real, tmp_path) == 1


def test_no_first_file_is_taken_before_need_to_know_is_in_force(real: Workspace, tmp_path: Path) -> None:
    for paper_id in IDS:
        record_paper(session(), paper=paper(paper_id))
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            take(real, tmp_path)
        assert (refused.value.code, refused.value.exit_code) == ("no_need_to_know", 4)
        assert list_parts(real) == [] and list(real.received.iterdir()) == []
        start_need_to_know(
            session_of(worried.actor("iris", "information_governance", "")),
            from_on=today() + timedelta(days=1), why=STARTED,
        )  # fmt: skip
    start()
    assert take(real, tmp_path) == 1 and count_need_to_know_off(session()).count == 0


def test_a_workspace_that_has_files_goes_on_and_governance_is_told_since_when_need_to_know_is_off(
    real: Workspace, tmp_path: Path, settings: LazySettings
) -> None:
    settings.SIGHTLINE_WORKSPACE = real.root
    (real.root / PAPERS_FILE).unlink()
    assert take(real, tmp_path) == 1
    real.ask_for_papers(now=ASKED_AT)
    for paper_id in IDS:
        record_paper(session(), paper=paper(paper_id))
    assert take(real, tmp_path) == 1
    told = count_need_to_know_off(session())
    assert (told.count, told.page, told.oldest_at) == (1, "access_start", first_received_at(real))
    assert (
        "Need to know not in force"
        in worried.client_of(worried.actor("iris", "information_governance", "")).get(reverse("home")).content.decode()
    )
    start()
    assert count_need_to_know_off(session()).count == 0


def test_a_trial_training_and_an_older_workspace_need_none(
    real: Workspace, tmp_path: Path, settings: LazySettings
) -> None:
    assert needs_papers(real)
    settings.SIGHTLINE_TRAINING = True
    assert not needs_papers(real)
    settings.SIGHTLINE_TRAINING = False
    (real.root / TRIAL_FILE).write_text("{}", encoding="ascii")
    assert not needs_papers(real)
    (real.root / TRIAL_FILE).unlink()
    (real.root / DEMO_FILE).write_text("{}", encoding="ascii")
    assert not needs_papers(real)
    (real.root / DEMO_FILE).unlink()
    (real.root / PAPERS_FILE).unlink()
    assert take(real, tmp_path) == 1
    ask_where_empty(real)
    assert not needs_papers(real)


def test_one_of_before_that_imported_files_goes_on_and_is_told_since_when_what_is_missing(
    real: Workspace, tmp_path: Path, settings: LazySettings
) -> None:
    settings.SIGHTLINE_WORKSPACE = real.root
    (real.root / PAPERS_FILE).unlink()
    assert (count_missing_papers(session()).count, count_missing_papers(session()).oldest_at) == (len(IDS), "")
    assert take(real, tmp_path) == 1 and not is_to_be_asked(real)
    told = count_missing_papers(session())
    assert (told.count, told.oldest_at) == (len(IDS), first_received_at(real))
    for paper_id in IDS:
        record_paper(session(), paper=paper(paper_id))
    withdraw_paper(session(), paper_id="dpia", reason=WHY)
    (told,) = missing_since(real)
    assert told == Decision.objects.get(kind="paper_withdrawn").at
    (real.root / TRIAL_FILE).write_text("{}", encoding="ascii")
    assert count_missing_papers(session()).count == 1, "no file makes a workspace with real files a trial"


def test_an_older_workspace_without_any_file_is_asked_from_its_upgrade_on(real: Workspace) -> None:
    (real.root / PAPERS_FILE).unlink()
    assert is_to_be_asked(real)
    ask_where_empty(real)
    assert needs_papers(real) and not is_to_be_asked(real)


def test_a_rehearsal_needs_none(real: Workspace, tmp_path: Path) -> None:
    file = write_export(tmp_path / "health.csv", "health_attendances", ROW)
    report = ingest_files(session(Role.OPERATOR), workspace=real, paths=[file], agreed_on=today())
    assert len(report.receipts) == 1


def test_the_first_page_and_the_health_check_say_what_is_missing(real: Workspace, settings: LazySettings) -> None:
    settings.SIGHTLINE_WORKSPACE = real.root
    told = count_missing_papers(session())
    assert (told.count, told.oldest_at) == (len(IDS), ASKED_AT)
    assert "dpia" in report_papers(real).what_to_do
    for paper_id in IDS:
        record_paper(session(), paper=paper(paper_id))
    assert count_missing_papers(session()).count == 0
    assert report_papers(real).what_to_do == "None: every paper is recorded."


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (paper("nothing"), "no_paper"),
        (paper("dpia", signed_by=" "), "no_signer"),
        (paper("dpia", post=""), "no_post"),
        (paper("dpia", kept_at="\n"), "no_place"),
        (paper("dpia", signed_on=date(2999, 1, 1)), "bad_day"),
    ],
)
def test_what_is_not_said_is_not_recorded(said: NewPaper, code: str) -> None:
    with pytest.raises(Usage) as refused:
        record_paper(session(), paper=said)
    assert refused.value.code == code and not Decision.objects.exists()


def test_only_information_governance_and_the_operator_record_papers() -> None:
    for role in set(Role) - {Role.INFORMATION_GOVERNANCE, Role.OPERATOR}:
        with pytest.raises(Refused, match="see and record papers"):
            record_paper(session(role), paper=paper("dpia"))
    assert not Decision.objects.exists()


@pytest.fixture
def served(real: Workspace, settings: LazySettings) -> Workspace:
    """The same, as the one that this process serves."""
    settings.SIGHTLINE_WORKSPACE = real.root
    return real


def sign_ropa() -> str:
    """Print the record of processing activities, and record it as signed; its version."""
    version = print_paper(session(), kind=PaperKind.ROPA).line.paper.version
    record_paper(session(), paper=paper("ropa", version=version))
    return version


def change_retention(workspace: Workspace) -> None:
    file = workspace.root / "agreements" / "police.toml"
    said = file.read_text(encoding="utf-8")
    file.write_text(said.replace('retention_rule = "', 'retention_rule = "Six years. '), encoding="utf-8")


def test_a_signed_paper_is_out_of_date_once_an_agreement_changes(served: Workspace) -> None:
    version = sign_ropa()
    assert print_paper(session(), kind=PaperKind.ROPA).line.paper.version == version
    assert Decision.objects.filter(kind="paper_printed").count() == 1, "one a version"
    assert count_changed_papers(session()).count == 0
    change_retention(served)
    told = count_changed_papers(session())
    assert (told.count, told.page) == (1, "printed_papers")
    assert told.oldest_at == Decision.objects.get(kind="paper_recorded").at
    lines = {line.kind: line for line in read_prints(session())}
    ropa = lines[PaperKind.ROPA].differences
    assert ropa and [("Six years" in one.before, "Six years" in one.now) for one in ropa.changed] == [(False, True)]
    assert lines[PaperKind.DPIA].recorded is None and lines[PaperKind.DPIA].differences is None
    printed = print_paper(session(), kind=PaperKind.ROPA)
    first, *_ = printed.report.sections
    assert first.heading == "Changes since the signed version" and len(first.tables[0].rows) == 1
    record_paper(session(), paper=paper("ropa", version=printed.line.paper.version))
    assert count_changed_papers(session()).count == 0
    (served.root / "agreements" / "police.toml").write_text("nothing", encoding="utf-8")
    assert count_changed_papers(session()).count == 0, "the row of agreements says that they cannot be used"


def test_papers_are_printed_without_counts_where_pages_cannot_read_the_data(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_ropa()

    def unreadable(_: object) -> None:
        raise OlderSnapshot("2024-11-01-abc")

    monkeypatch.setattr("sightline.casework.core.session.read_current", unreadable)
    assert count_changed_papers(session()).count == 0
    paper_now = print_paper(session(), kind=PaperKind.ROPA).line.paper
    assert not [one for one in paper_now.statements if one.is_count]


def test_a_version_that_was_not_printed_is_refused_and_one_from_elsewhere_is_not_compared(served: Workspace) -> None:
    with pytest.raises(Usage) as refused:
        record_paper(session(), paper=paper("ropa", version="0" * 12))
    assert refused.value.code == "no_print" and not Decision.objects.exists()
    record_paper(session(), paper=paper("ropa"))
    change_retention(served)
    (line,) = (one for one in read_prints(session()) if one.kind is PaperKind.ROPA)
    assert line.recorded and line.differences is None and count_changed_papers(session()).count == 0


def test_a_later_record_without_a_version_does_not_silence_what_changed(served: Workspace) -> None:
    sign_ropa()
    change_retention(served)
    assert count_changed_papers(session()).count == 1
    record_paper(session(), paper=paper("ropa"))
    assert count_changed_papers(session()).count == 1, "it was recorded again to say where it is kept"
    withdraw_paper(session(), paper_id="ropa", reason="The legal register moved to another office.")
    assert count_changed_papers(session()).count == 0, "a paper that is not recorded is not out of date"
    record_paper(session(), paper=paper("ropa"))
    assert count_changed_papers(session()).count == 1


def test_no_paper_names_a_person_of_the_records_or_an_account(served: Workspace, tmp_path: Path) -> None:
    for paper_id in IDS:
        record_paper(session(), paper=paper(paper_id))
    start()
    assert take(served, tmp_path) == 1
    for kind in PaperKind:
        printed = write_report(print_paper(session(), kind=kind).report, "html").decode()
        assert not [name for name in ("Oak", "Mia", "2012", "iris", "Ann Price") if name in printed], kind


def test_the_page_lists_what_changed_and_hands_out_the_file(served: Workspace) -> None:
    sign_ropa()
    change_retention(served)
    browser = worried.client_of(worried.actor("iris", "information_governance", ""))
    shown = browser.get(reverse("printed_papers")).content.decode()
    assert "1 change since the signature" in shown and "Six years" in shown and "Out of date" in shown
    page = browser.post(reverse("printed_papers"), {"paper": "ropa", "form": "html"})
    assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert page["Content-Disposition"] == 'attachment; filename="ropa.html"'
    assert "Record of processing activities" in page.content.decode()
    word = browser.post(reverse("printed_papers"), {"paper": "dpia", "form": "docx"})
    assert word.content.startswith(b"PK")
    assert "Choose the paper" in browser.post(reverse("printed_papers"), {}).content.decode()


def test_only_information_governance_and_the_operator_print_papers(served: Workspace) -> None:
    for role in set(Role) - {Role.INFORMATION_GOVERNANCE, Role.OPERATOR}:
        with pytest.raises(Refused, match="see and record papers"):
            print_paper(session(role), kind=PaperKind.DPIA)
    assert not Decision.objects.exists()
