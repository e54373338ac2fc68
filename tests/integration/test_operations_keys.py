"""Keys: who may change them, what is sealed anew, sessions that go on, and a change that was interrupted."""

import json
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import Fernet
from django.contrib.auth import get_user
from django.test import Client
from support.sessions import session_of

from sightline.casework.audit.heads_settings import heads_file
from sightline.casework.audit.services import compare_with_kept, keep_todays_heads
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.escalation.models import Lease
from sightline.casework.keys import head_keys, keyring, sealed_rows, session_keys
from sightline.casework.keys.keyring import read_keyring
from sightline.casework.keys.sealed_secrets import PREFIX, _from_secret, key_of, seal, unseal
from sightline.casework.keys.sets import is_secret
from sightline.casework.operations import key_rotation, upgrade
from sightline.casework.operations.checks import check_operations_in_order
from sightline.casework.operations.key_listing import read_keys
from sightline.casework.operations.key_rotation import rotate_key
from sightline.model.errors import OurFault, Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace
from sightline.store.chain_heads import is_signed, read_heads, read_public_key

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
STOPPED = RuntimeError("the power went")


@pytest.fixture
def place(workspace: Workspace, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with a session key, and somebody with a second step."""
    (workspace.root / "secret.key").write_text(settings.SECRET_KEY)
    (workspace.root / "sightline.toml").write_text("# nothing is set\n")
    monkeypatch.setattr(key_rotation, "PAUSE_SECONDS", 0)
    account = Account.objects.create(username="ann", role="practitioner", agency="police")
    TOTP.activate(account, SECRET)
    RecoveryCodes.activate(account)
    return workspace


def rotate(place: Workspace, key: str) -> key_rotation.RotationReport:
    return rotate_key(session_of(house_actor()), workspace=place, key=key)


def sealed_secret() -> str:
    return str(Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"])


def stop_at(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise STOPPED

    monkeypatch.setattr(module, name, stop)


def rotations() -> list[dict[str, str]]:
    return [one.body for one in Decision.objects.filter(kind="rotate_key").order_by("sequence")]


def test_second_steps_are_sealed_with_a_data_key_that_the_session_key_does_not_open(
    place: Workspace, settings: Any
) -> None:
    settings.SECRET_KEY = "another session key"
    assert sealed_secret().startswith(PREFIX)
    assert unseal(sealed_secret()) == SECRET
    assert json.loads((place.root / "data.keys").read_text())[0]["wrapped"]
    assert read_keyring(place.root).in_use.key.decode() not in (place.root / "data.keys").read_text()


def test_a_changed_data_key_seals_everything_anew_and_lets_the_old_one_go(place: Workspace) -> None:
    before, master = read_keyring(place.root).in_use, (place.root / "master.key").read_text()
    old = sealed_secret()
    report = rotate(place, "data")
    assert (report.before, report.after, report.done_anew) == (before.id, read_keyring(place.root).in_use.id, 2)
    assert unseal(sealed_secret()) == SECRET
    assert key_of(sealed_secret()) == report.after != before.id
    assert len(RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()) == 10
    assert (place.root / "master.key").read_text() != master
    with pytest.raises(OurFault, match="cannot be opened"):
        unseal(old)
    assert rotations() == [{"key": "data", "from": before.id, "to": report.after}]


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (key_rotation, "reseal"),
        (key_rotation, "decide_rotation"),
        (key_rotation, "change_master"),
    ],
)
def test_a_data_key_change_that_was_interrupted_ends_when_given_again(place: Workspace, module: Any, name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        stop_at(patch, module, name)
        with pytest.raises(OurFault):
            rotate(place, "data")
    assert unseal(sealed_secret()) == SECRET
    assert "interrupted" in next(one.left for one in read_keys(place) if one.key == "data")
    rotate(place, "data")
    assert unseal(sealed_secret()) == SECRET
    assert len(read_keyring(place.root).keys) == 1
    assert len(rotations()) == 1
    assert next(one.left for one in read_keys(place) if one.key == "data") == ""


@pytest.mark.parametrize("done", range(4))
def test_a_master_key_change_may_stop_after_any_write(
    place: Workspace, monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    keys = read_keyring(place.root)
    write, written = keyring.write_secret, []

    def write_some(path: Path, content: bytes) -> None:
        if len(written) == done:
            raise STOPPED
        written.append(path.name)
        write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(keyring, "write_secret", write_some)
        if done < 3:
            with pytest.raises(RuntimeError):
                keyring.change_master(place.root, keys)
    assert read_keyring(place.root) == keys
    keyring.change_master(place.root, keys)
    assert read_keyring(place.root) == keys
    assert not (place.root / keyring.MASTER_NEXT).exists()


def test_what_was_sealed_with_the_session_key_opens_and_is_sealed_anew_when_that_changes(
    place: Workspace, settings: Any
) -> None:
    row = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    row.data["secret"] = _from_secret(settings.SECRET_KEY).encrypt(SECRET.encode()).decode()
    row.save()
    assert unseal(sealed_secret()) == SECRET
    assert "sealed with an earlier key" in next(one.left for one in read_keys(place) if one.key == "data")
    assert rotate(place, "session").done_anew == 1
    settings.SECRET_KEY = session_keys.read_session_key(place.root)
    assert sealed_secret().startswith(PREFIX)
    assert unseal(sealed_secret()) == SECRET


def test_a_session_goes_on_for_some_hours_after_its_key_was_changed(
    place: Workspace, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, ends = Client(), Client()
    for client in (goes_on, ends):
        client.force_login(Account.objects.get())
    before = settings.SECRET_KEY
    rotate(place, "session")
    settings.SECRET_KEY = session_keys.read_session_key(place.root)
    ((kept, until_at),) = session_keys.read_keys_before(place.root)
    assert kept == before != settings.SECRET_KEY
    settings.SECRET_KEY_FALLBACKS = [kept]
    assert get_user(goes_on).is_authenticated
    settings.SECRET_KEY_FALLBACKS = []
    assert not get_user(ends).is_authenticated
    monkeypatch.setattr(clock, "now_at", lambda: until_at)
    read_keys(place)
    assert session_keys.read_keys_before(place.root) == []


def test_a_session_key_change_that_was_interrupted_ends_with_the_same_key(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        stop_at(patch, session_keys, "end_change")
        with pytest.raises(OurFault):
            rotate(place, "session")
    begun = rotations()
    assert "interrupted" in next(one.left for one in read_keys(place) if one.key == "session")
    assert rotate(place, "session").after == begun[0]["to"]
    assert rotations() == begun


def test_a_linking_key_change_that_was_interrupted_ends_with_the_same_key(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = place.secret()
    with monkeypatch.context() as patch:
        stop_at(patch, key_rotation, "decide_rotation")
        with pytest.raises(OurFault):
            rotate(place, "linking")
    begun = place.secret()
    assert place.earlier_secret() == before != begun
    assert "interrupted" in next(one.left for one in read_keys(place) if one.key == "linking")
    rotate(place, "linking")
    assert (place.secret(), place.earlier_secret()) == (begun, "")
    assert len(rotations()) == 1


def test_kept_heads_are_signed_anew_by_a_changed_key_and_a_false_one_is_not(place: Workspace) -> None:
    rotate(place, "session")  # so that there are rows
    assert keep_todays_heads(workspace=place) == 2
    before = read_public_key(place)
    with pytest.MonkeyPatch.context() as patch:
        stop_at(patch, head_keys, "end_change")
        with pytest.raises(OurFault):
            rotate(place, "heads")
    assert "interrupted" in next(one.left for one in read_keys(place) if one.key == "heads")
    report = rotate(place, "heads")
    head, _ = read_heads(heads_file(place))
    assert is_signed(head, read_public_key(place)) and not is_signed(head, before)
    assert [one["to"] for one in rotations()][1:] == [report.after]
    assert not [one.wrong for one in compare_with_kept(place) if one.wrong]
    heads_file(place).write_text(heads_file(place).read_text().replace(head.hash, "0" * 64))
    with pytest.raises(Refused, match="not signed by this"):
        rotate(place, "heads")


def test_no_key_is_written_into_the_audit_or_a_decision(place: Workspace) -> None:
    rotate(place, "session")
    keep_todays_heads(workspace=place)
    for key in ("linking", "data", "heads"):
        rotate(place, key)
    held = [path.read_text().strip() for path in place.root.iterdir() if is_secret(path.name)]
    written = repr([row.__dict__ for model in (AuditEntry, Decision) for row in model.objects.all()])
    assert not [key for key in held if key in written]
    assert [one.action for one in AuditEntry.objects.filter(action="rotate_key")] == ["rotate_key"] * 4


def test_only_the_operator_changes_keys_that_there_are(place: Workspace) -> None:
    manager = Actor(Reader("max", Role.MANAGER, "police"), "cli")
    with pytest.raises(Refused):
        rotate_key(session_of(manager), workspace=place, key="data")
    with pytest.raises(Usage):
        rotate(place, "front door")
    assert rotations() == []


def test_doctor_says_the_age_of_keys_and_what_is_left_under_an_earlier_one(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keys_line() -> Any:
        return next(one for one in check_operations_in_order(place) if one.name.startswith("Keys"))

    assert keys_line().in_order
    assert "session 0 days" in keys_line().what_to_do
    monkeypatch.setattr(clock, "now_at", lambda: "2031-01-01T00:00:00Z")
    assert not keys_line().in_order
    assert "sightline keys rotate linking" in keys_line().what_to_do
    monkeypatch.undo()
    (place.root / "master.key").write_bytes(Fernet.generate_key())
    assert not keys_line().in_order
    assert "master key" in keys_line().what_to_do


def test_nothing_is_upgraded_while_pages_are_served(place: Workspace) -> None:
    Lease.objects.create(name="tick", serving_from_at="2026-01-01T00:00:00Z", last_tick_at=clock.now_at())
    with pytest.raises(Refused, match="being served"):
        upgrade.check_nobody_serves()
    Lease.objects.update(last_tick_at="2026-01-01T00:00:00Z")  # it died without a word
    upgrade.check_nobody_serves()
    Lease.objects.update(last_tick_at=clock.now_at(), serving_from_at=None)
    upgrade.check_nobody_serves()


def test_every_kind_of_row_that_allauth_seals_is_found(place: Workspace) -> None:
    assert sealed_rows.count_sealed(except_under=None) == 2
    assert sealed_rows.count_sealed(except_under=read_keyring(place.root).in_use.id) == 0
    assert seal("x") != seal("x")
