"""The command `agreement`: invented agreements in a trial alone, a draft, and a suspension that applies at once."""

import json
from pathlib import Path

import pytest
from support import warm
from support.agreed import agree
from support.small_partnership import elsewhere_removed, run_commands

from sightline.casework.agreements.pages import AgreementState
from sightline.casework.agreements.selectors import list_agreements
from sightline.casework.agreements.services import draft_agreement, suspend_agreement, write_trial_agreements
from sightline.casework.core.actor import Actor, operator_actor
from sightline.casework.core.agreements_in_force import policy_in_force
from sightline.casework.core.clock import today
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace
from sightline.store.workspace import TRIAL_FILE

WHY = "The housing association withdrew from the partnership this morning."


def session(role: Role = Role.OPERATOR) -> ReaderSession:
    return ReaderSession(operator_actor() if role is Role.OPERATOR else Actor(Reader("iris", role, "police"), "cli"))


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A trial workspace, and what the commands said that made it."""
    here = ["-w", str(tmp_path_factory.mktemp("trial") / "trial")]
    said = run_commands([["init", "--trial", here[1]], [*here, "agreement", "demo", "--tier", "record"],
                         [*here, "agreement", "check"], [*here, "agreement", "draft", "police_missing"],
                         [*here, "agreement", "suspend", "invented-housing-complaints", "--why", WHY],
                         [*here, "agreement", "list"]])  # fmt: skip
    return Path(here[1]), said


def test_a_trial_gets_invented_agreements_by_the_commands(trial: tuple[Path, str]) -> None:
    place, said = trial
    assert "28 files written" in said and "27 agreements can be used" in said
    assert "agreements/drafts/police_missing.toml" in said and "suspended from now on" in said
    assert said.count("in force") > 20 and Workspace(place).is_trial


@pytest.mark.django_db
def test_no_agreement_is_invented_outside_a_trial(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="trial workspaces only"):
        write_trial_agreements(session(), workspace=workspace, all_records=True)
    (workspace.root / TRIAL_FILE).write_text("{}", encoding="ascii")
    assert write_trial_agreements(session(), workspace=workspace, all_records=True)


@pytest.mark.django_db(transaction=True)
def test_a_suspension_is_a_decision_of_a_named_person_and_applies_at_once(workspace: Workspace) -> None:
    agree(workspace.root)
    before = policy_in_force(workspace.root, on=today())
    assert before.cover(agency="housing", layout="housing_complaints")
    suspend_agreement(session(Role.INFORMATION_GOVERNANCE), workspace=workspace, agreement_id="housing", reason=WHY)
    after = policy_in_force(workspace.root, on=today())
    assert after.cover(agency="housing", layout="housing_complaints") is None and after.version != before.version
    assert after.cover(agency="police", layout="police_missing")
    decision = Decision.objects.get(kind="agreement_suspended")
    assert (decision.by, decision.why, decision.body["agency"]) == ("iris", WHY, "housing")
    assert AuditEntry.objects.filter(action="suspend_agreement", outcome="done").count() == 1
    states = {one.agreement_id: one.state for one in list_agreements(session(), workspace=workspace)}
    assert states["housing"] is AgreementState.SUSPENDED and states["police"] is AgreementState.IN_FORCE
    with pytest.raises(Refused, match="suspended already"):
        suspend_agreement(session(), workspace=workspace, agreement_id="housing", reason=WHY)
    with pytest.raises(Usage, match="no agreement of that id"):
        suspend_agreement(session(), workspace=workspace, agreement_id="nobody", reason=WHY)


@pytest.mark.django_db
def test_a_layout_is_no_path(workspace: Workspace) -> None:
    for layout in ("../outside", "a b", "", "-"):
        with pytest.raises(Usage):
            draft_agreement(session(), workspace=workspace, layout=layout)
    assert not (workspace.root / "agreements" / "drafts").exists()


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
    assert json.loads((place / TRIAL_FILE).read_text(encoding="ascii")) == {"trial": True}
