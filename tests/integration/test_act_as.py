"""Commands with `--as`: nobody acts with the rights of an account without its password, and its second step."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from click.testing import CliRunner, Result
from support.proved import forget
from support.small_partnership import PASSWORD
from support.worried import account
from typer.main import get_command

from sightline.casework import boot
from sightline.casework.core.models import Account, AuditEntry
from sightline.cli.app import app
from sightline.model.errors import Refused, SightlineError, Usage
from sightline.store import Workspace
from sightline.store.workspace import SETTINGS_FILE

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
WRONG = "a guess of fifteen"
READS = ("audit", "list")


@pytest.fixture(autouse=True)
def _iris(workspace: Workspace) -> Iterator[Account]:
    iris = account("iris", "information_governance", "police")
    iris.set_password(PASSWORD)
    iris.save()
    (workspace.root / SETTINGS_FILE).write_text("", encoding="utf-8")
    yield iris
    forget()


def give(workspace: Workspace, *words: str, typed: str = "") -> Result:
    """How a command ends that an operator types on the server."""
    forget()
    with patch.object(boot, "bring_up_to_date"):
        return CliRunner().invoke(get_command(app), ["-w", str(workspace.root), *words], input=typed)


def refusal(found: Result) -> str:
    """The code of what was refused, with exit code 4 and nothing printed."""
    assert isinstance(found.exception, SightlineError) and found.stdout.partition(": ")[2].strip() == ""
    return found.exception.code


def sign_ins() -> list[tuple[str, str, str]]:
    return list(
        AuditEntry.objects.filter(action="sign_in").order_by("sequence").values_list("username", "via", "outcome")
    )


def code_now() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(SECRET, counter)))


def test_nobody_acts_as_an_account_without_its_password(workspace: Workspace) -> None:
    for typed in ("", "\n", f"{WRONG}\n"):
        assert refusal(give(workspace, "--as", "iris", *READS, typed=typed)) == "wrong_password"
    assert sign_ins() == [("iris", "cli", "refused: wrong_details")] * 3
    assert not AuditEntry.objects.filter(username="iris").exclude(action="sign_in").exists()


def test_the_password_is_a_line_of_standard_input_and_its_proof_is_audited_before_the_act(workspace: Workspace) -> None:
    found = give(workspace, "--as", "iris", *READS, typed=f"{PASSWORD}\n")
    assert found.exit_code == 0 and PASSWORD not in found.output
    rows = AuditEntry.objects.filter(username="iris").order_by("sequence").values_list("action", "via", "outcome")
    assert rows[0] == ("sign_in", "cli", "done") and len(rows) > 1


def test_as_behind_the_command_needs_the_password_too(workspace: Workspace) -> None:
    assert refusal(give(workspace, *READS, "--as", "iris", typed=f"{WRONG}\n")) == "wrong_password"
    assert give(workspace, *READS, "--as", "iris", typed=f"{PASSWORD}\n").exit_code == 0


def test_the_operator_acts_without_a_password_and_as_nobody_else(workspace: Workspace) -> None:
    account("another", "operator", "")
    assert give(workspace, "account", "list").exit_code == 0
    assert AuditEntry.objects.latest("sequence").username == "operator"
    assert refusal(give(workspace, "--as", "another", "account", "list")) == "wrong_password"


def test_the_account_waits_after_wrong_passwords_even_for_the_right_one(workspace: Workspace) -> None:
    for _ in range(12):
        give(workspace, "--as", "iris", *READS, typed=f"{WRONG}\n")
    assert refusal(give(workspace, "--as", "iris", *READS, typed=f"{PASSWORD}\n")) == "wrong_password"
    assert sign_ins()[-1] == ("iris", "cli", "refused: waits")


def test_an_account_with_a_second_step_needs_its_code_which_works_once(workspace: Workspace, _iris: Account) -> None:
    TOTP.activate(_iris, SECRET)
    for code in ("", "000000"):
        assert refusal(give(workspace, "--as", "iris", *READS, typed=f"{PASSWORD}\n{code}\n")) == "wrong_password"
    assert sign_ins()[-1] == ("iris", "cli", "refused: wrong_code")
    typed = f"{PASSWORD}\n{code_now()}\n"
    assert give(workspace, "--as", "iris", *READS, typed=typed).exit_code == 0
    assert AuditEntry.objects.filter(action="sign_in").latest("sequence").details == {"kind": "totp"}
    assert refusal(give(workspace, "--as", "iris", *READS, typed=typed)) == "wrong_password"


def test_wrong_codes_make_the_account_wait_as_wrong_passwords_do(workspace: Workspace, _iris: Account) -> None:
    TOTP.activate(_iris, SECRET)
    for _ in range(12):
        give(workspace, "--as", "iris", *READS, typed=f"{PASSWORD}\n000000\n")
    assert sign_ins()[-1] == ("iris", "cli", "refused: waits")


def test_a_security_key_alone_is_no_code_and_a_missing_second_step_is_refused_where_each_needs_one(
    workspace: Workspace, settings: Any, _iris: Account
) -> None:
    settings.SIGHTLINE_TWO_STEP = "required"
    assert refusal(give(workspace, "--as", "iris", *READS, typed=f"{PASSWORD}\n")) == "no_second_step"
    settings.SIGHTLINE_TWO_STEP = "optional"
    Authenticator.objects.create(user=_iris, type=Authenticator.Type.WEBAUTHN, data={})
    assert refusal(give(workspace, "--as", "iris", *READS, typed=f"{PASSWORD}\n")) == "no_second_step"


def test_a_password_file_must_be_its_owners_alone(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text(f"{PASSWORD}\n", encoding="utf-8")
    words = ("--password-file", str(path), "--as", "iris", *READS)
    for mode in (0o644, 0o640, 0o602):
        path.chmod(mode)
        found = give(workspace, *words)
        assert isinstance(found.exception, Usage) and found.exception.code == "open_password_file"
    path.chmod(0o600)
    assert give(workspace, *words).exit_code == 0
    path.unlink()
    assert refusal(give(workspace, *words)) == "no_password_file"


def test_no_variable_of_the_environment_is_a_password(workspace: Workspace) -> None:
    named = dict.fromkeys(("SIGHTLINE_PASSWORD", "PASSWORD", "SIGHTLINE_AS_PASSWORD"), PASSWORD)
    with patch.dict(os.environ, named):
        assert isinstance(give(workspace, "--as", "iris", *READS).exception, Refused)


def test_a_hold_is_placed_and_a_review_kept_only_by_a_proved_account(workspace: Workspace) -> None:
    hold = ("retention", "hold", "--kind", "legal", "--name", "Claim", "--until", "2099-01-01", "--why", "A claim came.",
            "--record", "none", "--as", "iris")  # fmt: skip
    review = ("retention", "review", "none", "--keep-until", "2099-01-01", "--why", "A claim came.", "--as", "iris")
    for words in (hold, review):
        assert refusal(give(workspace, *words, typed=f"{WRONG}\n")) == "wrong_password"
