"""The command `agreement`: invented agreements in a trial alone, a draft, and a suspension that applies at once."""

import hashlib
import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from support import warm
from support.agreed import agree
from support.exports import write_export
from support.small_partnership import elsewhere_removed, run_commands
from support.worried import account

from sightline.agreements.drafts import write_invented
from sightline.casework.agreements.pages import AgreementState
from sightline.casework.agreements.selectors import check_agreements, list_agreements
from sightline.casework.agreements.services import (
    draft_agreement,
    resume_agreement,
    suspend_agreement,
    write_trial_agreements,
)
from sightline.casework.boot import show_trial
from sightline.casework.core import clock
from sightline.casework.core.actor import actor_for_account, actor_for_username, house_actor
from sightline.casework.core.agreements_in_force import policy_in_force, takes_invented
from sightline.casework.core.clock import today
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.ingest import ingest_files
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace
from sightline.store.batches import list_parts
from sightline.store.begun_batches import read_journal
from sightline.store.workspace import DEMO_FILE, TRIAL_FILE
from sightline.web.templatetags.sightline import trial as says_trial

WHY = "The housing association withdrew from the partnership this morning."


def session() -> ReaderSession:
    return ReaderSession(house_actor())


def governance() -> ReaderSession:
    """Of a person with an account, who may suspend an agreement."""
    return ReaderSession(actor_for_account(account("iris", "information_governance", "police")))


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A trial workspace, and what the commands said that made it."""
    here = ["-w", str(tmp_path_factory.mktemp("trial") / "trial")]
    said = run_commands([["init", "--trial", here[1]], [*here, "agreement", "demo", "--tier", "record"],
                         [*here, "agreement", "check"], [*here, "agreement", "draft", "police_missing"],
                         [*here, "agreement", "list"]])  # fmt: skip
    return Path(here[1]), said


def test_a_trial_gets_invented_agreements_by_the_commands(trial: tuple[Path, str]) -> None:
    place, said = trial
    assert "40 files written" in said and "39 agreements can be used" in said
    assert "agreements/drafts/police_missing.toml" in said
    assert said.count("in force") > 20 and Workspace(place).is_trial


@pytest.mark.django_db
def test_no_agreement_is_invented_outside_a_trial(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="trial workspaces only"):
        write_trial_agreements(session(), workspace=workspace, all_records=True)
    (workspace.root / TRIAL_FILE).write_text("{}", encoding="ascii")
    assert write_trial_agreements(session(), workspace=workspace, all_records=True)


@pytest.mark.django_db
def test_a_check_lists_registers_that_are_sealed_against_the_word_of_their_agreement(workspace: Workspace) -> None:
    agree(workspace.root)
    assert check_agreements(session(), workspace=workspace).registers == ()
    path = workspace.root / "agreements" / "health.toml"
    path.write_text(re.sub("(?m)^rows_chosen = .*$", 'rows_chosen = " "', path.read_text(encoding="utf-8")), "utf-8")
    assert check_agreements(session(), workspace=workspace).registers == (("health", "health_attendances"),)


@pytest.mark.django_db(transaction=True)
def test_a_suspension_is_a_decision_of_a_named_person_and_applies_at_once(workspace: Workspace) -> None:
    agree(workspace.root)
    before = policy_in_force(workspace.root, on=today())
    assert before.cover(agency="housing", layout="housing_complaints")
    with pytest.raises(Refused, match="A named person must do this"):
        suspend_agreement(session(), workspace=workspace, agreement_id="housing", reason=WHY)
    iris = governance()
    at_the_machine = ReaderSession(actor_for_username("iris"))
    with pytest.raises(Refused, match="The password is wrong"):
        suspend_agreement(at_the_machine, workspace=workspace, agreement_id="housing", reason=WHY)
    (workspace.root / "agreements" / "police.toml").write_text("cannot be used", encoding="utf-8")
    suspend_agreement(iris, workspace=workspace, agreement_id="housing", reason=WHY)
    agree(workspace.root)
    after = policy_in_force(workspace.root, on=today())
    assert after.cover(agency="housing", layout="housing_complaints") is None and after.version != before.version
    assert after.cover(agency="police", layout="police_missing")
    decision = Decision.objects.get(kind="agreement_suspended")
    assert (decision.by, decision.why, decision.body["agency"]) == ("iris", WHY, "housing")
    assert AuditEntry.objects.filter(action="suspend_agreement", outcome="done").count() == 1
    states = {one.agreement_id: one.state for one in list_agreements(session(), workspace=workspace)}
    assert states["housing"] is AgreementState.SUSPENDED and states["police"] is AgreementState.IN_FORCE
    with pytest.raises(Refused, match="suspended already"):
        suspend_agreement(iris, workspace=workspace, agreement_id="housing", reason=WHY)
    with pytest.raises(Usage, match="no agreement of that id"):
        suspend_agreement(iris, workspace=workspace, agreement_id="nobody", reason=WHY)


@pytest.mark.django_db(transaction=True)
def test_what_is_suspended_is_put_in_force_again_by_a_decision_about_one_file_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A new id in the file is no way round a suspension, nor is any change after the decision."""
    agree(workspace.root)
    iris, file = governance(), workspace.root / "agreements" / "housing.toml"
    complaint = {"Complaint No": "1", "Received Date": "05/03/2024", "Text": "Invented"}
    path = write_export(tmp_path / "a.csv", "housing_complaints", complaint)
    suspend_agreement(iris, workspace=workspace, agreement_id="housing", reason=WHY)
    file.write_text(file.read_text("utf-8").replace('id = "housing"', 'id = "housing2"'), "utf-8")
    assert ingest_files(session(), workspace=workspace, paths=[path]).without_agreement

    def resume(sha256: str, agreement_id: str = "housing2") -> int:
        return resume_agreement(
            iris, workspace=workspace, agreement_id=agreement_id, file_sha256=sha256, reason="Signed anew today."
        )

    with pytest.raises(Refused, match="not that of the agreement's file"):
        resume("0" * 64)
    with pytest.raises(Refused, match="No decision suspends"):
        resume("0" * 64, "police")
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    number = resume(sha256)
    decision = Decision.objects.get(kind="agreement_in_force")
    assert (decision.sequence, decision.by, decision.body["file_sha256"]) == (number, "iris", sha256)
    assert AuditEntry.objects.filter(action="resume_agreement", outcome="done").count() == 1
    assert ingest_files(session(), workspace=workspace, paths=[path]).receipts[0].rows_taken == 1
    version = policy_in_force(workspace.root, on=today()).version
    details = AuditEntry.objects.filter(action="ingest").order_by("-sequence")[0].details
    assert (details["agreements"], details["policy_versions"]) == (["housing2"], [version])
    (ended,) = read_journal(workspace, 2).values()
    assert (ended.state, ended.agreements, ended.policy) == ("taken", ("housing2",), version)
    file.write_text(file.read_text("utf-8") + "\n# one more line\n", "utf-8")
    assert policy_in_force(workspace.root, on=today()).cover(agency="housing", layout="housing_complaints") is None


@pytest.mark.django_db(transaction=True)
def test_an_ingest_that_passes_midnight_takes_no_file_of_an_agreement_that_ended(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(workspace.root)
    file = workspace.root / "agreements" / "housing.toml"
    file.write_text(file.read_text("utf-8").replace("signed_by", f"ends_on = {today()}\nsigned_by"), "utf-8")
    complaint = {"Complaint No": "1", "Received Date": "05/03/2024", "Text": "Invented"}
    paths = [write_export(tmp_path / f"{name}.csv", "housing_complaints", complaint) for name in "ab"]
    tomorrow, keep = f"{today() + timedelta(days=1)}T10:00:00Z", Workspace.keep

    def keep_until_tomorrow(self: Workspace, path: Path, **more: Any) -> str:
        monkeypatch.setattr(clock, "today", lambda: date.fromisoformat(tomorrow[:10]))
        return keep(self, path, **more)

    monkeypatch.setattr(Workspace, "keep", keep_until_tomorrow)
    report = ingest_files(session(), workspace=workspace, paths=paths)
    assert [one.source_file for one in report.receipts] == ["a.csv"]
    assert [one.source_file for one in report.without_agreement] == ["b.csv"]


@pytest.mark.django_db(transaction=True)
def test_invented_agreements_count_in_no_real_workspace_and_mark_one_that_used_them(
    workspace: Workspace, tmp_path: Path, settings: Any
) -> None:
    write_invented(workspace.root, all_records=True)
    for path in (workspace.root / "agreements").glob("*.toml"):
        if not path.name.startswith(("invented-", "organisations")):
            path.unlink()
    path = write_export(tmp_path / "a.csv", "housing_complaints", {"Complaint No": "1", "Received Date": "05/03/2024"})
    with pytest.raises(Refused, match="An agreement here is invented") as refused:
        ingest_files(session(), workspace=workspace, paths=[path])
    assert refused.value.code == "invented_agreement" and not list_parts(workspace)
    settings.SIGHTLINE_WORKSPACE = workspace.root
    assert says_trial(), "every page says so as long as the files are there"
    settings.SIGHTLINE_TRAINING = True
    assert not says_trial(), "the banner of training says so"
    assert ingest_files(session(), workspace=workspace, paths=[path]).receipts[0].rows_taken == 1
    settings.SIGHTLINE_TRAINING = False
    shutil.rmtree(workspace.root / "agreements")
    assert not says_trial()
    show_trial(workspace.root)
    assert says_trial(), "the decision keeps the banner when the files are gone"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["training", DEMO_FILE])
def test_what_is_imported_as_invented_keeps_the_banner_for_good(
    workspace: Workspace, tmp_path: Path, settings: Any, how: str
) -> None:
    """Also where somebody signs agreements, imports once as training or demo, and takes the setting or file away."""
    agree(workspace.root)
    settings.SIGHTLINE_WORKSPACE = workspace.root
    if how == "training":
        settings.SIGHTLINE_TRAINING = True
    else:
        (workspace.root / how).write_text("{}", encoding="ascii")
    path = write_export(tmp_path / "a.csv", "housing_complaints", {"Complaint No": "1", "Received Date": "05/03/2024"})
    assert ingest_files(session(), workspace=workspace, paths=[path]).receipts[0].rows_taken == 1
    settings.SIGHTLINE_TRAINING = False
    (workspace.root / DEMO_FILE).unlink(missing_ok=True)
    show_trial(workspace.root)
    assert says_trial() and takes_invented(workspace.root)


@pytest.mark.django_db(transaction=True)
def test_no_file_or_setting_makes_a_workspace_with_real_files_a_trial(
    workspace: Workspace, tmp_path: Path, settings: Any
) -> None:
    agree(workspace.root)
    path = write_export(tmp_path / "a.csv", "housing_complaints", {"Complaint No": "1", "Received Date": "05/03/2024"})
    assert ingest_files(session(), workspace=workspace, paths=[path]).receipts[0].rows_taken == 1
    settings.SIGHTLINE_TRAINING = True
    for name in (TRIAL_FILE, DEMO_FILE):
        (workspace.root / name).write_text("{}", encoding="ascii")
    assert not takes_invented(workspace.root)


@pytest.mark.django_db
def test_a_layout_is_no_path(workspace: Workspace) -> None:
    for layout in ("../outside", "a b", "", "-", "organisations"):
        with pytest.raises(Usage):
            draft_agreement(session(), workspace=workspace, layout=layout)
    assert not (workspace.root / "agreements" / "drafts").exists()
    details = [entry.details for entry in AuditEntry.objects.filter(action="draft_agreement")]
    assert details == [{}] * 5, "what was typed is in no audit row"


def test_every_page_of_a_trial_says_so_whatever_the_settings_are(trial: tuple[Path, str]) -> None:
    """The mark is no setting: a process that opens the workspace shows the banner."""
    place, _ = trial
    ask = (
        "import sys; from pathlib import Path; from sightline.casework.boot import open_workspace;"
        "open_workspace(Path(sys.argv[1])); from django.test import Client;"
        "print(Client(HTTP_HOST='127.0.0.1').get('/accounts/login/').content.decode())"
    )
    done = warm.run(["-c", ask, str(place)], env=elsewhere_removed())
    assert "Do not enter or import anything about a real person." in done.stdout, done.stderr
    assert "trial" not in (place / "sightline.toml").read_text(encoding="utf-8")
    mark = (place / TRIAL_FILE).read_bytes()
    (place / TRIAL_FILE).unlink()
    try:
        done = warm.run(["-c", ask, str(place)], env=elsewhere_removed())
    finally:
        (place / TRIAL_FILE).write_bytes(mark)
    assert "Do not enter or import anything about a real person." in done.stdout, "a decision says so, too"
    assert json.loads((place / TRIAL_FILE).read_text(encoding="ascii")) == {"trial": True}
